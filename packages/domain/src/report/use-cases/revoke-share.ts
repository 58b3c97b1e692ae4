import { recordAudit } from "../../audit/server.ts";
import { actorUserId, type ProjectDeps } from "../../shared/server.ts";
import { reportError } from "../errors.ts";
import type { RevokeShare } from "../stored.ts";
import { announceReport } from "./share-report.ts";

/** Takes a link back: it opens nothing from now on. Twice changes nothing. Throws report.share-not-found. */
export async function revokeShare(deps: ProjectDeps, input: RevokeShare): Promise<void> {
  await deps.withOrganization(async (tx) => {
    const where = { organizationId: deps.organizationId, projectId: deps.projectId, id: input.shareId };
    const share = await tx.db.reportShare.findFirst({ where, select: { reportId: true, revokedAt: true } });
    if (share === null) throw reportError("report.share-not-found");
    if (share.revokedAt !== null) return;
    await tx.db.reportShare.updateMany({
      where: { ...where, revokedAt: null },
      data: { revokedAt: tx.now, revokedById: actorUserId(deps) },
    });
    await recordAudit(tx, deps, "report.revoke-share", { subjectId: input.shareId, projectId: deps.projectId });
    await announceReport(tx, deps, share.reportId);
  });
}
