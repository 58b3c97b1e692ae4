import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fromRoot } from "../start/house.mjs";
import { migrationStamp } from "./migration.mjs";
import { formsOf } from "./names.mjs";
import { scannerFiles } from "./scanner.mjs";
import { addToSlices, sliceFiles } from "./slice.mjs";

test("names in every form", () => {
  expect(formsOf("threat-model")).toEqual({
    name: "threat-model",
    camel: "threatModel",
    pascal: "ThreatModel",
    constant: "THREAT_MODEL",
    plain: "threat model",
  });
});

describe("slice", () => {
  const slices = readFileSync(fromRoot("packages/domain/src/slices.ts"), "utf8");

  test("stands behind the one that was named, with its layers in house order", () => {
    const lines = addToSlices(slices, "evidence", ["router", "domain"], "source").split("\n");
    const at = lines.findIndex((line) => line.includes('name: "source"'));
    expect(lines[at + 1]).toBe('  { name: "evidence", layers: ["domain", "router"] },');
  });

  test.each([
    ["a name twice", ["finding", ["domain"], "source"], /already/],
    ["no place", ["evidence", ["domain"], undefined], /--after/],
    ["an unknown place", ["evidence", ["domain"], "nowhere"], /no slice nowhere/],
    ["an unknown layer", ["evidence", ["cellar"], "source"], /no layer cellar/],
  ])("%s is refused", (_what, [name, layers, after], reason) => {
    expect(() => addToSlices(slices, name, layers, after)).toThrow(reason);
  });

  test("has the files of its layers and no others", () => {
    expect(Object.keys(sliceFiles("threat-model", ["domain", "router"]))).toEqual([
      "packages/domain/src/threat-model/schema.ts",
      "packages/domain/src/threat-model/errors.ts",
      "packages/domain/src/threat-model/index.ts",
      "packages/domain/src/threat-model/server.ts",
      "apps/web/src/server/routers/threat-model.ts",
    ]);
  });
});

test("a scanner has the files of the others", () => {
  expect(
    Object.keys(scannerFiles("slither")).map((name) => name.replace("packages/scanners/src/adapters/slither/", "")),
  ).toEqual(["README.md", "detectors.ts", "parse.ts", "scanner.ts", "slither.test.ts", "fixtures/.gitkeep"]);
});

test("a migration comes after all others, also when their clocks were ahead", () => {
  const now = new Date("2026-03-04T05:06:07Z");
  expect(migrationStamp(now, ["20260101000000_a", "migration_lock.toml"])).toBe("20260304050607");
  expect(migrationStamp(now, ["20300101000000_a"])).toBe("20300101000001");
});
