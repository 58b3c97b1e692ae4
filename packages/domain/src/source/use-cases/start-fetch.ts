import { recordAudit } from "../../audit/server.ts";
import { openSecret } from "../../organization/server.ts";
import type { Deps } from "../../shared/server.ts";
import { sourceError } from "../errors.ts";

/** What the worker needs to bring the content of one revision. `token` is clear text: never log or store it. */
export interface FetchTask {
  readonly projectId: string;
  readonly revisionId: string;
  readonly attempt: number;
  readonly kind: string;
  readonly url: string | null;
  readonly folder: string | null;
  readonly ref: string;
  readonly uploadKey: string | null;
  readonly token: string | null;
}

/** After this many attempts that died with their process the input is kept and not tried again. */
const MAX_CRASHES = 3;

/**
 * Takes the next attempt at a revision: its number is the fence of everything that follows.
 * Returns null when there is nothing to do (already ready, cancelled, or given up after three crashes).
 */
export async function startFetch(deps: Deps, revisionId: string): Promise<FetchTask | null> {
  return deps.withOrganization(async (tx) => {
    // Two deliveries of one job must not read the same attempt.
    await tx.db.$queryRaw`SELECT 1 FROM "revision" WHERE "organization_id" = ${deps.organizationId}::uuid
      AND "id" = ${revisionId}::uuid FOR UPDATE`;
    const row = await tx.db.revision.findFirst({
      where: { organizationId: deps.organizationId, id: revisionId },
      select: {
        projectId: true,
        state: true,
        attempt: true,
        crashCount: true,
        ref: true,
        uploadKey: true,
        source: { select: { id: true, kind: true, url: true, folder: true, credentialSealed: true } },
      },
    });
    if (row === null) throw sourceError("source.revision-not-found");
    if (row.state !== "queued" && row.state !== "fetching") return null;
    // Claims minus ends: a claim is counted here and taken back by whatever ends the attempt.
    const crashed = row.crashCount >= MAX_CRASHES;
    await tx.db.revision.updateMany({
      where: { organizationId: deps.organizationId, id: revisionId },
      data: crashed
        ? {
            state: "failed",
            failure: "The worker ended three times while fetching this. It is not tried again by itself.",
          }
        : {
            state: "fetching",
            attempt: { increment: 1 },
            crashCount: { increment: 1 },
            progress: { phase: "starting" },
          },
    });
    await tx.announce({
      organizationId: deps.organizationId,
      projectId: row.projectId,
      topic: "source",
      subjectId: revisionId,
    });
    if (crashed) {
      await recordAudit(tx, deps, "source.quarantine", { subjectId: revisionId, projectId: row.projectId });
      return null;
    }
    const { source } = row;
    const token =
      source.credentialSealed === null
        ? null
        : await openSecret(tx, deps, { record: source.id, field: "source.credential" }, source.credentialSealed);
    return {
      projectId: row.projectId,
      revisionId,
      attempt: row.attempt + 1,
      kind: source.kind,
      url: source.url,
      folder: source.folder,
      ref: row.ref,
      uploadKey: row.uploadKey,
      token,
    };
  });
}
