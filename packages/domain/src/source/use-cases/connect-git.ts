import { recordAudit } from "../../audit/server.ts";
import { requireFreshSignIn } from "../../identity/server.ts";
import { sealSecret } from "../../organization/server.ts";
import { newId } from "../../shared/index.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { SOURCE_SELECT, toSource } from "../row.ts";
import type { ConnectGit, Source } from "../schema.ts";
import { insertRevision } from "./insert-revision.ts";

/**
 * Connects a git repository and asks for its first revision; a token is sealed before it is stored, and wants a sign-in
 * of the last minutes. Throws identity.stale-session.
 */
export async function connectGit(deps: ProjectDeps, input: ConnectGit): Promise<{ source: Source; revision: number }> {
  return deps.withOrganization(async (tx) => {
    if (input.token !== undefined) requireFreshSignIn(tx, deps);
    const id = newId();
    const credentialSealed =
      input.token === undefined
        ? null
        : await sealSecret(tx, deps, { record: id, field: "source.credential" }, input.token);
    const row = await tx.db.source.create({
      data: {
        organizationId: deps.organizationId,
        id,
        projectId: deps.projectId,
        kind: "git",
        name: input.name ?? nameOf(input.url),
        url: input.url,
        defaultRef: input.ref ?? null,
        credentialSealed,
        createdAt: tx.now,
        updatedAt: tx.now,
      },
      select: SOURCE_SELECT,
    });
    await recordAudit(tx, deps, "source.connect", {
      subjectId: id,
      projectId: deps.projectId,
      details: { kind: "git", url: input.url, withToken: input.token !== undefined },
    });
    const revision = await insertRevision(tx, deps, { sourceId: id, ref: input.ref ?? "HEAD", isDefaultRef: true });
    return { source: toSource(row), revision: revision.number };
  });
}

/** The last part of the path without `.git`, else the host. */
function nameOf(url: string): string {
  const parsed = new URL(url);
  const last = parsed.pathname
    .split("/")
    .filter((part) => part !== "")
    .at(-1);
  return last?.replace(/\.git$/, "") || parsed.host;
}
