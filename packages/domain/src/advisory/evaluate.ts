import type { AffectedPackage, AffectedRange, RangeEvent } from "./osv.ts";
import { orderOf, type VersionOrder } from "./versions.ts";

/** What is installed: of git sources the commit counts, and the tag where one is known. */
export interface Installed {
  readonly version: string | null;
  readonly commit: string | null;
}

export interface Judgement {
  /** `unknown` when a version or commit cannot be ordered against the events. */
  readonly verdict: "affected" | "not-affected" | "unknown";
  /** The first version behind the installed one that has the fix; null when none is known. */
  readonly fixed: string | null;
}

/**
 * Whether a package is affected, by the evaluation algorithm of the OSV schema ("Evaluation" in its specification): in
 * the list of versions, or in one of the ranges and before one of its limits.
 */
export function judge(affected: AffectedPackage, installed: Installed): Judgement {
  const order = orderOf(affected.ecosystem);
  const names = [installed.version, installed.commit].filter((name) => name !== null);
  const listed = names.some((name) => affected.versions.some((version) => order.equal(version, name)));
  const ranges = affected.ranges.map((range) => within(range, installed, order));
  const isIn = listed || ranges.some(({ verdict }) => verdict === "affected");
  if (isIn) return { verdict: "affected", fixed: nearestFix(affected, installed, order) };
  const unsure = ranges.some(({ verdict }) => verdict === "unknown") || (names.length === 0 && hasContent(affected));
  return { verdict: unsure ? "unknown" : "not-affected", fixed: null };
}

function hasContent({ ranges, versions }: AffectedPackage): boolean {
  return ranges.length > 0 || versions.length > 0;
}

/** Ranges of git are about commits, all others about versions. */
function subjectOf(range: AffectedRange, installed: Installed): string | null {
  return range.type === "GIT" ? installed.commit : installed.version;
}

function within(range: AffectedRange, installed: Installed, order: VersionOrder): Pick<Judgement, "verdict"> {
  const version = subjectOf(range, installed);
  if (version === null) return { verdict: "unknown" };
  const before = beforeLimits(range, version, order);
  if (before === false) return { verdict: "not-affected" };
  const state = range.type === "GIT" ? byCommit(range, version) : byOrder(range, version, order);
  if (state === null || before === null) return { verdict: "unknown" };
  return { verdict: state ? "affected" : "not-affected" };
}

/** Walks over the events in the order of their versions; null when one of them cannot be ordered. */
function byOrder({ events }: AffectedRange, version: string, order: VersionOrder): boolean | null {
  const sorted = sortEvents(events, order);
  if (sorted === null) return null;
  let affected = false;
  for (const event of sorted) {
    const against = at(event) === "0" ? 1 : order.compare(version, at(event));
    if (against === null) return null;
    if ("introduced" in event && (at(event) === "0" || against >= 0)) affected = true;
    else if ("fixed" in event && against >= 0) affected = false;
    else if ("lastAffected" in event && against > 0) affected = false;
  }
  return affected;
}

/** Without the history of the repository only commits that are named themselves can be told. */
function byCommit({ events }: AffectedRange, commit: string): boolean | null {
  for (const event of events) {
    if (at(event) !== commit) continue;
    if ("fixed" in event || "limit" in event) return false;
    return true;
  }
  return null;
}

/** True when there is no limit, or the version is before one of them; null when that cannot be told. */
function beforeLimits({ events }: AffectedRange, version: string, order: VersionOrder): boolean | null {
  const limits = events.flatMap((event) => ("limit" in event ? event.limit : []));
  if (limits.length === 0 || limits.includes("*")) return true;
  const answers = limits.map((limit) => order.compare(version, limit));
  if (answers.some((answer) => answer !== null && answer < 0)) return true;
  return answers.includes(null) ? null : false;
}

/** By version, "0" before all; events of one version stay as the advisory has them. */
function sortEvents(events: readonly RangeEvent[], order: VersionOrder): RangeEvent[] | null {
  let sound = true;
  const moving = events.filter((event) => !("limit" in event));
  const sorted = moving.toSorted((a, b) => {
    const [x, y] = [at(a), at(b)];
    if (x === y) return 0;
    if (x === "0") return -1;
    if (y === "0") return 1;
    const answer = order.compare(x, y);
    if (answer === null) sound = false;
    return answer ?? 0;
  });
  return sound ? sorted : null;
}

function at(event: RangeEvent): string {
  if ("introduced" in event) return event.introduced;
  if ("fixed" in event) return event.fixed;
  return "lastAffected" in event ? event.lastAffected : event.limit;
}

function nearestFix(affected: AffectedPackage, installed: Installed, order: VersionOrder): string | null {
  const { version } = installed;
  if (version === null) return null;
  let best: string | null = null;
  for (const range of affected.ranges) {
    if (range.type === "GIT") continue;
    for (const event of range.events) {
      if (!("fixed" in event) || (order.compare(event.fixed, version) ?? -1) <= 0) continue;
      if (best === null || (order.compare(event.fixed, best) ?? 0) < 0) best = event.fixed;
    }
  }
  return best;
}
