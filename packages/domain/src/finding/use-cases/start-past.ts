import { recordAudit } from "../../audit/server.ts";
import { openSecret } from "../../organization/server.ts";
import { type Deps, enqueue, forProject } from "../../shared/server.ts";
import { findingError } from "../errors.ts";
import { findingJobs } from "../jobs.ts";
import { PastMapping } from "../past/document.ts";
import { announcePast } from "./find-past.ts";

/** What the worker needs to read one document. `token` is clear text: never log or store it. */
export interface PastTask {
  readonly projectId: string;
  readonly importId: string;
  readonly attempt: number;
  readonly uploadKey: string | null;
  readonly source: { readonly url: string; readonly product: string | null; readonly token: string } | null;
  /** Columns that a person chose for this document. */
  readonly mapping: PastMapping | null;
  /** Columns that were chosen before, by the signature of the header. */
  readonly mappings: Readonly<Record<string, PastMapping>>;
  /** The newest revision of the default branch, in which places are looked up. */
  readonly revision: {
    readonly id: string;
    readonly number: number;
    readonly commit: string | null;
    readonly treeKey: string;
    readonly dependencyPaths: readonly string[];
  } | null;
}

const MAX_CRASHES = 3;
const MOST_MAPPINGS = 500;

/** The project of a document by UUID; null when the organization has none such. */
export async function locatePast(deps: Deps, importId: string): Promise<string | null> {
  return deps.withOrganization(async (tx) => {
    const row = await tx.db.pastImport.findFirst({
      where: { organizationId: deps.organizationId, id: importId },
      select: { projectId: true },
    });
    return row?.projectId ?? null;
  });
}

/** Takes the next attempt at reading a document, its fence; null when there is nothing to read. */
export async function startPast(deps: Deps, importId: string): Promise<PastTask | null> {
  return deps.withOrganization(async (tx) => {
    await tx.db.$queryRaw`SELECT 1 FROM "past_import" WHERE "organization_id" = ${deps.organizationId}::uuid
      AND "id" = ${importId}::uuid FOR UPDATE`;
    const where = { organizationId: deps.organizationId, id: importId };
    const row = await tx.db.pastImport.findFirst({
      where,
      select: {
        ...{ projectId: true, state: true, attempt: true, crashCount: true, uploadKey: true, mapping: true },
        ...{ sourceUrl: true, sourceProduct: true, tokenSealed: true },
      },
    });
    if (row === null) throw findingError("finding.past-not-found");
    if (row.state !== "reading") return null;
    if (row.crashCount >= MAX_CRASHES) {
      await tx.db.pastImport.updateMany({ where, data: { state: "failed", failure: CRASHED, tokenSealed: null } });
      await recordAudit(tx, deps, "finding.quarantine-past", { subjectId: importId, projectId: row.projectId });
      await announcePast(tx, forProject(deps, row.projectId), importId);
      return null;
    }
    await tx.db.pastImport.updateMany({ where, data: { attempt: { increment: 1 }, crashCount: { increment: 1 } } });
    const { sourceUrl: url, sourceProduct: product, tokenSealed } = row;
    const source =
      url === null || tokenSealed === null || row.uploadKey !== null
        ? null
        : {
            url,
            product,
            token: await openSecret(tx, deps, { record: importId, field: "past_import.token" }, tokenSealed),
          };
    const kept = await tx.db.pastMapping.findMany({
      where: { organizationId: deps.organizationId },
      select: { signature: true, mapping: true },
      orderBy: { updatedAt: "desc" },
      take: MOST_MAPPINGS,
    });
    const revision = await tx.db.revision.findFirst({
      where: {
        organizationId: deps.organizationId,
        projectId: row.projectId,
        state: "ready",
        isDefaultRef: true,
        treeKey: { not: null },
      },
      select: { id: true, number: true, commit: true, treeKey: true, dependencyPaths: true },
      orderBy: { number: "desc" },
    });
    return {
      ...{ projectId: row.projectId, importId, attempt: row.attempt + 1, uploadKey: row.uploadKey, source },
      mapping: row.mapping === null ? null : PastMapping.parse(row.mapping),
      mappings: Object.fromEntries(kept.map(({ signature, mapping }) => [signature, PastMapping.parse(mapping)])),
      revision: revision?.treeKey == null ? null : { ...revision, treeKey: revision.treeKey },
    };
  });
}

const CRASHED = "The worker ended three times while reading this document. It is not tried again by itself.";

/** Ends an attempt with a reason for people; a stale attempt changes nothing. */
export async function failPast(deps: Deps, task: PastTask, reason: string): Promise<void> {
  await deps.withOrganization(async (tx) => {
    const changed = await tx.db.pastImport.updateMany({
      where: { organizationId: deps.organizationId, id: task.importId, attempt: task.attempt, state: "reading" },
      data: {
        state: "failed",
        failure: reason.slice(0, 2000).toWellFormed(),
        crashCount: { decrement: 1 },
        tokenSealed: null,
      },
    });
    if (changed.count === 0) return;
    await enqueue(tx, deps, findingJobs["finding.remove-past"], { subjectId: task.importId, fence: task.attempt });
    await recordAudit(tx, deps, "finding.fail-past", { subjectId: task.importId, projectId: task.projectId });
    await announcePast(tx, forProject(deps, task.projectId), task.importId);
  });
}

/** Gives an unfinished attempt back without counting a crash; `redelivered`: the queue brings the job again by itself. */
export async function releasePast(
  deps: Deps,
  task: PastTask,
  { redelivered }: { readonly redelivered: boolean },
): Promise<void> {
  await deps.withOrganization(async (tx) => {
    const changed = await tx.db.pastImport.updateMany({
      where: { organizationId: deps.organizationId, id: task.importId, attempt: task.attempt, state: "reading" },
      data: { crashCount: { decrement: 1 } },
    });
    if (changed.count === 0) return;
    const subject = { subjectId: task.importId, fence: task.attempt };
    if (!redelivered) await enqueue(tx, deps, findingJobs["finding.read-past"], subject);
    await recordAudit(tx, deps, "finding.release-past", {
      subjectId: task.importId,
      projectId: task.projectId,
      details: { attempt: task.attempt },
    });
  });
}

/** The file of a document that brings in nothing and is still in storage; null when it is gone or of use. */
export async function findUselessPast(deps: Deps, importId: string): Promise<string | null> {
  return deps.withOrganization(async (tx) => {
    const where = { organizationId: deps.organizationId, id: importId, state: { in: ["failed", "discarded"] } };
    return (await tx.db.pastImport.findFirst({ where, select: { uploadKey: true } }))?.uploadKey ?? null;
  });
}

/** Notes that the file of a document is gone. */
export async function forgetPast(deps: Deps, importId: string): Promise<void> {
  await deps.withOrganization(async (tx) => {
    await tx.db.pastImport.updateMany({
      where: { organizationId: deps.organizationId, id: importId },
      data: { uploadKey: null },
    });
  });
}
