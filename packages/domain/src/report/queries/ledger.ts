import { DismissReason, FindingState, Severity } from "../../finding/index.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import type { Ledger } from "../risk-snapshot.ts";

/** What a report lists; projects with more are told how many are left out. */
const MOST = 5000;
/** Low and worse: informational ones are style and gas, and would hide the others. */
const LOWEST_RANK = 3;

/** Every finding of own code that a later report may be compared by. Restricted ones are never listed; the backlog is what no report counts as open. */
export async function readLedger(tx: Tx, deps: ProjectDeps): Promise<Ledger> {
  const where = {
    organizationId: deps.organizationId,
    projectId: deps.projectId,
    dependency: false,
    restricted: false,
    backlog: false,
    branchOnly: false,
    severityRank: { lte: LOWEST_RANK },
  };
  const rows = await tx.db.finding.findMany({
    where,
    select: {
      ...{ number: true, title: true, severity: true, state: true, decisionReason: true, acknowledgedUntil: true },
      assignee: { select: { user: { select: { name: true } } } },
    },
    orderBy: [{ severityRank: "asc" }, { number: "asc" }],
    take: MOST,
  });
  const total = rows.length < MOST ? rows.length : await tx.db.finding.count({ where });
  return {
    entries: rows.map((row) => ({
      number: row.number,
      title: row.title,
      severity: Severity.parse(row.severity),
      state: FindingState.parse(row.state),
      // What was written when it was acknowledged is prose, and stands with the finding alone.
      reason: DismissReason.safeParse(row.decisionReason).data ?? null,
      until: row.acknowledgedUntil?.toISOString() ?? null,
      owner: row.assignee?.user.name ?? null,
    })),
    omitted: total - rows.length,
  };
}
