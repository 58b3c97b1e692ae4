import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { PAST_SOURCES } from "@redoubt/domain/finding";
import { IMPORT_FORMATS, SCANNERS as KNOWN } from "@redoubt/domain/scan";
import { describe, expect, it } from "vitest";
import { PAST_FORMATS } from "./past.ts";
import { SCANNERS } from "./registry.ts";
import { REPORT_FORMATS } from "./reports.ts";

const ADAPTERS = path.join(import.meta.dirname, "adapters");
const folders = readdirSync(ADAPTERS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();
/** Reports of tools and documents of the past alike. */
const FORMATS = [...REPORT_FORMATS, ...PAST_FORMATS];
const importsOf = (file: string) =>
  [...readFileSync(file, "utf8").matchAll(/\bfrom "([^"]+)"/g)].flatMap(([, name]) => name ?? []);

describe("the registry", () => {
  it("names every adapter folder, by its id", () => {
    const scanners = SCANNERS.map(({ id }) => id);
    const formats = FORMATS.map(({ id }) => id);
    expect(new Set(scanners).size).toBe(scanners.length);
    expect(new Set(formats).size).toBe(formats.length);
    expect([...new Set([...scanners, ...formats])].sort()).toEqual(folders);
  });

  it("finds the same files in every folder", () => {
    const formats = new Set<string>(FORMATS.map(({ id }) => id));
    const scanners = new Set(SCANNERS.map(({ id }) => id));
    for (const folder of folders) {
      const files = readdirSync(path.join(ADAPTERS, folder));
      expect(files, folder).toEqual(expect.arrayContaining(["parse.ts", "README.md", "fixtures"]));
      for (const [is, kinds] of [
        [formats.has(folder), ["format.ts", "count.ts"]],
        [scanners.has(folder), ["scanner.ts", "detectors.ts"]],
      ] as const) {
        for (const file of kinds) expect(existsSync(path.join(ADAPTERS, folder, file)), `${folder}/${file}`).toBe(is);
      }
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
    expect(REPORT_FORMATS.map(({ id, title }) => ({ id, title }))).toEqual(IMPORT_FORMATS);
    expect(PAST_FORMATS.map(({ id, title }) => ({ id, title }))).toEqual(PAST_SOURCES);
  });
});

describe("counters", () => {
  it("share nothing with what they are held against", () => {
    for (const { id } of FORMATS) {
      const imports = importsOf(path.join(ADAPTERS, id, "count.ts"));
      expect(imports.length, id).toBeGreaterThan(0);
      for (const name of imports) expect(name, id).toMatch(/^(?:node:|\.\.\/\.\.\/counting\/)/);
    }
    const counting = path.join(import.meta.dirname, "counting");
    for (const file of readdirSync(counting).filter((name) => !name.endsWith(".test.ts"))) {
      // Only the fonts of a PDF are read by the library that the reader uses, too.
      const own = file === "pages.ts" ? /^(?:node:|\.\/|unpdf$)/ : /^(?:node:|\.\/)/;
      for (const name of importsOf(path.join(counting, file))) expect(name, file).toMatch(own);
    }
    const readers = [
      path.join(import.meta.dirname, "reading"),
      ...folders.map((folder) => path.join(ADAPTERS, folder)),
    ];
    for (const folder of readers) {
      for (const file of readdirSync(folder).filter((name) => name.endsWith(".ts") && name !== "format.ts")) {
        const imports = importsOf(path.join(folder, file));
        if (file !== "count.ts")
          expect(imports, `${folder}/${file}`).not.toContainEqual(expect.stringMatching(/counting|count\.ts/));
      }
    }
  });

  it("count the unit that the README states", () => {
    for (const { id, unit } of FORMATS) {
      const readme = readFileSync(path.join(ADAPTERS, id, "README.md"), "utf8");
      expect(readme, id).toContain("**Unit**");
      expect(readme.replace(/\s+/g, " "), id).toContain(unit);
    }
  });
});
