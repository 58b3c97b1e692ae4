import { recordAudit } from "../../audit/server.ts";
import { requireFreshSignIn } from "../../identity/server.ts";
import { newId, toTypedId } from "../../shared/index.ts";
import type { Deps, Tx } from "../../shared/server.ts";
import { fail } from "../errors.ts";
import { MEMBER_PERMISSIONS, projectPermissions } from "../permissions.ts";
import { announceOrganization, lockMembers, readMember, toGrantRole } from "../row.ts";
import type { CreateApiToken } from "../schema.ts";
import { isScopeWithin } from "../token-scopes.ts";
import { newTokenText } from "../token-text.ts";

const DAY_MS = 24 * 3_600_000;
/** Living tokens of one member. */
const MOST_TOKENS = 50;

/** What the maker sees once: the text is not stored. */
export interface CreatedApiToken {
  readonly id: string;
  readonly text: string;
  readonly expiresAt: Date | null;
}

/**
 * Makes a token for the acting member. What it may is looked up anew at each use; scopes that open nothing for its
 * maker are refused at once. Throws identity.stale-session, organization.token-beyond-own,
 * organization.too-many-tokens and organization.not-found (project).
 */
export async function createApiToken(deps: Deps, input: CreateApiToken): Promise<CreatedApiToken> {
  const { organizationId, actor } = deps;
  // A program makes no further programs, and the system acts by none.
  if (actor.kind !== "user" || actor.token !== undefined) throw fail("organization.forbidden");
  return deps.withOrganization(async (tx) => {
    requireFreshSignIn(tx, deps);
    await lockMembers(tx, deps);
    const projectId = input.projectSlug === undefined ? null : await findProject(tx, deps, input.projectSlug);
    const scopes = [...new Set(input.scopes)];
    const own = await permissionsOf(tx, deps, actor.memberId, projectId);
    const beyond = scopes.filter((scope) => !isScopeWithin(scope, own));
    if (beyond.length > 0) throw fail("organization.token-beyond-own", { details: { scopes: beyond } });
    const living = { organizationId, memberId: actor.memberId, revokedAt: null };
    const count = await tx.db.apiToken.count({
      where: { ...living, OR: [{ expiresAt: null }, { expiresAt: { gt: tx.now } }] },
    });
    if (count >= MOST_TOKENS) throw fail("organization.too-many-tokens");
    const id = newId();
    const { text, hash, hint } = newTokenText(organizationId);
    const expiresAt = input.days === null ? null : new Date(tx.now.getTime() + input.days * DAY_MS);
    await tx.db.apiToken.createMany({
      data: [
        {
          ...{ organizationId, id, memberId: actor.memberId, name: input.name, tokenHash: hash, hint },
          ...{ scopes, projectId, createdAt: tx.now, expiresAt },
        },
      ],
    });
    await recordAudit(tx, deps, "organization.create-token", {
      subjectId: id,
      ...(projectId === null ? {} : { projectId }),
      details: { name: input.name, scopes, days: input.days, project: input.projectSlug ?? null },
    });
    await announceOrganization(tx, deps, id);
    return { id: toTypedId("apiToken", id), text, expiresAt };
  });
}

async function findProject(tx: Tx, deps: Deps, slug: string): Promise<string> {
  const row = await tx.db.project.findFirst({
    where: { organizationId: deps.organizationId, slug },
    select: { id: true },
  });
  if (row === null) throw fail("organization.not-found");
  return row.id;
}

/** What the member may now: everywhere, or in the one project with the grants for it. */
async function permissionsOf(tx: Tx, deps: Deps, memberId: string, projectId: string | null) {
  const { role } = await readMember(tx, deps, memberId);
  if (projectId === null) return MEMBER_PERMISSIONS[role];
  const grants = await tx.db.grant.findMany({
    where: { organizationId: deps.organizationId, memberId, projectId },
    select: { role: true },
  });
  const all = projectPermissions(
    role,
    grants.map((grant) => toGrantRole(grant.role)),
  );
  if (!all.has("project:read")) throw fail("organization.not-found");
  return all;
}
