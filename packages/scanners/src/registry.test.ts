import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { SCANNERS as KNOWN } from "@redoubt/domain/scan";
import { describe, expect, it } from "vitest";
import { REPORT_FORMATS, SCANNERS } from "./registry.ts";

const ADAPTERS = path.join(import.meta.dirname, "adapters");
const folders = readdirSync(ADAPTERS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();

describe("the registry", () => {
  it("names every adapter folder once, by its id", () => {
    const ids = [...SCANNERS, ...REPORT_FORMATS].map(({ id }) => id);
    expect([...ids].sort()).toEqual(folders);
  });

  it("finds the same files in every folder", () => {
    const formats = new Set(REPORT_FORMATS.map(({ id }) => id));
    for (const folder of folders) {
      const files = readdirSync(path.join(ADAPTERS, folder));
      const kind = formats.has(folder) ? "format.ts" : "scanner.ts";
      expect(files, folder).toEqual(expect.arrayContaining([kind, "parse.ts", "README.md", "fixtures"]));
      expect(existsSync(path.join(ADAPTERS, folder, "detectors.ts")), folder).toBe(!formats.has(folder));
      expect(
        files.some((file) => file.endsWith(".test.ts")),
        `${folder} has no test`,
      ).toBe(true);
    }
  });

  it("agrees with what requests and screens know", () => {
    const own = SCANNERS.map(({ id, title, languages }) => ({ id, title, languages: [...languages] }));
    const known = KNOWN.map(({ id, title, languages }) => ({ id, title, languages: [...languages] }));
    const byId = (a: { id: string }, b: { id: string }) => a.id.localeCompare(b.id);
    expect(own.sort(byId)).toEqual(known.sort(byId));
  });
});
