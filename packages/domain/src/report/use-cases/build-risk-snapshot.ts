import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { answerOf } from "../answer.ts";
import { describeChanges } from "../changes.ts";
import { requestDecisions } from "../decisions.ts";
import { diffReports } from "../diff.ts";
import { blindSpotsOf, describeLimits, describeMethod, describeSummary } from "../method.ts";
import { namedFindings } from "../named-findings.ts";
import { promisesOf } from "../promises.ts";
import { countOpen } from "../queries/counts.ts";
import { readDates } from "../queries/dates.ts";
import { readLedger } from "../queries/ledger.ts";
import { readMoves } from "../queries/moves.ts";
import { readPocs } from "../queries/pocs.ts";
import { readRevisionLine } from "../queries/revision-line.ts";
import { readRevisionStates } from "../queries/revision-states.ts";
import { readScanCoverage } from "../queries/scan-coverage.ts";
import { type CodeFiles, readSheets } from "../queries/sheets.ts";
import { readTopFindings } from "../queries/top-findings.ts";
import { readAcknowledged, readDue, readHolds } from "../queries/waiting.ts";
import { readRiskSnapshot } from "../read-snapshot.ts";
import type { RiskSnapshot } from "../risk-snapshot.ts";
import { readFrame } from "./read-frame.ts";

/** Findings that a risk report tells in full; the others stand in its table. */
export const MOST_SHEETS = 30;
const MOST_DECISIONS = 12;
const HISTORY = 8;

export interface SnapshotFrame {
  readonly number: number;
  readonly previous: { readonly number: number; readonly createdAt: Date; readonly snapshot: unknown } | null;
  readonly files: CodeFiles;
  readonly scheduled: boolean;
}

/** All data of a risk report as of the transaction's moment. */
export async function buildRiskSnapshot(tx: Tx, deps: ProjectDeps, frame: SnapshotFrame): Promise<RiskSnapshot> {
  const { previous } = frame;
  const line = await readRevisionLine(tx, deps);
  const newest = line.at(-1) ?? null;
  const head = await readFrame(tx, deps, frame.number, newest);
  const { open, hiddenRestricted, backlog } = await countOpen(tx, deps);
  const { pocs, revisions: pocRevisions } = await readPocs(tx, deps);
  const { scanners, notScanned } = await readScanCoverage(tx, deps, newest);
  const moves = previous === null ? null : await readMoves(tx, deps, previous.createdAt);
  const openCriticalAndHigh = await readTopFindings(tx, deps);
  const ledger = await readLedger(tx, deps);
  const due = await readDue(tx, deps);
  const holds = await readHolds(tx, deps);
  const late = due
    .filter(({ resolvedAt, dueAt }) => resolvedAt === null && dueAt.getTime() < tx.now.getTime())
    .map(({ finding, title, owner, dueAt }) => ({ number: finding, title, owner, at: dueAt }));
  const decisions = requestDecisions({
    ...{ now: tx.now, openCriticalAndHigh, late, holds, pocs, newest: head.revision },
    acknowledged: await readAcknowledged(tx, deps),
  });
  const sheets = await readSheets(
    tx,
    deps,
    openCriticalAndHigh.slice(0, MOST_SHEETS).map(({ number }) => number),
    { files: frame.files, history: HISTORY, comments: false },
  );
  const limits = { scanners, notScanned, pocs: pocs.length, hiddenRestricted, backlog };
  const snapshot: RiskSnapshot = {
    format: "redoubt/risk-report@2",
    ...head,
    scheduled: frame.scheduled,
    previous: previous === null ? null : { number: previous.number, generatedAt: previous.createdAt.toISOString() },
    answer: answerOf({
      ...{ newest: head.revision, open, hiddenRestricted, openCriticalAndHigh, ledger: ledger.entries, pocs, scanners },
      late: late.length,
      held: holds.reduce((sum, hold) => sum + hold.findings, 0),
    }),
    changes: moves === null ? [] : describeChanges(moves),
    summary: describeSummary(open, pocs.filter((poc) => reproducesOn(poc, head.revision?.number)).length),
    decisions: decisions.slice(0, MOST_DECISIONS),
    decisionsOmitted: Math.max(0, decisions.length - MOST_DECISIONS),
    open,
    hiddenRestricted,
    revisions: await readRevisionStates(tx, deps, line),
    dates: await readDates(tx, deps),
    openCriticalAndHigh,
    ledger,
    diff: null,
    promises: promisesOf(due, tx.now),
    sheets,
    sheetsOmitted: open.critical + open.high - sheets.length,
    pocs,
    pocRevisions,
    scanners,
    notScanned,
    blindSpots: blindSpotsOf(limits),
    method: describeMethod(scanners),
    limits: describeLimits(limits),
  };
  if (previous === null) return snapshot;
  const before = await withoutRestricted(tx, deps, readRiskSnapshot(previous.snapshot));
  return { ...snapshot, diff: diffReports(before, snapshot) };
}

/** What an earlier report told of findings that have been restricted since must not come back as a difference. */
async function withoutRestricted(tx: Tx, deps: ProjectDeps, previous: RiskSnapshot): Promise<RiskSnapshot> {
  const rows = await tx.db.finding.findMany({
    where: {
      ...{ organizationId: deps.organizationId, projectId: deps.projectId, restricted: true },
      number: { in: namedFindings(previous) },
    },
    select: { number: true },
  });
  const hidden = new Set(rows.map(({ number }) => number));
  if (hidden.size === 0) return previous;
  const { ledger, openCriticalAndHigh, pocs } = previous;
  const isShown = ({ number }: { readonly number: number }) => !hidden.has(number);
  return {
    ...previous,
    ledger: ledger === null ? null : { ...ledger, entries: ledger.entries.filter(isShown) },
    openCriticalAndHigh: openCriticalAndHigh.filter(isShown),
    pocs: pocs.filter(({ finding }) => finding === null || !hidden.has(finding)),
  };
}

function reproducesOn(poc: RiskSnapshot["pocs"][number], revision: number | undefined): boolean {
  return poc.verdicts.some((line) => line.revision === revision && line.verdict === "reproduces");
}
