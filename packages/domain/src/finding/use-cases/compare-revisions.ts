import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { findRevision } from "../../source/server.ts";
import { stateOnBranch } from "../branches.ts";
import { couldSee, type NotCompared, pairRuns } from "../comparison.ts";
import { toSummary } from "../row.ts";
import type { FindingSummary } from "../schema.ts";
import { readableById } from "../sql/page-of-findings.ts";
import { decisionsOnBranch } from "../sql/read-branches.ts";
import { type PublishedRunOn, runsOn, type SeenPlace, seenBy } from "../sql/seen-on-revision.ts";
import { describe, type FindingDescription } from "./describe-findings.ts";
import { type ComparedRevision, findBase, REVISION_OF_COMPARISON } from "./find-base.ts";

/** A finding where the compared revision has it. */
export interface ComparedFinding {
  readonly summary: FindingSummary;
  readonly description: FindingDescription;
}

export interface RevisionComparison {
  readonly comparable: boolean;
  /** Why there is nothing to compare. */
  readonly reason: string | null;
  readonly head: ComparedRevision;
  readonly base: ComparedRevision | null;
  /** On this revision and not on the base, by tools that looked for it on both; the worst first. */
  readonly introduced: readonly ComparedFinding[];
  readonly fixed: readonly ComparedFinding[];
  readonly unchanged: number;
  /** Findings of these lists that the reader may not see. */
  readonly restricted: { readonly introduced: number; readonly fixed: number };
  /** The lists hold no more than `MOST`; true when there were more. */
  readonly more: boolean;
  readonly notCompared: readonly NotCompared[];
}

/** Findings of a list. */
const MOST = 500;

/**
 * What a revision brings and takes away beside a base: a number, a commit, or a branch, whose newest scanned revision
 * it then is (the one that this branched off, where it was pushed with it). Throws source.revision-not-found.
 */
export async function compareRevisions(
  deps: ProjectDeps,
  input: { readonly revision: number; readonly base: string },
): Promise<RevisionComparison> {
  return deps.withOrganization(
    async (tx) => {
      const head = await findRevision(tx, deps, input.revision, REVISION_OF_COMPARISON);
      const runs = await runsOn(tx, deps, head.id);
      const found = await findBase(tx, deps, head, input.base);
      const nothing = { introduced: [], fixed: [], unchanged: 0, restricted: { introduced: 0, fixed: 0 }, more: false };
      const empty = { ...nothing, notCompared: [], head, comparable: false } as const;
      if (runs.length === 0) return { ...empty, base: found, reason: `Revision ${head.number} has no finished scan.` };
      if (found === null) return { ...empty, base: null, reason: `No scanned revision is known as ${input.base}.` };
      const baseRuns = await runsOn(tx, deps, found.id);
      if (baseRuns.length === 0)
        return { ...empty, base: found, reason: `Revision ${found.number} has no finished scan.` };
      return {
        comparable: true,
        reason: null,
        head,
        base: found,
        ...(await compare(tx, deps, head.ref, runs, baseRuns)),
      };
    },
    { timeoutMs: 60_000 },
  );
}

async function compare(tx: Tx, deps: ProjectDeps, ref: string, head: PublishedRunOn[], base: PublishedRunOn[]) {
  const { pairs, notCompared } = pairRuns(head, base);
  const here = await seenByEach(tx, deps, head);
  const there = await seenByEach(tx, deps, base);
  const allHere = originalsOf(here);
  const allThere = originalsOf(there);
  const introduced = new Map<string, SeenPlace>();
  const fixed = new Map<string, SeenPlace>();
  const unchanged = new Set<string>();
  for (const pair of pairs) {
    for (const place of here.get(pair.head) ?? []) {
      if (allThere.has(place.original)) unchanged.add(place.original);
      else if (couldSee(pair.base, pair.head, place)) introduced.set(place.findingId, place);
    }
    for (const place of there.get(pair.base) ?? []) {
      if (!allHere.has(place.original) && couldSee(pair.head, pair.base, place)) fixed.set(place.findingId, place);
    }
  }
  const came = await shown(tx, deps, ref, introduced);
  const went = await shown(tx, deps, ref, fixed);
  return {
    ...{ introduced: came.list, fixed: went.list, unchanged: unchanged.size, notCompared },
    restricted: { introduced: came.restricted, fixed: went.restricted },
    more: came.more || went.more,
  };
}

async function seenByEach(tx: Tx, deps: ProjectDeps, runs: readonly PublishedRunOn[]) {
  const seen = new Map<PublishedRunOn, SeenPlace[]>();
  for (const run of runs) seen.set(run, await seenBy(tx, deps, run));
  return seen;
}

function originalsOf(seen: ReadonlyMap<PublishedRunOn, readonly SeenPlace[]>): Set<string> {
  return new Set([...seen.values()].flat().map((place) => place.original));
}

/** The readable ones with the place that they have on the revision and the state on its branch, the worst first. */
async function shown(tx: Tx, deps: ProjectDeps, ref: string, places: ReadonlyMap<string, SeenPlace>) {
  const rows = await readableById(tx, { deps, projectId: deps.projectId }, [...places.keys()]);
  const sorted = rows.toSorted((a, b) => a.severityRank - b.severityRank || a.number - b.number);
  const page = sorted.slice(0, MOST);
  const described = await describe(
    tx,
    deps,
    page.map((row) => row.number),
  );
  const decided = await decisionsOnBranch(
    tx,
    deps,
    ref,
    page.map((row) => row.id),
  );
  const list = page.flatMap((row): ComparedFinding[] => {
    const description = described.get(row.number);
    const place = places.get(row.id);
    if (description === undefined || place === undefined) return [];
    const { path, startLine, endLine, container, callable } = place;
    const summary = toSummary(row);
    const own = decided.get(row.id);
    const state = stateOnBranch(summary.state, own?.state);
    const reason = own === undefined ? summary.reason : own.reason;
    return [
      {
        summary: { ...summary, state, reason, path, startLine, container, callable },
        description: { ...description, endLine },
      },
    ];
  });
  return { list, restricted: places.size - rows.length, more: rows.length > MOST };
}
