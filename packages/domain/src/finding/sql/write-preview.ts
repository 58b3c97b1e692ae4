import type { ScanStatements } from "../../scan/index.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { type Outcome, OUTCOMES, PREVIEW_DAYS, PREVIEW_ROWS, type PreviewRun } from "../import-preview.ts";
import { matchSentence } from "../match.ts";
import type { PlannedOutcome } from "../publication-plan.ts";
import { severityRank } from "../severity.ts";
import { eachChunk } from "./each-chunk.ts";

const ROWS_PER_STATEMENT = 1000;
const DAY_MS = 86_400_000;

export interface PreviewToWrite {
  readonly scanId: string;
  readonly runs: readonly PreviewRun[];
  readonly statements: ScanStatements;
  /** Findings with greater numbers are of the rehearsal alone, and gone with it. */
  readonly newestNumber: number;
  readonly outcomes: readonly { readonly scanner: string; readonly outcome: PlannedOutcome }[];
}

/** Stores a preview in place of one that was there before: counts of everything, and the first rows of each kind, worst first. */
export async function writePreview(tx: Tx, deps: ProjectDeps, preview: PreviewToWrite): Promise<void> {
  const key = { organizationId: deps.organizationId, scanId: preview.scanId };
  await tx.db.importPreview.deleteMany({ where: key });
  await tx.db.importPreview.createMany({
    data: [
      {
        ...key,
        projectId: deps.projectId,
        runs: [...preview.runs],
        statements: preview.statements,
        createdAt: tx.now,
        expiresAt: new Date(tx.now.getTime() + PREVIEW_DAYS * DAY_MS),
      },
    ],
  });
  const byKind = Map.groupBy(preview.outcomes, ({ outcome }) => outcome.kind);
  const rows = OUTCOMES.flatMap((kind) => rowsOf(kind, byKind.get(kind) ?? [], preview.newestNumber));
  await eachChunk(rows, ROWS_PER_STATEMENT, async (json) => {
    await tx.db.$executeRaw`
      INSERT INTO "import_preview_row" ("organization_id", "scan_id", "kind", "position", "finding_id", "scanner", "title",
        "severity", "path", "line", "why")
      SELECT ${deps.organizationId}::uuid, ${preview.scanId}::uuid, u.kind, u.position, u.finding, u.scanner, u.title,
        u.severity, u.path, u.line, u.why
      FROM json_to_recordset(${json}::json) AS u(kind text, position int, finding uuid, scanner text, title text,
        severity text, path text, line int, why text)`;
  });
}

function rowsOf(kind: Outcome, all: PreviewToWrite["outcomes"], newestNumber: number) {
  const isKnown = ({ finding }: PlannedOutcome) => finding !== null && finding.number <= newestNumber;
  return all
    .toSorted((a, b) => rankOf(a.outcome) - rankOf(b.outcome))
    .slice(0, PREVIEW_ROWS)
    .map(({ scanner, outcome }, position) => ({
      kind,
      position,
      scanner,
      why: wordsOf(outcome),
      finding: isKnown(outcome) ? outcome.finding?.id : null,
      title: isKnown(outcome) ? null : (outcome.result?.title ?? outcome.finding?.detector ?? "no title"),
      severity: isKnown(outcome) ? null : (outcome.result?.severity ?? outcome.finding?.severity),
      path: outcome.result?.path ?? outcome.finding?.here?.path ?? null,
      line: outcome.result?.startLine ?? outcome.finding?.here?.startLine ?? null,
    }));
}

function rankOf({ finding, result }: PlannedOutcome): number {
  return severityRank(finding?.severity ?? result?.severity ?? "info");
}

/** `Nothing known looks like it. Covered by a policy.` */
function wordsOf({ match, why }: PlannedOutcome): string {
  const more = why === null ? "" : `${why.charAt(0).toUpperCase()}${why.slice(1)}${why.endsWith(".") ? "" : "."}`;
  return [match === null ? "" : matchSentence(match), more].filter((words) => words !== "").join(" ");
}
