import type { ProjectDeps } from "../../shared/server.ts";
import { announceRun } from "./insert-runs.ts";
import type { ClaimedRun } from "./start-poc-runs.ts";

/** Adds log lines to running attempts; returns the runs that are still theirs, so that others can be given up. */
export async function appendPocRunLog(
  deps: ProjectDeps,
  runs: readonly ClaimedRun[],
  lines: readonly { readonly seq: number; readonly text: string }[],
): Promise<ReadonlySet<string>> {
  return deps.withOrganization(async (tx) => {
    const rows = await tx.db.pocRun.findMany({
      where: { organizationId: deps.organizationId, id: { in: runs.map((run) => run.runId) }, state: "running" },
      select: { id: true, attempt: true },
    });
    const alive = runs.filter((run) => rows.some((row) => row.id === run.runId && row.attempt === run.attempt));
    await tx.db.pocRunLogLine.createMany({
      data: alive.flatMap((run) =>
        lines.map((line) => ({
          organizationId: deps.organizationId,
          pocRunId: run.runId,
          attempt: run.attempt,
          seq: line.seq,
          at: tx.now,
          text: line.text.slice(0, 4000),
        })),
      ),
      skipDuplicates: true,
    });
    for (const run of alive) await announceRun(tx, deps, run.runId);
    return new Set(alive.map((run) => run.runId));
  });
}
