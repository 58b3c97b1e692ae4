import { recordAudit } from "../../audit/server.ts";
import { newId } from "../../shared/index.ts";
import { actorUserId, enqueue, type ProjectDeps, type Tx } from "../../shared/server.ts";
import { sourceError } from "../../source/server.ts";
import { profileError } from "../errors.ts";
import { profileJobs } from "../jobs.ts";
import { announceProfile } from "./announce-profile.ts";

/**
 * Asks for the powers in the newest ready revision of the default branch; one that waits already is not doubled. Throws
 * source.revision-not-found.
 */
export async function requestAccessReading(deps: ProjectDeps): Promise<{ revision: number }> {
  return deps.withOrganization(async (tx) => {
    const revision = await newestReady(tx, deps);
    if (revision === null) throw sourceError("source.revision-not-found");
    await insertReading(tx, deps, revision.id);
    return { revision: revision.number };
  });
}

/** Reads a revision that arrived, when it is the newest of its default branch and compiles somewhere. */
export async function refreshAccess(deps: ProjectDeps, revisionId: string): Promise<void> {
  await deps.withOrganization(async (tx) => {
    const { organizationId, projectId } = deps;
    const newest = await newestReady(tx, deps);
    if (newest?.id !== revisionId || !newest.isDefaultRef) return;
    const compiling = await tx.db.projectRoot.count({ where: { organizationId, revisionId, compiles: "yes" } });
    const asked = await tx.db.accessReading.count({ where: { organizationId, projectId, revisionId } });
    if (compiling > 0 && asked === 0) await insertReading(tx, deps, revisionId);
  });
}

/** Stops a reading that waits or runs; the worker sees it at its next step. Throws profile.not-reading. */
export async function cancelAccessReading(deps: ProjectDeps): Promise<void> {
  await deps.withOrganization(async (tx) => {
    const { organizationId, projectId } = deps;
    const { count } = await tx.db.accessReading.updateMany({
      where: { organizationId, projectId, state: { in: ["queued", "running"] } },
      data: { state: "cancelled", finishedAt: tx.now },
    });
    if (count === 0) throw profileError("profile.not-reading");
    await recordAudit(tx, deps, "profile.cancel-access-reading", { subjectId: projectId, projectId });
    await announceProfile(tx, deps);
  });
}

async function newestReady(tx: Tx, { organizationId, projectId }: ProjectDeps) {
  return tx.db.revision.findFirst({
    where: { organizationId, projectId, state: "ready" },
    select: { id: true, number: true, isDefaultRef: true },
    orderBy: [{ isDefaultRef: "desc" }, { number: "desc" }],
  });
}

async function insertReading(tx: Tx, deps: ProjectDeps, revisionId: string): Promise<void> {
  const { organizationId, projectId } = deps;
  await tx.db.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`access:${projectId}`}, 0))::text`;
  const waiting = await tx.db.accessReading.count({
    where: { organizationId, projectId, revisionId, state: { in: ["queued", "running"] } },
  });
  if (waiting > 0) return;
  const id = newId();
  await tx.db.accessReading.createMany({
    data: [{ organizationId, id, projectId, revisionId, requestedById: actorUserId(deps), createdAt: tx.now }],
  });
  await enqueue(tx, deps, profileJobs["profile.read-access"], { subjectId: id, fence: 0 });
  await recordAudit(tx, deps, "profile.read-access", { subjectId: id, projectId });
  await announceProfile(tx, deps);
}
