import { describe, expect, it } from "vitest";
import { config } from "./proxy.ts";

const [source = ""] = config.matcher;
/** As Next reads it: the whole path, anchored at both ends. */
const passes = (path: string) => new RegExp(`^${source}$`).test(path);

describe("what passes the proxy", () => {
  it("are pages", () => {
    for (const path of ["/", "/o/meridian-labs", "/sign-in", "/apiary", "/share/x"])
      expect(passes(path), path).toBe(true);
  });

  it("is no route: a body that passes there is kept in memory and cut off after 10 MB", () => {
    const routes = [
      "/api/o/x/p/y/import",
      "/api/o/x/p/y/upload",
      "/api/v1/projects/y/imports",
      "/api/trpc/finding.list",
    ];
    for (const path of routes) expect(passes(path), path).toBe(false);
  });
});
