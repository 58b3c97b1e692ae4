import { type AllNames, nameAdvisories } from "../../advisory/server.ts";
import { nextNumber } from "../../project/server.ts";
import { compareRevisions, ScanStats, type NotScanned } from "../../scan/index.ts";
import {
  completeScan,
  newestPublication,
  type NewestPublication,
  type ScanToPublish,
  type StoredOutput,
} from "../../scan/server.ts";
import { newId } from "../../shared/index.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { loadRenames } from "../../source/server.ts";
import type { AboutAdvisory, RunEvidence } from "../closing.ts";
import { fingerprintsOf, foldAdvisories, identifyNamed, nameResults } from "../advisory-groups.ts";
import type { NormalizedFinding, Severity } from "../normalized.ts";
import { matchOtherTools } from "../other-tools.ts";
import { planPublication } from "../publication.ts";
import type { PublicationPlan } from "../publication-plan.ts";
import { loadForeign } from "../sql/load-foreign.ts";
import { loadKnown, placedAt, presentElsewhere, refsElsewhere } from "../sql/load-known.ts";
import { writePublication } from "../sql/write-publication.ts";
import { activePolicies } from "./active-policies.ts";
import { readSettings } from "./read-settings.ts";

/** What one tool reported, and what it says about itself. */
export interface ToolRun {
  /** Null when the report had no list of results: nothing is closed then. */
  readonly results: readonly NormalizedFinding[] | null;
  readonly scannerVersion: string | null;
  readonly configDigest: string | null;
  /** The checks that were on. */
  readonly detectors: readonly string[] | "unknown";
  /** False when some of what applies was not looked at: closings then need the file in `scannedFiles`. */
  readonly complete: boolean;
  /** Files that the tool looked at, relative to the revision; null when it does not tell. */
  readonly scannedFiles: Iterable<string> | null;
  /** All files of the revision; null without one. */
  readonly revisionFiles: Iterable<string> | null;
  /** By advisory id, where the run knows more than that it did not report them. */
  readonly aboutAdvisories?: ReadonlyMap<string, AboutAdvisory>;
  readonly notScanned: readonly NotScanned[];
  readonly sandboxed: boolean | null;
  /** Raw output in storage, secrets masked. */
  readonly raw: StoredOutput | null;
  /** Storage key of what the run leaves for the run on the next revision. */
  readonly stateKey?: string | null;
  readonly durationMs: number;
}

/** What a publication did; `regressed` are ids of findings that are back. */
export interface Published {
  readonly stats: ScanStats;
  readonly regressed: readonly string[];
  /** New findings of own code that want a decision, by severity. */
  readonly introduced: Readonly<Partial<Record<Severity, number>>>;
  readonly movesState: boolean;
}

/** What a run is going to do; `newest` and `movesState` as in PublishedRun. */
export interface PlannedRun {
  readonly plan: PublicationPlan;
  readonly newest: boolean;
  readonly movesState: boolean;
}

/** Decides what one claimed scan does, and writes nothing: what publishes and what previews ask the same. */
export async function planRun(tx: Tx, deps: ProjectDeps, scan: ScanToPublish, run: ToolRun): Promise<PlannedRun> {
  const prepared = nameResults(run.results ?? [], await namesFor(tx, deps, run.results ?? []));
  const evidence = evidenceOf(run);
  const newer = await newestPublication(tx, deps, scan.lineage);
  const newest = isNewest(scan, newer);
  const movesState = newest && (scan.revision?.isDefaultRef ?? true);
  const { own, shared } = await loadKnown(tx, deps, scan, fingerprintsOf(prepared));
  const folded = foldAdvisories(prepared, own);
  const results = folded.map(({ named }) => named);
  const renamed = scan.revision === null ? undefined : await loadRenames(tx, deps, scan.revision.id);
  const identified = identifyNamed(folded, own, { all: evidence.files, scanned: evidence.scanned, renamed });
  const others = matchOtherTools(results, identified.pairs, await loadForeign(tx, deps, scan, shared));
  const pairs = new Map([...identified.pairs, ...others.merged]);
  const known = [...own, ...[...others.merged.values()].map(({ finding }) => finding)];
  const seen = new Set([...pairs.values()].map(({ finding }) => finding.id));
  // Others matter where this run would close, or where it may not show its own place.
  const asked = known
    .filter((finding) => !movesState || finding.branchOnly || !seen.has(finding.id) || finding.scanner !== scan.scanner)
    .map((finding) => finding.id);
  const policies = await activePolicies(tx, deps);
  const plan = planPublication(
    {
      newest,
      movesState,
      scanner: scan.scanner,
      readsCode: scan.kind === "scan",
      evidence,
      newerEvidence: newest || newer === null ? null : storedEvidence(newer),
      placedBefore: newest ? new Set() : await placedAt(tx, deps, scan.lineage, scan.revision?.id ?? null),
      presentElsewhere: await presentElsewhere(tx, deps, scan.lineage, asked),
      ref: scan.ref,
      secondPersonFrom: (await readSettings(tx, deps)).secondPersonFrom,
      policies,
      otherRefs: policies.some((policy) => policy.branch !== null)
        ? await refsElsewhere(tx, deps, scan.lineage, [...seen])
        : new Map(),
    },
    results,
    known,
    { pairs, suggestions: identified.suggestions, shared: others.suggested },
    { now: tx.now, newId },
  );
  plan.stats.folded = prepared.length - folded.length;
  plan.stats.results = prepared.length;
  return { plan, newest, movesState };
}

