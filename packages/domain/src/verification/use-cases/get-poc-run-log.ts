import type { ProjectDeps } from "../../shared/server.ts";
import { verificationError } from "../errors.ts";
import { RUN_SELECT, toPocRun } from "../row.ts";
import type { PocRun, PocRunLog } from "../schema.ts";
import { visiblePocs } from "./find-poc.ts";

/** One run with the log lines of its newest attempt after a sequence number, 2,000 at most. */
export async function getPocRunLog(
  deps: ProjectDeps,
  input: PocRunLog,
): Promise<{ run: PocRun; lines: { seq: number; at: Date; text: string }[] }> {
  return deps.withOrganization(async (tx) => {
    const row = await tx.db.pocRun.findFirst({
      where: {
        organizationId: deps.organizationId,
        id: input.runId,
        poc: { projectId: deps.projectId, AND: visiblePocs(deps) },
      },
      select: { ...RUN_SELECT, attempt: true },
    });
    if (row === null) throw verificationError("verification.run-not-found");
    const lines = await tx.db.pocRunLogLine.findMany({
      where: {
        organizationId: deps.organizationId,
        pocRunId: input.runId,
        attempt: row.attempt,
        seq: { gt: input.after },
      },
      select: { seq: true, at: true, text: true },
      orderBy: { seq: "asc" },
      take: 2000,
    });
    return { run: toPocRun(row), lines };
  });
}
