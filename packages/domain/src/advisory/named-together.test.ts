import { describe, expect, it } from "vitest";
import { advisoryPackage, isOneAdvisory, sameAdvisory } from "./named-together.ts";

describe("the package of a package URL", () => {
  it("is what advisories call it", () => {
    expect(advisoryPackage("pkg:npm/%40scope/pkg@1.0.0")).toEqual({ ecosystem: "npm", name: "@scope/pkg" });
    expect(advisoryPackage("pkg:npm/@scope/pkg")).toEqual({ ecosystem: "npm", name: "@scope/pkg" });
    expect(advisoryPackage("pkg:pypi/Flask_Login@0.6?x=1")).toEqual({ ecosystem: "PyPI", name: "flask-login" });
    expect(advisoryPackage("pkg:cargo/time@0.1.0")).toEqual({ ecosystem: "crates.io", name: "time" });
    expect(advisoryPackage("pkg:golang/github.com/BurntSushi/toml@v1.0.0")).toEqual({
      ecosystem: "Go",
      name: "github.com/BurntSushi/toml",
    });
    expect(advisoryPackage("pkg:github/OpenZeppelin/openzeppelin-contracts@v4")).toEqual({
      ecosystem: "Git",
      name: "github.com/openzeppelin/openzeppelin-contracts",
    });
    for (const other of ["pkg:deb/debian/curl@7", "lodash", "", "pkg:npm/", "pkg:__proto__/x"]) {
      expect(advisoryPackage(other), other).toBeUndefined();
    }
    expect(advisoryPackage("pkg:npm/%E0%A4%A")).toEqual({ ecosystem: "npm", name: "%E0%A4%A" });
  });
});

describe("names of advisories", () => {
  it("belong together over records and tools, whichever is asked, in any case", () => {
    const all = sameAdvisory(
      [
        { id: "PYSEC-2020-1", aliases: ["CVE-2020-1"] },
        { id: "GHSA-zzzz-zzzz-zzzz", aliases: [] },
      ],
      [["GHSA-aaaa-aaaa-aaaa", "cve-2020-1"], ["CVE-2020-9"]],
    );
    const names = ["GHSA-aaaa-aaaa-aaaa", "PYSEC-2020-1", "CVE-2020-1"];
    for (const id of [...names, "ghsa-aaaa-aaaa-aaaa", "cve-2020-1"]) {
      expect(
        all(id)
          .map((name) => name.toUpperCase())
          .toSorted(),
        id,
      ).toEqual(names.map((name) => name.toUpperCase()).toSorted());
    }
    expect(all("GHSA-zzzz-zzzz-zzzz")).toEqual(["GHSA-zzzz-zzzz-zzzz"]);
    expect(all("CVE-2020-9")).toEqual(["CVE-2020-9"]);
    expect(all("CVE-2020-8")).toEqual(["CVE-2020-8"]);
  });

  it("are not glued by a tool that names two advisories in one breath", () => {
    expect(isOneAdvisory(["GHSA-a", "CVE-1", "PYSEC-1"])).toBe(true);
    expect(isOneAdvisory(["GHSA-a", "ghsa-b"])).toBe(false);
    const all = sameAdvisory([], [["CVE-2020-1", "CVE-2020-2", "GHSA-a"]]);
    expect(all("CVE-2020-1")).toEqual(["CVE-2020-1"]);
  });
});