/** All names of the advisories that results are about; null where none is. */
async function namesFor(tx: Tx, deps: ProjectDeps, results: readonly NormalizedFinding[]): Promise<AllNames | null> {
  const namings = results.flatMap(({ package: purl, advisories }) =>
    purl === undefined || advisories.length === 0 ? [] : [{ package: purl, advisories }],
  );
  return namings.length === 0 ? null : nameAdvisories(tx, deps, namings);
}

/** Publishes one claimed scan inside the open transaction: identity, states, places, numbers, completion. */
export async function publishRun(
  tx: Tx,
  deps: ProjectDeps,
  scan: ScanToPublish,
  fence: number,
  run: ToolRun,
): Promise<Published> {
  return writeRun(tx, deps, scan, fence, run, await planRun(tx, deps, scan, run));
}

/** Writes what was planned, and completes the scan. */
export async function writeRun(
  tx: Tx,
  deps: ProjectDeps,
  scan: ScanToPublish,
  fence: number,
  run: ToolRun,
  { plan, newest, movesState }: PlannedRun,
): Promise<Published> {
  await write(tx, deps, scan, plan);
  const stats = ScanStats.parse({ ...plan.stats, durationMs: Math.round(run.durationMs) });
  await completeScan(tx, deps, scan, fence, {
    state: run.complete && run.results !== null ? "succeeded" : "partial",
    stats,
    scannerVersion: run.scannerVersion,
    configDigest: run.configDigest,
    detectors: run.detectors === "unknown" ? [] : run.detectors,
    notScanned: run.results === null ? [...run.notScanned, NO_RESULTS] : run.notScanned,
    sandboxed: run.sandboxed,
    movesState,
    raw: run.raw,
    stateKey: run.stateKey ?? null,
    held: plan.held,
    openBefore: plan.openBefore,
    newest,
  });
  // What only a branch shows is its author's to hear of.
  const regressed = plan.updates.filter(
    ({ changed, state, branchOnly }) => changed && state === "regressed" && !branchOnly,
  );
  return { stats, regressed: regressed.map((update) => update.id), introduced: introducedIn(plan), movesState };
}

function introducedIn(plan: PublicationPlan): Partial<Record<Severity, number>> {
  const counts: Partial<Record<Severity, number>> = {};
  for (const { state, result } of plan.findings) {
    if (state === "new" && !result.dependency) counts[result.severity] = (counts[result.severity] ?? 0) + 1;
  }
  for (const severity of plan.arrivals) counts[severity] = (counts[severity] ?? 0) + 1;
  return counts;
}

const NO_RESULTS: NotScanned = { reason: "The report has no list of results, so nothing was closed." };

async function write(tx: Tx, deps: ProjectDeps, scan: ScanToPublish, plan: PublicationPlan): Promise<void> {
  const firstNumber = plan.findings.length === 0 ? 0 : await nextNumber(tx, deps, "finding", plan.findings.length);
  await writePublication(tx, deps, plan, {
    scanId: scan.scanId,
    revisionId: scan.revision?.id ?? null,
    ref: scan.ref,
    lineage: scan.lineage,
    scanner: scan.scanner,
    origin: scan.kind === "import" ? "import" : "scanner",
    scan: scan.number,
    revision: scan.revision?.number ?? null,
    branchOnly: scan.revision?.isDefaultRef === false,
    firstNumber,
  });
}

/** A run without revision follows those before it; a revision that is as new as the newest counts as newest. */
function isNewest(scan: ScanToPublish, newer: NewestPublication | null): boolean {
  if (newer?.order == null || scan.revision === null) return true;
  return compareRevisions(scan.revision, newer.order) >= 0;
}

function evidenceOf(run: ToolRun): RunEvidence {
  return {
    complete: run.complete,
    resultsPresent: run.results !== null,
    detectors: run.detectors === "unknown" ? null : new Set(run.detectors),
    scanned: run.scannedFiles === null ? null : new Set(run.scannedFiles),
    files: run.revisionFiles === null ? null : new Set(run.revisionFiles),
    ...(run.aboutAdvisories === undefined ? {} : { aboutAdvisories: run.aboutAdvisories }),
  };
}

/** What is left of the evidence of a run that was published before: what it did not scan, and its checks. */
function storedEvidence(newer: NewestPublication): RunEvidence {
  const complete = newer.complete && newer.notScanned.length === 0;
  const detectors = newer.detectors.length === 0 ? null : new Set(newer.detectors);
  return { complete, resultsPresent: true, detectors, scanned: null, files: null };
}
