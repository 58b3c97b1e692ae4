import { describe, expect, it } from "vitest";
import { type KnownAdvisory, type MatchComponent, matchComponents, nameKey } from "./match.ts";
import type { RangeEvent } from "./osv.ts";
import { rateAdvisory } from "./rating.ts";

const component = (name: string, version: string | null, over: Partial<MatchComponent> = {}): MatchComponent => ({
  ...{ manifest: "m", ordinal: 0, path: "package-lock.json", ecosystem: "npm", name, version, purl: `pkg:npm/${name}` },
  ...{ direct: true, dev: false, line: 1, repository: null, commit: null, knownAs: [], way: [] },
  ...over,
});
const advisory = (
  id: string,
  name: string,
  events: RangeEvent[],
  over: Partial<KnownAdvisory> = {},
): KnownAdvisory => ({
  ...{ id, modified: new Date(0), withdrawn: null, aliases: [], summary: id, details: "", vectors: [], rating: null },
  ...{ cwe: [], references: [] },
  affected: { ecosystem: "npm", name, ranges: [{ type: "SEMVER", events }], versions: [] },
  ...over,
});
const match = (components: MatchComponent[], advisories: KnownAdvisory[]) =>
  matchComponents(components, (key) =>
    advisories.filter(({ affected }) => nameKey(affected.ecosystem, affected.name) === key),
  );

describe("matching", () => {
  const before2: RangeEvent[] = [{ introduced: "0" }, { fixed: "2.0.0" }];

  it("makes one match of all records of an advisory, and of all versions in one lock file", () => {
    const { matches } = match(
      [component("a", "1.0.0"), component("a", "1.5.0", { ordinal: 1 }), component("a", "2.0.0", { ordinal: 2 })],
      [advisory("CVE-1", "a", before2), advisory("GHSA-1", "a", before2, { aliases: ["CVE-1"] })],
    );
    expect(matches).toMatchObject([
      { names: ["GHSA-1", "CVE-1"], components: [{ fixed: "2.0.0" }, { fixed: "2.0.0" }], why: null },
    ]);
    expect(matches[0]?.components.map((each) => each.component.version)).toEqual(["1.0.0", "1.5.0"]);
  });

  it("keeps lock files and packages apart", () => {
    const { matches } = match(
      [component("a", "1.0.0"), component("a", "1.0.0", { path: "web/package-lock.json" }), component("b", "1.0.0")],
      [advisory("GHSA-1", "a", before2), advisory("GHSA-1", "b", before2)],
    );
    expect(matches.map(({ path, package: name }) => `${path} ${name}`)).toEqual([
      "package-lock.json a",
      "package-lock.json b",
      "web/package-lock.json a",
    ]);
  });

  it("says of withdrawn advisories that they are none, unless another record of theirs stands", () => {
    const withdrawn = { withdrawn: new Date("2026-03-04T05:06:07Z") };
    const gone = match(
      [component("a", "1.0.0")],
      [advisory("GHSA-1", "a", before2, { ...withdrawn, aliases: ["CVE-1"] })],
    );
    expect(gone.matches).toEqual([]);
    expect([...gone.withdrawn]).toEqual([
      ["GHSA-1", "GHSA-1 was withdrawn on 2026-03-04"],
      ["CVE-1", "GHSA-1 was withdrawn on 2026-03-04"],
    ]);
    const stands = match(
      [component("a", "1.0.0")],
      [advisory("GHSA-1", "a", before2, withdrawn), advisory("GHSA-2", "a", before2, { aliases: ["GHSA-1"] })],
    );
    expect(stands.withdrawn.size).toBe(0);
    expect(stands.matches).toHaveLength(1);
  });

  it("finds Solidity libraries under their npm names, with the reason", () => {
    const oz = component("OpenZeppelin/openzeppelin-contracts", "4.9.2", {
      ...{
        ecosystem: "Git",
        path: ".gitmodules",
        repository: "https://github.com/OpenZeppelin/openzeppelin-contracts",
      },
      knownAs: ["@openzeppelin/contracts"],
    });
    const { matches } = match(
      [oz],
      [advisory("GHSA-1", "@openzeppelin/contracts", [{ introduced: "4.0.0" }, { fixed: "4.9.3" }])],
    );
    expect(matches).toMatchObject([
      { package: "@openzeppelin/contracts", why: expect.stringMatching(/published to npm from this repository/) },
    ]);
  });

  it("makes one of what is said of a repository and of the package that comes from it", () => {
    const oz = component("OpenZeppelin/openzeppelin-contracts", "4.9.2", {
      ...{
        ecosystem: "Git",
        path: ".gitmodules",
        repository: "https://github.com/OpenZeppelin/openzeppelin-contracts",
      },
    });
    const cve = advisory("CVE-1", "", [], {
      affected: {
        ...{ ecosystem: "Git", name: "github.com/openzeppelin/openzeppelin-contracts", ranges: [] },
        versions: ["v4.9.2"],
      },
    });
    const ghsa = advisory("GHSA-1", "@openzeppelin/contracts", [{ introduced: "0" }], { aliases: ["CVE-1"] });
    expect(match([oz], [cve, ghsa]).matches.map(({ names, package: name }) => [name, names])).toEqual([
      ["@openzeppelin/contracts", ["GHSA-1", "CVE-1"]],
    ]);
    expect(match([oz], [cve]).matches).toMatchObject([{ package: "@openzeppelin/contracts", names: ["CVE-1"] }]);
  });

  it("names what it cannot tell", () => {
    const { unknown, matches } = match(
      [component("a", null), component("b", "main")],
      [advisory("GHSA-1", "a", before2), advisory("GHSA-2", "b", before2)],
    );
    expect(matches).toEqual([]);
    expect(unknown.map(({ reason }) => reason)).toEqual([
      "It cannot be told whether a without a version has GHSA-1.",
      "It cannot be told whether b main has GHSA-2.",
    ]);
  });
});

describe("rating", () => {
  const rated = (over: object) => ({ id: "GHSA-1", vectors: [], rating: null, ...over });
  it("goes by CVSS 4, then 3, then the word of a database", () => {
    const v3 = "CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
    const v4 = "CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N";
    expect(rateAdvisory([rated({ vectors: [v3] })])).toEqual({ severity: "critical", basis: `CVSS 9.8 (${v3})` });
    expect(rateAdvisory([rated({ vectors: [v3, v4] })])).toMatchObject({ severity: "high" });
    expect(rateAdvisory([rated({ rating: "MODERATE" })])).toEqual({
      severity: "medium",
      basis: "GHSA-1 is rated moderate",
    });
    expect(rateAdvisory([rated({ rating: "constructor", vectors: ["nonsense"] })]).basis).toBe(
      "no database has rated it",
    );
    expect(rateAdvisory([rated({ id: "MAL-2026-1" })]).severity).toBe("critical");
  });
});
