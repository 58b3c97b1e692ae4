import { beforeAll, describe, expect, it } from "vitest";
import { useEnvironment } from "../../env.ts";
import { testEnvironment } from "../testing/environment.ts";
import { localPath } from "./origin.ts";

describe("localPath", () => {
  beforeAll(() => {
    useEnvironment(testEnvironment("postgresql://localhost/none"));
  });

  it.each(["/", "/o/meridian", "/o/meridian/finding?state=new#top", "/sign-in?next=https://evil.example"])(
    "keeps %s",
    (path) => {
      expect(localPath(path)).toBe(path);
    },
  );

  it.each([
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    "/\n/evil.example",
    "evil",
    "",
    undefined,
  ])("leads %s to the start", (path) => {
    expect(localPath(path)).toBe("/");
  });
});
