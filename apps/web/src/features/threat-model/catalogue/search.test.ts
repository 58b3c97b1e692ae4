import { catalogueThreat, CATALOGUE } from "@redoubt/domain/threat-model";
import { expect, it } from "vitest";
import { searchCatalogue, taxonomies } from "./search.ts";

it("shows everything while nothing is searched", () => {
  const { threats, adversaries, capabilities } = searchCatalogue(" ", null);
  expect([threats.length, adversaries.length, capabilities.length]).toEqual([40, 10, 14]);
});

it("finds an entry by any of its fields, every word of the search counts", () => {
  const ids = (search: string) => searchCatalogue(search, null).threats.map(({ id }) => id);
  expect(ids("th-01")).toEqual(["TH-01"]);
  expect(ids("SCWE-112")).toContain("TH-01");
  expect(ids("flash LOAN external")).toEqual(["TH-01"]);
  expect(ids("nothing is called this")).toEqual([]);
  expect(searchCatalogue("insider", null).adversaries.map(({ id }) => id)).toContain("ADV-6");
  expect(searchCatalogue("decompile", null).capabilities.map(({ id }) => id)).toEqual(["CAP-02"]);
});

it("narrows threats by their class, and nothing else", () => {
  const { threats, adversaries } = searchCatalogue("", "reentrancy");
  expect(threats.map(({ id }) => id)).toEqual(["TH-04", "TH-05"]);
  expect(adversaries).toHaveLength(10);
});

it("names the public ids of every entry by taxonomy", () => {
  const threat = catalogueThreat("TH-01");
  if (threat === undefined) throw new Error("TH-01 is gone");
  expect(taxonomies(threat).map(({ name }) => name)).toEqual(["SCWE", "CWE", "OWASP SC", "AADAPT"]);
  for (const entry of CATALOGUE) expect(taxonomies(entry).every(({ ids }) => ids.length > 0)).toBe(true);
});
