import {
  ADVISORY_LIMITS,
  type AdvisoryEcosystem,
  type AffectedPackage,
  type AffectedRange,
  OsvRecord,
  type RangeEvent,
  repositoryName,
} from "@redoubt/domain/advisory";
import { classIds } from "../reading/classes.ts";
import type { JsonValue } from "../reading/json.ts";
import { type JsonObject, object, objects, text, texts } from "../reading/value.ts";
import { pythonName } from "../inventory/python.ts";

/** What became of one entry of a dump. */
export type ReadOsv =
  | { readonly record: OsvRecord }
  /** About ecosystems of which no inventory is read. */
  | { readonly elsewhere: true }
  | { readonly leftOut: string };

/** Reads one advisory of the OSV schema; what crosses a bound is left out whole, with the reason. */
export function readOsv(value: JsonValue): ReadOsv {
  const entry = object(value);
  const id = text(entry.id);
  if (id === undefined || id.length > 120) return { leftOut: "an entry without an id" };
  const modified = timeOf(entry.modified);
  if (modified === null) return { leftOut: `${id} does not say when it was modified` };
  const found = objects(entry.affected).map(affectedOf);
  const tooLarge = found.find((each) => typeof each === "string");
  if (tooLarge !== undefined) return { leftOut: `${id}: ${tooLarge}` };
  const affected = found.flatMap((each) => (typeof each === "string" ? [] : each));
  if (affected.length === 0) return { elsewhere: true };
  if (affected.length > ADVISORY_LIMITS.packages)
    return { leftOut: `${id} is about more than ${ADVISORY_LIMITS.packages} packages` };
  const database = object(entry.database_specific);
  const inside = objects(entry.affected);
  const record = OsvRecord.safeParse({
    ...{ id, modified, published: timeOf(entry.published), withdrawn: timeOf(entry.withdrawn), affected },
    aliases: [...new Set(texts(entry.aliases))]
      .filter((alias) => alias.length <= 120)
      .slice(0, ADVISORY_LIMITS.aliases),
    summary: shown(text(entry.summary) ?? "", 500),
    details: shown(text(entry.details) ?? "", id.startsWith("MAL-") ? MALWARE_DETAILS : ADVISORY_LIMITS.details),
    vectors: vectorsIn([...objects(entry.severity), ...inside.flatMap((each) => objects(each.severity))]),
    rating: shown(text(database.severity) ?? "", 40) || null,
    cwe: classIds({ cwe: [...texts(database.cwe_ids), ...inside.flatMap(cwesOf)] }).cwe,
    references: objects(entry.references).flatMap(linkOf).slice(0, ADVISORY_LIMITS.references),
  });
  return record.success ? { record: record.data } : { leftOut: `${id} is not of the OSV schema` };
}

/** They all say the same; there are hundreds of thousands of them. */
const MALWARE_DETAILS = 600;

