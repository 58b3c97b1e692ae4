import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { scanError } from "../errors.ts";
import { scanKey } from "../row.ts";
import { type ScanStatement, ScanStatements, STATEMENT_ROWS } from "../statements.ts";

/** Stores what became of a document's statements with its scan, in the transaction that publishes it. */
export async function recordStatements(
  tx: Tx,
  deps: ProjectDeps,
  scan: { readonly scanId: string; readonly fence: number },
  statements: readonly ScanStatement[],
): Promise<void> {
  const of = (outcome: ScanStatement["outcome"]) => statements.filter((each) => each.outcome === outcome).length;
  const stored = ScanStatements.parse({
    applied: of("applied"),
    unchanged: of("unchanged"),
    unmatched: of("unmatched"),
    rows: statements.slice(0, STATEMENT_ROWS),
  });
  const changed = await tx.db.scan.updateMany({
    where: { ...scanKey(deps, scan.scanId), projectId: deps.projectId, attempt: scan.fence },
    data: { statements: stored },
  });
  if (changed.count === 0) throw scanError("scan.stale-attempt");
}
