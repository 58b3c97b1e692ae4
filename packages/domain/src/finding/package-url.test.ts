import { describe, expect, it } from "vitest";
import { packageParts, samePackage } from "./package-url.ts";

describe("package URLs", () => {
  it.each([
    ["pkg:npm/%40scope/name@1.0.0?a=b#c", "pkg:npm/@scope/name", "1.0.0"],
    ["pkg:npm/@scope/name", "pkg:npm/@scope/name", null],
    ["pkg:pypi/Django@3.2", "pkg:pypi/django", "3.2"],
    ["pkg:maven/org.A/Lib@1", "pkg:maven/org.A/Lib", "1"],
    ["lodash", "lodash", null],
    ["pkg:npm/%ZZ@1", "pkg:npm/%zz", "1"],
  ])("%s", (purl, name, version) => {
    expect(packageParts(purl)).toEqual({ name, version });
  });

  it("are the same package when a version that both name is the same", () => {
    expect(samePackage("pkg:npm/a@1", "pkg:npm/A")).toBe(true);
    expect(samePackage("pkg:npm/a@1?x=y", "pkg:npm/a@1")).toBe(true);
    expect(samePackage("pkg:npm/a@1", "pkg:npm/a@2")).toBe(false);
    expect(samePackage("pkg:npm/a@1", "pkg:pypi/a@1")).toBe(false);
  });
});
