import { createHash } from "node:crypto";
import { recordAudit } from "../../audit/server.ts";
import { findFinding } from "../../finding/server.ts";
import { nextNumber } from "../../project/server.ts";
import { newId } from "../../shared/index.ts";
import { actorUserId, type ProjectDeps } from "../../shared/server.ts";
import { verificationError } from "../errors.ts";
import { POC_SELECT, toPoc } from "../row.ts";
import { type AttachPoc, type Poc, POC_LIMITS } from "../schema.ts";
import { insertRuns } from "./insert-runs.ts";
import { runnableRevisions } from "./runnable-revisions.ts";

/**
 * Attaches an exploit test to a finding and asks for a run on every ready revision with Solidity.
 * Throws finding.not-found and verification.too-many.
 */
export async function attachPoc(deps: ProjectDeps, input: AttachPoc): Promise<Poc> {
  return deps.withOrganization(async (tx) => {
    const finding = await findFinding(tx, deps, input.finding, { id: true, title: true });
    const count = await tx.db.poc.count({ where: { organizationId: deps.organizationId, projectId: deps.projectId } });
    if (count >= POC_LIMITS.perProject) throw verificationError("verification.too-many");
    const id = newId();
    const contentSha256 = createHash("sha256").update(input.content).digest("hex");
    const row = await tx.db.poc.create({
      data: {
        organizationId: deps.organizationId,
        id,
        projectId: deps.projectId,
        findingId: finding.id,
        number: await nextNumber(tx, deps, "poc"),
        title: input.title ?? finding.title,
        fileName: input.fileName,
        content: input.content,
        contentSha256,
        origin: input.originPath === undefined ? "upload" : "revision",
        originPath: input.originPath ?? null,
        rootPath: input.rootPath,
        createdById: actorUserId(deps),
        createdAt: tx.now,
      },
      select: POC_SELECT,
    });
    const revisions = await runnableRevisions(tx, deps);
    await insertRuns(
      tx,
      deps,
      revisions.map((revision) => ({ pocId: id, revisionId: revision.id })),
    );
    await recordAudit(tx, deps, "verification.attach-poc", {
      subjectId: id,
      projectId: deps.projectId,
      after: { contentSha256 },
      details: { finding: input.finding, fileName: input.fileName },
    });
    return toPoc(row, []);
  });
}
