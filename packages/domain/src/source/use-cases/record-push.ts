import { recordAudit } from "../../audit/server.ts";
import { newId } from "../../shared/index.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import type { PushFacts } from "../schema.ts";
import { insertRevision } from "./insert-revision.ts";
import type { Upload } from "./record-upload.ts";

export type Push = Omit<Upload, "name"> & PushFacts;

/**
 * Records an archive that a build or a terminal pushed as a new revision of the push source of that name (made on
 * first use). What git would know of it is taken from whoever pushed. The default branch is the one that is named, else
 * the one that was named before, else the first that was pushed.
 */
export async function recordPush(deps: ProjectDeps, push: Push): Promise<{ id: string; number: number }> {
  return deps.withOrganization(async (tx) => {
    const source = await findOrMakeSource(tx, deps, push);
    const parentId = push.base === undefined ? null : await findBase(tx, deps, source.id, push.base);
    const revision = await insertRevision(tx, deps, {
      sourceId: source.id,
      ref: push.ref,
      isDefaultRef: push.ref === source.defaultRef,
      uploadKey: push.uploadKey,
      scanOnReady: push.scan,
      pushed: {
        commit: push.commit ?? null,
        message: push.message ?? null,
        author: push.author ?? null,
        parentId,
      },
    });
    await recordAudit(tx, deps, "source.push", {
      subjectId: revision.id,
      projectId: deps.projectId,
      details: {
        ...{ source: push.source, ref: push.ref, commit: push.commit ?? null, base: push.base ?? null },
        ...{ sha256: push.sha256, size: push.size },
      },
    });
    return revision;
  });
}

async function findOrMakeSource(tx: Tx, deps: ProjectDeps, push: Push): Promise<{ id: string; defaultRef: string }> {
  const { organizationId, projectId } = deps;
  // Two first pushes at once must not make two sources of one name.
  await tx.db.$queryRaw`SELECT 1 FROM "project" WHERE "organization_id" = ${organizationId}::uuid
    AND "id" = ${projectId}::uuid FOR UPDATE`;
  const key = { organizationId, projectId, kind: "push", name: push.source, archivedAt: null };
  const found = await tx.db.source.findFirst({ where: key, select: { id: true, defaultRef: true } });
  const defaultRef = push.defaultBranch ?? found?.defaultRef ?? push.ref;
  if (found === null) {
    const id = newId();
    await tx.db.source.createMany({ data: [{ ...key, id, defaultRef, createdAt: tx.now, updatedAt: tx.now }] });
    await recordAudit(tx, deps, "source.connect", {
      subjectId: id,
      projectId,
      details: { kind: "push", name: push.source, defaultRef },
    });
    return { id, defaultRef };
  }
  if (defaultRef !== found.defaultRef) {
    await tx.db.source.updateMany({
      where: { organizationId, id: found.id },
      data: { defaultRef, updatedAt: tx.now, rowVersion: { increment: 1 } },
    });
    await recordAudit(tx, deps, "source.change-default", {
      subjectId: found.id,
      projectId,
      details: { from: found.defaultRef, to: defaultRef },
    });
  }
  return { id: found.id, defaultRef };
}

/** The newest revision of the source with the base's commit; null when it was never pushed. */
async function findBase(tx: Tx, deps: ProjectDeps, sourceId: string, commit: string): Promise<string | null> {
  const row = await tx.db.revision.findFirst({
    where: { organizationId: deps.organizationId, projectId: deps.projectId, sourceId, commit },
    select: { id: true },
    orderBy: { number: "desc" },
  });
  return row?.id ?? null;
}