function timeOf(value: JsonObject[string]): string | null {
  const at = Date.parse(text(value) ?? "");
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

/** Text as it may be stored; longer text ends with a sign that says so. */
function shown(text: string, limit: number): string {
  const clean = text.replaceAll("\0", "\uFFFD").toWellFormed();
  return clean.length <= limit ? clean : `${clean.slice(0, limit - 1)}…`.toWellFormed();
}

function vectorsIn(severities: readonly JsonObject[]): string[] {
  const vectors = severities.flatMap((each) => {
    const score = text(each.score);
    return score !== undefined && score.length <= 300 && /^CVSS_V\d/.test(text(each.type) ?? "")
      ? [shown(score, 300)]
      : [];
  });
  return [...new Set(vectors)].slice(0, 10);
}

function cwesOf(affected: JsonObject): string[] {
  return objects(object(affected.database_specific).cwes).flatMap((each) => text(each.cweId) ?? []);
}

function linkOf(reference: JsonObject): string[] {
  const url = text(reference.url);
  return url !== undefined && url.length <= 500 && /^https?:\/\//i.test(url) && URL.canParse(url)
    ? [shown(url, 500)]
    : [];
}

const ECOSYSTEMS: Readonly<Record<string, AdvisoryEcosystem>> = {
  npm: "npm",
  pypi: "PyPI",
  "crates.io": "crates.io",
  go: "Go",
};

/** The packages of one entry under `affected`; a text says why the whole advisory cannot be kept. */
function affectedOf(entry: JsonObject): AffectedPackage[] | string {
  const { ecosystem: word, name } = object(entry.package);
  const key = (text(word) ?? "").split(":")[0]?.toLowerCase() ?? "";
  const ecosystem = Object.hasOwn(ECOSYSTEMS, key) ? ECOSYSTEMS[key] : undefined;
  const versions = texts(entry.versions);
  if (versions.length > ADVISORY_LIMITS.versions) return `it lists more than ${ADVISORY_LIMITS.versions} versions`;
  const all = objects(entry.ranges);
  if (all.length > ADVISORY_LIMITS.ranges) return `it has more than ${ADVISORY_LIMITS.ranges} ranges`;
  const ranges = all.map((range) => ({
    repository: text(range.repo),
    range: rangeOf(range, object(entry.database_specific)),
  }));
  if (ranges.some(({ range }) => range === "too-large"))
    return `a range has more than ${ADVISORY_LIMITS.events} events`;
  const read = ranges.flatMap(({ range, repository }) =>
    range === null || range === "too-large" ? [] : [{ range, repository }],
  );
  const short = versions.filter((version) => version.length <= 200).map((version) => shown(version, 200));
  const found: AffectedPackage[] = [];
  const plainName = text(name);
  if (ecosystem !== undefined && plainName !== undefined && plainName.length <= 300) {
    const own = read.flatMap(({ range }) => (range.type === "GIT" ? [] : [range]));
    const named = ecosystem === "PyPI" ? pythonName(plainName) : shown(plainName, 300);
    found.push({ ecosystem, name: named, ranges: own, versions: short });
  }
  const repositories = new Map<string, AffectedRange[]>();
  for (const { range, repository } of read) {
    const place = range.type !== "GIT" || repository === undefined ? undefined : repositoryName(repository);
    if (place !== undefined && place.length <= 300)
      repositories.set(place, [...(repositories.get(place) ?? []), range]);
  }
  // Tags stand in the list of versions.
  for (const [place, own] of repositories)
    found.push({ ecosystem: "Git", name: shown(place, 300), ranges: own, versions: short });
  return found;
}

function rangeOf(range: JsonObject, database: JsonObject): AffectedRange | "too-large" | null {
  const type = text(range.type);
  if (type !== "SEMVER" && type !== "ECOSYSTEM" && type !== "GIT") return null;
  const raw = objects(range.events);
  if (raw.length > ADVISORY_LIMITS.events) return "too-large";
  const events: RangeEvent[] = raw.flatMap(eventsOf);
  const isOpen = !events.some((event) => !("introduced" in event));
  if (isOpen && type !== "GIT") events.push(...knownEnd(database));
  return events.length === 0 ? null : { type, events };
}

function eventsOf(event: JsonObject): RangeEvent[] {
  const value = (key: string): string | undefined => {
    const found = text(event[key]);
    return found !== undefined && found.length <= 200 ? shown(found, 200) : undefined;
  };
  const [introduced, fixed, lastAffected, limit] = ["introduced", "fixed", "last_affected", "limit"].map(value);
  return [
    ...(introduced === undefined ? [] : [{ introduced }]),
    ...(fixed === undefined ? [] : [{ fixed }]),
    ...(lastAffected === undefined ? [] : [{ lastAffected }]),
    ...(limit === undefined ? [] : [{ limit }]),
  ];
}

/**
 * GitHub's advisories without a fixed version say where they end in a field of their own, `<= 1.2.3` or `< 1.2.3`:
 * without it every later version would be affected.
 */
function knownEnd(database: JsonObject): RangeEvent[] {
  const match = /^\s*(<=?)\s*([^\s,]{1,200})\s*$/.exec(
    (text(database.last_known_affected_version_range) ?? "").slice(0, 300),
  );
  if (match === null) return [];
  const version = match[2] ?? "";
  return [match[1] === "<=" ? { lastAffected: version } : { limit: version }];
}
