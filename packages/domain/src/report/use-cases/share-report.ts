import { recordAudit } from "../../audit/server.ts";
import { newId, toTypedId } from "../../shared/index.ts";
import { actorUserId, type ProjectDeps, type Tx } from "../../shared/server.ts";
import { reportError } from "../errors.ts";
import { newShareToken } from "../share-token.ts";
import type { CreatedShare, ShareReport } from "../stored.ts";
import { namesRestricted, readReport } from "./read-report.ts";

const DAY = 86_400_000;

/**
 * Makes a link that opens one report without an account, until its date. Only the hash of its secret is stored.
 * Throws report.not-found and report.names-restricted.
 */
export async function shareReport(deps: ProjectDeps, input: ShareReport): Promise<CreatedShare> {
  return deps.withOrganization(async (tx) => {
    const { row, snapshot } = await readReport(tx, deps, input.report, { id: true });
    if (await namesRestricted(tx, deps, snapshot)) throw reportError("report.names-restricted");
    const id = newId();
    const { token, hash } = newShareToken(deps.organizationId);
    const expiresAt = new Date(tx.now.getTime() + input.days * DAY);
    await tx.db.reportShare.createMany({
      data: [
        {
          ...{ organizationId: deps.organizationId, id, projectId: deps.projectId, reportId: row.id },
          ...{ tokenHash: hash, recipient: input.recipient ?? null, expiresAt },
          createdById: actorUserId(deps),
          createdAt: tx.now,
        },
      ],
    });
    await recordAudit(tx, deps, "report.share", {
      subjectId: id,
      projectId: deps.projectId,
      details: { report: input.report, days: input.days, expiresAt: expiresAt.toISOString() },
    });
    await announceReport(tx, deps, row.id);
    return { id: toTypedId("reportShare", id), token, expiresAt };
  });
}

/** Tells open screens that something about a report has changed. */
export async function announceReport(tx: Tx, deps: ProjectDeps, reportId: string): Promise<void> {
  const { organizationId, projectId } = deps;
  await tx.announce({ organizationId, projectId, topic: "report", subjectId: reportId });
}
