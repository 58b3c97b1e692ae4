import {
  type Adversary,
  ADVERSARIES,
  CAPABILITIES,
  CATALOGUE,
  type CatalogueThreat,
} from "@redoubt/domain/threat-model";

export const PARTS = ["threats", "adversaries", "capabilities"] as const;
export type Part = (typeof PARTS)[number];

export type Capability = (typeof CAPABILITIES)[number];

/** What of the catalogue holds every word of a search. */
export interface Found {
  readonly threats: readonly CatalogueThreat[];
  readonly adversaries: readonly Adversary[];
  readonly capabilities: readonly Capability[];
}

/** Entries that hold every word, in any of their fields, and are of the class when one is named. */
export function searchCatalogue(search: string, classId: string | null): Found {
  const words = search.toLowerCase().split(/\s+/u).filter(Boolean);
  const holds = (entry: object) => {
    const text = textOf(entry).toLowerCase();
    return words.every((word) => text.includes(word));
  };
  return {
    threats: CATALOGUE.filter((threat) => (classId === null || threat.classId === classId) && holds(threat)),
    adversaries: ADVERSARIES.filter(holds),
    capabilities: CAPABILITIES.filter(holds),
  };
}

/** All that an entry says: texts and numbers of its fields, and of the lists in them. */
function textOf(value: unknown): string {
  if (typeof value === "string" || typeof value === "number") return String(value);
  if (typeof value !== "object" || value === null) return "";
  return Object.values(value).map(textOf).join(" ");
}

/** Public ids of an entry by taxonomy, without those that have none. */
export function taxonomies({ maps }: CatalogueThreat): { readonly name: string; readonly ids: readonly string[] }[] {
  return [
    { name: "SCWE", ids: maps.scwe },
    { name: "CWE", ids: maps.cwe },
    { name: "SWC", ids: maps.swc },
    { name: "OWASP SC", ids: maps.owaspSc },
    { name: "OWASP WA", ids: maps.owaspWa },
    { name: "AADAPT", ids: maps.aadapt },
    { name: "ATT&CK", ids: maps.attack },
    { name: "ATLAS", ids: maps.atlas },
  ].filter(({ ids }) => ids.length > 0);
}
