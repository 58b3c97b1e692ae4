import { recordAudit } from "../../audit/server.ts";
import { requireFreshSignIn } from "../../identity/server.ts";
import { sealSecret } from "../../organization/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { sourceError } from "../errors.ts";
import { SOURCE_SELECT, toSource } from "../row.ts";
import type { Source, UpdateSource } from "../schema.ts";
import { findSource } from "./find-source.ts";

/**
 * Renames a source, changes its address or its token. A new address on another host clears the stored token:
 * a secret is never sent to a host that was set after it. Throws source.stale on an old row version and
 * identity.stale-session for a new token without a sign-in of the last minutes.
 */
export async function updateSource(deps: ProjectDeps, input: UpdateSource): Promise<Source> {
  return deps.withOrganization(async (tx) => {
    const before = await findSource(tx, deps, input.sourceId, SOURCE_SELECT);
    const movedHost = input.url !== undefined && hostOf(input.url) !== hostOf(before.url);
    let credential: { credentialSealed: string | null } | undefined;
    if (typeof input.token === "string") {
      requireFreshSignIn(tx, deps);
      const sealed = await sealSecret(tx, deps, { record: before.id, field: "source.credential" }, input.token);
      credential = { credentialSealed: sealed };
    } else if (input.token === null || movedHost) {
      credential = { credentialSealed: null };
    }
    const changed = await tx.db.source.updateMany({
      where: { organizationId: deps.organizationId, id: before.id, rowVersion: input.rowVersion },
      data: {
        ...(input.name === undefined ? {} : { name: input.name }),
        ...(input.url === undefined ? {} : { url: input.url }),
        ...credential,
        rowVersion: { increment: 1 },
        updatedAt: tx.now,
      },
    });
    if (changed.count === 0) throw sourceError("source.stale", { details: { current: toSource(before) } });
    const after = toSource(await findSource(tx, deps, before.id, SOURCE_SELECT));
    await recordAudit(tx, deps, "source.update", {
      subjectId: before.id,
      projectId: deps.projectId,
      before: toSource(before),
      after,
      details: { tokenCleared: movedHost && input.token === undefined && before.credentialSealed !== null },
    });
    return after;
  });
}

function hostOf(url: string | null): string | null {
  return url === null ? null : new URL(url).host;
}
