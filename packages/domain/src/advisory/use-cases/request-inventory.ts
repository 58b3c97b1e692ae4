import { recordAudit } from "../../audit/server.ts";
import { newId } from "../../shared/index.ts";
import { actorUserId, enqueue, type ProjectDeps, type Tx } from "../../shared/server.ts";
import { findRevision } from "../../source/server.ts";
import { advisoryError } from "../errors.ts";
import { advisoryJobs } from "../jobs.ts";
import type { TakeInventory } from "../schema.ts";
import { announceInventory } from "./announce-inventory.ts";

/** Asks for the components of a fetched revision by UUID; one that has been read, or waits, stays. Idempotent. */
export async function requestInventory(deps: ProjectDeps, revisionId: string): Promise<void> {
  await deps.withOrganization(async (tx) => {
    const inserted = await tx.db.inventory.createManyAndReturn({
      data: [
        {
          organizationId: deps.organizationId,
          id: newId(),
          projectId: deps.projectId,
          revisionId,
          requestedById: actorUserId(deps),
          createdAt: tx.now,
        },
      ],
      skipDuplicates: true,
      select: { id: true },
    });
    const [row] = inserted;
    if (row !== undefined) await ask(tx, deps, { id: row.id, revisionId, attempt: 0 });
  });
}

/**
 * Reads the dependencies of a revision again, or for the first time, because a person asks. Throws
 * source.revision-not-found and advisory.revision-not-ready.
 */
export async function takeInventory(deps: ProjectDeps, input: TakeInventory): Promise<{ readonly asked: boolean }> {
  return deps.withOrganization(async (tx) => {
    const revision = await findRevision(tx, deps, input.revision, { id: true, state: true });
    if (revision.state !== "ready") throw advisoryError("advisory.revision-not-ready");
    const known = await tx.db.inventory.findFirst({
      where: { organizationId: deps.organizationId, projectId: deps.projectId, revisionId: revision.id },
      select: { id: true, state: true, attempt: true },
    });
    if (known === null) {
      await requestInventory(deps, revision.id);
      return { asked: true };
    }
    const changed = await tx.db.inventory.updateMany({
      where: { organizationId: deps.organizationId, id: known.id, state: { in: ["ready", "failed"] } },
      data: { state: "queued", failure: null, crashCount: 0, requestedById: actorUserId(deps) },
    });
    if (changed.count === 0) return { asked: false };
    await ask(tx, deps, { id: known.id, revisionId: revision.id, attempt: known.attempt });
    return { asked: true };
  });
}

async function ask(
  tx: Tx,
  deps: ProjectDeps,
  { id, revisionId, attempt }: { readonly id: string; readonly revisionId: string; readonly attempt: number },
): Promise<void> {
  await enqueue(tx, deps, advisoryJobs["advisory.take-inventory"], { subjectId: id, fence: attempt });
  await recordAudit(tx, deps, "advisory.request-inventory", {
    subjectId: id,
    projectId: deps.projectId,
    details: { revision: revisionId },
  });
  await announceInventory(tx, deps, id);
}
