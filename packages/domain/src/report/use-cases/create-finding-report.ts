import { findFinding } from "../../finding/server.ts";
import { nextNumber } from "../../project/server.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { reportError } from "../errors.ts";
import type { FindingSnapshot } from "../other-snapshots.ts";
import { readRevisionLine } from "../queries/revision-line.ts";
import { type CodeFiles, readSheets } from "../queries/sheets.ts";
import type { CreateFindingReport, ReportEntry } from "../stored.ts";
import type { FindingSheet } from "../sheet.ts";
import { insertReport } from "./insert-report.ts";
import { NO_SOURCE, readCode, type ReadSource } from "./read-code.ts";
import { readFrame } from "./read-frame.ts";

const HISTORY = 100;

/** Freezes all that is known of one finding. Throws finding.not-found and report.finding-restricted. */
export async function createFindingReport(
  deps: ProjectDeps,
  input: CreateFindingReport,
  read: ReadSource = NO_SOURCE,
): Promise<ReportEntry> {
  const files = await readCode(deps, read, async (tx) => [await unrestricted(tx, deps, input.finding)]);
  return deps.withOrganization(async (tx) => {
    await unrestricted(tx, deps, input.finding);
    const number = await nextNumber(tx, deps, "report");
    const snapshot = await buildFindingSnapshot(tx, deps, number, input.finding, files);
    return insertReport(tx, deps, {
      kind: "finding",
      // The list of reports is read by more people than its findings may be one day: number only.
      title: `${snapshot.project.name}: finding F-${input.finding}`,
      snapshot,
      previousId: null,
      dueKey: null,
      scheduled: false,
    });
  });
}

async function unrestricted(tx: Tx, deps: ProjectDeps, number: number): Promise<number> {
  const row = await findFinding(tx, deps, number, { restricted: true });
  if (row.restricted) throw reportError("report.finding-restricted");
  return number;
}

async function buildFindingSnapshot(
  tx: Tx,
  deps: ProjectDeps,
  number: number,
  finding: number,
  files: CodeFiles,
): Promise<FindingSnapshot> {
  const line = await readRevisionLine(tx, deps);
  const [sheet] = await readSheets(tx, deps, [finding], { files, history: HISTORY, comments: true });
  if (sheet === undefined) throw reportError("report.finding-restricted");
  const head = await readFrame(tx, deps, number, line.at(-1) ?? null);
  return { format: "redoubt/finding-report@1", ...head, sheet, limits: limitsOf(sheet) };
}

function limitsOf({ pocs, reporters, code, noCode, historyOmitted }: FindingSheet): string[] {
  return [
    ...(pocs.length === 0 ? ["No exploit test is attached: that it can be exploited is claimed, not shown."] : []),
    ...(reporters.length === 0 ? ["No scanner reported it: a scan alone will not show when it is gone."] : []),
    ...(code === null && noCode !== null ? [`Its code is not shown. ${noCode}`] : []),
    ...(historyOmitted > 0 ? [`${historyOmitted} older lines of its history are left out.`] : []),
    "It tells of one weakness at one moment; what stands around it is in the risk report.",
  ];
}
