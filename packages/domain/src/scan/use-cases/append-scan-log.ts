import type { ProjectDeps } from "../../shared/server.ts";
import { SCAN_LOG_LIMITS } from "../schema.ts";
import { announceScan } from "./announce-scan.ts";
import type { ScanTask } from "./start-scan.ts";

/** `seq` counts from 1 within the attempt; its one writer numbers the lines. */
export interface NewLogLine {
  readonly seq: number;
  readonly text: string;
}

/** Adds a batch of log lines to a running attempt; false when it has lost its fence and nothing was written. */
export async function appendScanLog(deps: ProjectDeps, task: ScanTask, lines: readonly NewLogLine[]): Promise<boolean> {
  const kept = lines
    .filter((line) => line.seq <= SCAN_LOG_LIMITS.lines)
    .map((line) => ({ seq: line.seq, text: storedText(line) }));
  if (kept.length === 0) return true;
  return deps.withOrganization(async (tx) => {
    const rows = await tx.db.$queryRaw<{ id: string }[]>`
      WITH mine AS (
        SELECT s."organization_id", s."id", s."attempt" FROM "scan" s
        WHERE s."organization_id" = ${deps.organizationId}::uuid AND s."id" = ${task.scanId}::uuid
          AND s."attempt" = ${task.attempt}::int AND s."state" IN ('preparing', 'running', 'publishing')
      ), added AS (
        INSERT INTO "scan_log_line" ("organization_id", "scan_id", "attempt", "seq", "at", "text")
        SELECT m."organization_id", m."id", m."attempt", u.seq, ${tx.now}::timestamptz, u.text
        FROM mine m, unnest(${kept.map((line) => line.seq)}::int[], ${kept.map((line) => line.text)}::text[]) AS u(seq, text)
        ON CONFLICT DO NOTHING
      )
      SELECT m."id" FROM mine m`;
    if (rows.length === 0) return false;
    await announceScan(tx, deps, task);
    return true;
  });
}

function storedText(line: NewLogLine): string {
  if (line.seq === SCAN_LOG_LIMITS.lines) return `The log ends here: it is longer than ${SCAN_LOG_LIMITS.lines} lines.`;
  return line.text.replaceAll("\0", "\uFFFD").toWellFormed().slice(0, SCAN_LOG_LIMITS.lineLength).toWellFormed();
}
