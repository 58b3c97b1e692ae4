import type { Deps, Tx } from "../../shared/server.ts";
import { advisoryPackage, sameAdvisory } from "../named-together.ts";
import { loadNames, type NamedPackage, packageKey } from "../sql/load-names.ts";

/** Who names advisories of a package: a result of a tool, a statement, a finding. */
export interface Naming {
  /** A package URL. */
  readonly package: string;
  readonly advisories: readonly string[];
}

/**
 * All names of an advisory of a package, by what the organization's advisories and the given namings say; an id that
 * nobody names with others has itself alone.
 */
export type AllNames = (purl: string, id: string) => readonly string[];

/** Reads which names of advisories mean the same, for the packages of the namings. */
export async function nameAdvisories(tx: Tx, deps: Deps, namings: readonly Naming[]): Promise<AllNames> {
  const spoken = new Map<string, (readonly string[])[]>();
  const packages = new Map<string, NamedPackage>();
  for (const { package: purl, advisories } of namings) {
    const of = advisoryPackage(purl);
    if (of === undefined || advisories.length === 0) continue;
    const key = packageKey(of);
    packages.set(key, of);
    spoken.set(key, [...(spoken.get(key) ?? []), advisories]);
  }
  const records = packages.size === 0 ? new Map() : await loadNames(tx, deps, [...packages.values()]);
  const judges = new Map(
    [...packages.keys()].map((key) => [key, sameAdvisory(records.get(key) ?? [], spoken.get(key) ?? [])]),
  );
  return (purl, id) => {
    const of = advisoryPackage(purl);
    const judge = of === undefined ? undefined : judges.get(packageKey(of));
    return judge?.(id) ?? [id];
  };
}
