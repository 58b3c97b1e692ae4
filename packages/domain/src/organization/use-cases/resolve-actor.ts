import type { Deps, TokenReach, Tx } from "../../shared/server.ts";
import { type Permission, projectPermissions } from "../permissions.ts";
import { toGrantRole, toRole } from "../row.ts";
import { TokenScopeName } from "../schema.ts";
import { scopePermissions } from "../token-scopes.ts";

/** Who a job acts for, with what they may. */
export interface JobActor {
  readonly memberId: string;
  readonly permissions: ReadonlySet<Permission>;
  readonly token: TokenReach | null;
}

/**
 * What the person behind a job may at this moment, in one project or (without one) everywhere: jobs act with the
 * requester's rights as they are when the job runs, and by a token with no more than its scopes. Null when the person is
 * no longer a member or was disabled, and when the token was revoked; one that has ended since had not when it asked.
 */
export async function resolveActor(
  deps: Deps,
  who: { readonly userId: string; readonly projectId: string | null; readonly tokenId?: string | null },
): Promise<JobActor | null> {
  return deps.withOrganization(async (tx) => {
    const member = await tx.db.member.findFirst({
      where: {
        organizationId: deps.organizationId,
        userId: who.userId,
        removedAt: null,
        user: { disabledAt: null },
      },
      select: {
        id: true,
        role: true,
        grants: { where: { projectId: { in: who.projectId === null ? [] : [who.projectId] } }, select: { role: true } },
      },
    });
    if (member === null) return null;
    const grants = member.grants.map((grant) => toGrantRole(grant.role));
    const own = projectPermissions(toRole(member.role), grants);
    if (who.tokenId == null) return { memberId: member.id, permissions: own, token: null };
    const token = await reachOf(tx, deps, member.id, { ...who, tokenId: who.tokenId });
    if (token === null) return null;
    const permissions = new Set([...own].filter((permission) => token.permissions.has(permission)));
    return { memberId: member.id, permissions, token };
  });
}

async function reachOf(
  tx: Tx,
  deps: Deps,
  memberId: string,
  who: { readonly tokenId: string; readonly projectId: string | null },
): Promise<TokenReach | null> {
  const row = await tx.db.apiToken.findFirst({
    where: {
      ...{ organizationId: deps.organizationId, id: who.tokenId, memberId, revokedAt: null },
      OR: [{ projectId: null }, { projectId: who.projectId }],
    },
    select: { scopes: true, projectId: true },
  });
  if (row === null) return null;
  const scopes = row.scopes.flatMap((scope) => TokenScopeName.safeParse(scope).data ?? []);
  return { tokenId: who.tokenId, permissions: scopePermissions(scopes), projectId: row.projectId };
}
