import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { groupByAlias, namesOf } from "./alias-groups.ts";
import { advisoryNames, repositoryName } from "./also-known.ts";

const component = (over: object) => ({ ecosystem: "npm", name: "a", repository: null, knownAs: [], ...over });

describe("what advisories call a component", () => {
  it("is its own name where the ecosystem has advisories", () => {
    expect(advisoryNames(component({}))).toEqual([{ ecosystem: "npm", name: "a", why: null }]);
    expect(advisoryNames(component({ ecosystem: "Soldeer", name: "unknown" }))).toEqual([]);
  });

  it.each([
    [
      { ecosystem: "Git", name: "x", repository: "https://github.com/OpenZeppelin/openzeppelin-contracts.git" },
      "@openzeppelin/contracts",
    ],
    [
      { ecosystem: "Git", name: "x", repository: "git@github.com:openzeppelin/openzeppelin-contracts-upgradeable" },
      "@openzeppelin/contracts-upgradeable",
    ],
    [{ ecosystem: "Soldeer", name: "@OpenZeppelin-contracts" }, "@openzeppelin/contracts"],
    [{ ecosystem: "npm", name: "openzeppelin-solidity" }, "@openzeppelin/contracts"],
  ])("finds Solidity libraries under npm: %j", (over, name) => {
    const found = advisoryNames(component(over)).find((each) => each.name === name);
    expect(found?.ecosystem).toBe("npm");
    expect(found?.why).not.toBeNull();
  });

  it("believes remappings, and says so", () => {
    expect(advisoryNames(component({ ecosystem: "Git", knownAs: ["@scope/x"] }))).toEqual([
      { ecosystem: "npm", name: "@scope/x", why: "remappings.txt says that this folder is @scope/x" },
    ]);
  });

  it("knows one repository by all its addresses", () => {
    const all = [
      "https://github.com/O/R.git",
      "git@github.com:o/r",
      "ssh://git@github.com/o/r.git",
      "git://github.com/o/r/",
      "github.com/o/r",
    ];
    expect(new Set(all.map(repositoryName))).toEqual(new Set(["github.com/o/r"]));
    expect(["../sibling", "", "/srv/x", "x".repeat(900)].map(repositoryName)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe("alias groups", () => {
  const record = (id: string, ...aliases: string[]) => ({ id, aliases });

  it("joins records that name each other, over others too; GHSA speaks first", () => {
    const groups = groupByAlias([
      record("PYSEC-1", "CVE-2020-1"),
      record("GHSA-aaaa-bbbb-cccc", "cve-2020-1"),
      record("CVE-2021-9"),
      record("CVE-2020-1", "GO-1"),
      record("GO-1"),
    ]);
    expect(groups.map((group) => group.map(({ id }) => id))).toEqual([
      ["CVE-2021-9"],
      ["GHSA-aaaa-bbbb-cccc", "GO-1", "PYSEC-1", "CVE-2020-1"],
    ]);
  });

  it("makes the same groups in any order", () => {
    const id = fc.constantFrom("A", "B", "C", "D", "E", "F");
    const records = fc.uniqueArray(fc.record({ id, aliases: fc.array(id, { maxLength: 2 }) }), {
      selector: (each) => each.id,
    });
    const plain = (groups: { id: string }[][]) => groups.map((group) => group.map((each) => each.id).join()).toSorted();
    fc.assert(
      fc.property(records, (all) => {
        expect(plain(groupByAlias(all.toReversed()))).toEqual(plain(groupByAlias(all)));
        expect(groupByAlias(all).flat()).toHaveLength(all.length);
      }),
    );
  });

  it("names the first record's id, then CVE ids", () => {
    expect(namesOf([record("GHSA-x", "CVE-1", "PYSEC-2"), record("PYSEC-2", "CVE-1")])).toEqual([
      "GHSA-x",
      "CVE-1",
      "PYSEC-2",
    ]);
  });
});
