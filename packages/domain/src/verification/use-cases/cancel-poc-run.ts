import { recordAudit } from "../../audit/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { verificationError } from "../errors.ts";
import type { PocRunSelector } from "../schema.ts";
import { announceRun } from "./insert-runs.ts";

/** Cancels a waiting or running PoC run. Throws verification.run-not-found. */
export async function cancelPocRun(deps: ProjectDeps, input: PocRunSelector): Promise<void> {
  await deps.withOrganization(async (tx) => {
    const row = await tx.db.pocRun.findFirst({
      where: { organizationId: deps.organizationId, id: input.runId, poc: { projectId: deps.projectId } },
      select: { id: true },
    });
    if (row === null) throw verificationError("verification.run-not-found");
    const changed = await tx.db.pocRun.updateMany({
      where: { organizationId: deps.organizationId, id: row.id, state: { in: ["queued", "running"] } },
      data: { state: "cancelled", cancelRequestedAt: tx.now, finishedAt: tx.now, crashCount: 0 },
    });
    if (changed.count === 0) return;
    await recordAudit(tx, deps, "verification.cancel-run", { subjectId: row.id, projectId: deps.projectId });
    await announceRun(tx, deps, row.id);
  });
}
