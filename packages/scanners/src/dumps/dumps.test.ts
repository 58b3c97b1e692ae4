import { OsvRecord } from "@redoubt/domain/advisory";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { beginsAsScores, isCatalogue, readCatalogue, readOsv, readScoreLine } from "./index.ts";

const entry = (over: object = {}) => ({
  id: "GHSA-aaaa-bbbb-cccc",
  modified: "2026-01-02T03:04:05Z",
  affected: [
    {
      package: { ecosystem: "npm", name: "a" },
      ranges: [{ type: "SEMVER", events: [{ introduced: "0" }, { fixed: "1.2.3" }] }],
    },
  ],
  ...over,
});
const read = (value: object) => {
  const answer = readOsv(value as Parameters<typeof readOsv>[0]);
  return "record" in answer ? answer.record : answer;
};

describe("an advisory of the OSV schema", () => {
  it("is read with its names, packages, vectors, classes and references", () => {
    const record = read(
      entry({
        aliases: ["CVE-2026-1", "CVE-2026-1"],
        published: "2026-01-01T00:00:00Z",
        withdrawn: "2026-02-01T00:00:00+01:00",
        severity: [
          { type: "CVSS_V3", score: "CVSS:3.1/AV:N" },
          { type: "Other", score: "x" },
        ],
        database_specific: { severity: "HIGH", cwe_ids: ["CWE-79", "nonsense"] },
        references: [{ type: "WEB", url: "https://example.org/x" }, { url: "javascript:alert(1)" }],
        summary: "s",
        details: "d".repeat(9000),
      }),
    );
    expect(record).toMatchObject({
      ...{ aliases: ["CVE-2026-1"], withdrawn: "2026-01-31T23:00:00.000Z", vectors: ["CVSS:3.1/AV:N"], rating: "HIGH" },
      ...{ cwe: ["CWE-79"], references: ["https://example.org/x"] },
      affected: [{ ecosystem: "npm", name: "a", ranges: [{ events: [{ introduced: "0" }, { fixed: "1.2.3" }] }] }],
    });
    expect("details" in record ? record.details.length : 0).toBe(4000);
  });

  it("names packages as inventories do, and repositories by host and path", () => {
    const affected = [
      { package: { ecosystem: "PyPI", name: "Foo_Bar" }, versions: ["1.0"] },
      {
        package: { ecosystem: "Go", name: "github.com/a/B" },
        ranges: [
          { type: "SEMVER", events: [{ introduced: "0" }] },
          { type: "GIT", repo: "https://github.com/A/B.git", events: [{ introduced: "0" }, { fixed: "c" }] },
        ],
      },
      { package: { ecosystem: "Debian:12", name: "x" }, versions: ["1"] },
    ];
    expect(read(entry({ affected }))).toMatchObject({
      affected: [
        { ecosystem: "PyPI", name: "foo-bar", versions: ["1.0"] },
        { ecosystem: "Go", name: "github.com/a/B", ranges: [{ type: "SEMVER" }] },
        { ecosystem: "Git", name: "github.com/a/b", ranges: [{ type: "GIT" }] },
      ],
    });
    expect(read(entry({ affected: [{ package: { ecosystem: "Debian", name: "x" } }] }))).toEqual({ elsewhere: true });
  });

  it("ends an open range where GitHub says that it ends", () => {
    const open = (range: string) => ({
      package: { ecosystem: "npm", name: "a" },
      ranges: [{ type: "SEMVER", events: [{ introduced: "0" }] }],
      database_specific: { last_known_affected_version_range: range },
    });
    const record = read(entry({ affected: [open("<= 1.2.3"), open("< 2.0.0"), open("nonsense")] }));
    expect("affected" in record ? record.affected.map(({ ranges }) => ranges[0]?.events.at(-1)) : []).toEqual([
      { lastAffected: "1.2.3" },
      { limit: "2.0.0" },
      { introduced: "0" },
    ]);
  });

  it("leaves out what is too large, whole, and says why", () => {
    const events = Array.from({ length: 1_000_000 }, (_each, at) => ({ introduced: `${at}.0.0` }));
    const affected = [{ package: { ecosystem: "npm", name: "a" }, ranges: [{ type: "SEMVER", events }] }];
    expect(read(entry({ affected }))).toEqual({ leftOut: "GHSA-aaaa-bbbb-cccc: a range has more than 2000 events" });
    const versions = Array.from({ length: 30_000 }, (_each, at) => `${at}`);
    expect(read(entry({ affected: [{ package: { ecosystem: "npm", name: "a" }, versions }] }))).toMatchObject({
      leftOut: expect.stringMatching(/20000 versions/),
    });
    expect(read({ modified: "2026-01-01T00:00:00Z" })).toEqual({ leftOut: "an entry without an id" });
    expect(read({ id: "x" })).toMatchObject({ leftOut: expect.stringMatching(/modified/) });
  });

  it("is within the bounds of what is kept, or left out, whatever it is", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), fc.json({ maxDepth: 6 }), (one, two) => {
        for (const value of [JSON.parse(one), entry({ affected: [JSON.parse(two)] }), entry(Object(JSON.parse(two)))]) {
          const answer = readOsv(value);
          if ("record" in answer) OsvRecord.parse(answer.record);
        }
      }),
      { numRuns: 300 },
    );
    const polluting = readOsv(
      JSON.parse('{"__proto__": {"id": "x"}, "constructor": 1, "id": "a", "modified": "2026-01-01T00:00:00Z"}'),
    );
    expect(polluting).toEqual({ elsewhere: true });
  });
});

describe("lists of exploited vulnerabilities", () => {
  it("reads EPSS line by line", () => {
    expect(beginsAsScores("#model_version:v2025.03.14,score_date:2026-11-27T12:55:00Z\n")).toBe(true);
    expect(readScoreLine("#model_version:v2025.03.14,score_date:2026-11-27T12:55:00Z")).toEqual({
      asOf: new Date("2026-11-27"),
    });
    expect(readScoreLine("cve,epss,percentile")).toBeNull();
    expect(readScoreLine("CVE-2021-44228,0.94358,0.99957")).toEqual({
      score: { cve: "CVE-2021-44228", epss: 0.94358, percentile: 0.99957 },
    });
    for (const line of [
      "CVE-2021-44228,2,0.5",
      "CVE-x,0.1,0.1",
      "CVE-2021-44228",
      "CVE-2021-44228,,",
      "a".repeat(100_000),
    ]) {
      expect(readScoreLine(line)).toEqual({ leftOut: true });
    }
  });

  it("reads CISA's catalogue", () => {
    const catalogue = {
      ...{ title: "x", catalogVersion: "2026.11.27", dateReleased: "2026-11-27T15:00:00.000Z" },
      vulnerabilities: [
        {
          cveID: "CVE-2021-44228",
          vulnerabilityName: "Log4j",
          dateAdded: "2021-12-10",
          dueDate: "2021-12-24",
          knownRansomwareCampaignUse: "Known",
        },
        { cveID: "nothing", dateAdded: "2021-12-10" },
      ],
    };
    expect(isCatalogue(JSON.parse(JSON.stringify(catalogue)))).toBe(true);
    expect(isCatalogue(entry() as never)).toBe(false);
    expect(readCatalogue(JSON.parse(JSON.stringify(catalogue)))).toEqual({
      entries: [{ cve: "CVE-2021-44228", name: "Log4j", addedOn: "2021-12-10", dueOn: "2021-12-24", ransomware: true }],
      leftOut: 1,
      asOf: new Date("2026-11-27T15:00:00.000Z"),
    });
  });
});
