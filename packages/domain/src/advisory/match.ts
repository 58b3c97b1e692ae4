import { groupByAlias, namesOf } from "./alias-groups.ts";
import { advisoryNames } from "./also-known.ts";
import type { AdvisorySeverity } from "./cvss.ts";
import { judge } from "./evaluate.ts";
import type { AdvisoryEcosystem, AffectedPackage } from "./osv.ts";
import { rateAdvisory } from "./rating.ts";

/** A component as matching reads it. */
export interface MatchComponent {
  readonly manifest: string;
  readonly ordinal: number;
  readonly path: string;
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string | null;
  readonly purl: string;
  readonly direct: boolean;
  readonly dev: boolean;
  readonly line: number | null;
  readonly repository: string | null;
  readonly commit: string | null;
  readonly knownAs: readonly string[];
  readonly way: readonly string[];
}

/** An advisory with one of the packages that it is about. */
export interface KnownAdvisory {
  readonly id: string;
  readonly modified: Date;
  readonly withdrawn: Date | null;
  readonly aliases: readonly string[];
  readonly summary: string;
  readonly details: string;
  readonly vectors: readonly string[];
  readonly rating: string | null;
  readonly cwe: readonly string[];
  readonly references: readonly string[];
  readonly affected: AffectedPackage;
}

/** One advisory (all its records) of one package in one lock file, with the components that are affected. */
export interface AdvisoryMatch {
  readonly path: string;
  readonly ecosystem: AdvisoryEcosystem;
  /** As the advisory names the package. */
  readonly package: string;
  /** The record to speak of first, then those with the same meaning. */
  readonly records: readonly [KnownAdvisory, ...KnownAdvisory[]];
  /** All its ids, the first record's first. */
  readonly names: readonly string[];
  readonly components: readonly { readonly component: MatchComponent; readonly fixed: string | null }[];
  /** Why the component is this package, where the lock file does not say so itself. */
  readonly why: string | null;
  readonly severity: AdvisorySeverity;
  readonly basis: string;
}

export interface Matched {
  readonly matches: readonly AdvisoryMatch[];
  /** Withdrawn advisories that would be matched, by each of their names: why they are none. */
  readonly withdrawn: ReadonlyMap<string, string>;
  /** Advisories about which nothing can be said, as sentences by path. */
  readonly unknown: readonly { readonly path: string; readonly reason: string }[];
  /** Their names. */
  readonly unknownIds: ReadonlySet<string>;
}

/** `npm\u0001lodash`: how advisories are looked up. */
export function nameKey(ecosystem: string, name: string): string {
  return `${ecosystem}\u0001${name}`;
}

interface Hit {
  readonly path: string;
  readonly ecosystem: AdvisoryEcosystem;
  readonly package: string;
  readonly why: string | null;
  readonly records: Map<string, { record: KnownAdvisory; components: Map<MatchComponent, string | null> }>;
}

/** Which advisories the components have; `advisoriesOf` hands out those of a name. Pure. */
export function matchComponents(
  components: readonly MatchComponent[],
  advisoriesOf: (key: string) => readonly KnownAdvisory[],
): Matched {
  const hits = new Map<string, Hit>();
  const withdrawn = new Map<string, string>();
  const unknown = new Map<string, { path: string; ids: Set<string>; subject: string }>();
  for (const component of components) {
    const names = advisoryNames(component);
    for (const { ecosystem, name, why } of names) {
      // What is said of a repository is said of the package that comes from it: one advisory, not two.
      const home = ecosystem === "Git" ? names.find((each) => each.ecosystem !== "Git") : undefined;
      const about = home ?? { ecosystem, name, why };
      for (const record of advisoriesOf(nameKey(ecosystem, name))) {
        const { verdict, fixed } = judge(record.affected, component);
        if (verdict === "not-affected") continue;
        if (record.withdrawn !== null) {
          const day = record.withdrawn.toISOString().slice(0, 10);
          for (const id of [record.id, ...record.aliases]) withdrawn.set(id, `${record.id} was withdrawn on ${day}`);
          continue;
        }
        if (verdict === "unknown") {
          noteUnknown(unknown, component, record.id);
          continue;
        }
        const hit = hitOf(hits, {
          ...{ path: component.path, ecosystem: about.ecosystem, package: about.name, why: about.why },
        });
        const known = hit.records.get(record.id) ?? { record, components: new Map() };
        hit.records.set(record.id, known);
        known.components.set(component, older(known.components.get(component), fixed));
      }
    }
  }
  const matches = [...hits.values()].flatMap(matchesOf).sort(inOrder);
  // Another record with the same meaning stands.
  for (const { names } of matches) for (const name of names) withdrawn.delete(name);
  const unknownIds = new Set([...unknown.values()].flatMap(({ ids }) => [...ids]));
  return { matches, withdrawn, unknown: [...unknown.values()].map(unknownWords), unknownIds };
}

function hitOf(hits: Map<string, Hit>, about: Omit<Hit, "records">): Hit {
  const key = JSON.stringify([about.path, about.ecosystem, about.package]);
  const known = hits.get(key);
  if (known !== undefined) return known;
  const hit = { ...about, records: new Map() };
  hits.set(key, hit);
  return hit;
}

/** One record may be about a package several times; the first fix is the one to go to. */
function older(known: string | null | undefined, fixed: string | null): string | null {
  return known ?? fixed;
}

function matchesOf({ records, ...about }: Hit): AdvisoryMatch[] {
  return groupByAlias([...records.values()].map(({ record }) => record)).flatMap((group) => {
    const [first, ...others] = group;
    if (first === undefined) return [];
    const components = new Map<MatchComponent, string | null>();
    for (const { id } of group) {
      for (const [component, fixed] of records.get(id)?.components ?? []) {
        components.set(component, components.get(component) ?? fixed);
      }
    }
    return [
      {
        ...about,
        records: [first, ...others] as const,
        names: namesOf(group),
        components: [...components].map(([component, fixed]) => ({ component, fixed })),
        ...rateAdvisory(group),
      },
    ];
  });
}

function inOrder(a: AdvisoryMatch, b: AdvisoryMatch): number {
  const key = ({ path, package: name, records: [{ id }] }: AdvisoryMatch): string => [path, name, id].join("\u0001");
  return key(a) < key(b) ? -1 : 1;
}

function noteUnknown(
  unknown: Map<string, { path: string; ids: Set<string>; subject: string }>,
  { path, name, version, commit }: MatchComponent,
  id: string,
): void {
  const subject = `${name} ${version ?? commit ?? "without a version"}`;
  const known = unknown.get(`${path}\u0001${subject}`) ?? { path, subject, ids: new Set() };
  unknown.set(`${path}\u0001${subject}`, known);
  known.ids.add(id);
}

const NAMED_IDS = 5;

function unknownWords({ path, subject, ids }: { path: string; subject: string; ids: Set<string> }) {
  const named = [...ids].slice(0, NAMED_IDS).join(", ");
  const more = ids.size > NAMED_IDS ? ` and ${ids.size - NAMED_IDS} more` : "";
  return { path, reason: `It cannot be told whether ${subject} has ${named}${more}.` };
}
