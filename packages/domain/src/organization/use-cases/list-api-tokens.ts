import { toTypedId } from "../../shared/index.ts";
import { actorUserId, type Deps } from "../../shared/server.ts";
import { type ApiTokenEntry, TokenScopeName } from "../schema.ts";

/** Ended and revoked tokens stay in the list for this long. */
const SHOWN_MS = 90 * 24 * 3_600_000;
const MOST = 500;

/**
 * The acting member's tokens, the newest first; those of all members for who manages members. What ended long ago is
 * left out.
 */
export async function listApiTokens(deps: Deps): Promise<ApiTokenEntry[]> {
  const { organizationId, actor } = deps;
  const mine = deps.can("organization:members") || actor.kind === "system" ? {} : { memberId: actor.memberId };
  return deps.withOrganization(async (tx) => {
    const since = new Date(tx.now.getTime() - SHOWN_MS);
    const rows = await tx.db.apiToken.findMany({
      where: {
        ...{ organizationId, ...mine },
        AND: [
          { OR: [{ revokedAt: null }, { revokedAt: { gt: since } }] },
          { OR: [{ expiresAt: null }, { expiresAt: { gt: since } }] },
        ],
      },
      select: {
        ...{ id: true, name: true, hint: true, scopes: true, createdAt: true, expiresAt: true },
        ...{ lastUsedAt: true, revokedAt: true },
        project: { select: { slug: true, name: true } },
        member: { select: { userId: true, user: { select: { name: true } } } },
      },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: MOST,
    });
    const self = actorUserId(deps);
    return rows.map(({ id, scopes, member, revokedAt, ...row }) => ({
      ...row,
      state: revokedAt !== null ? "revoked" : row.expiresAt !== null && row.expiresAt <= tx.now ? "ended" : "living",
      id: toTypedId("apiToken", id),
      scopes: scopes.flatMap((scope) => TokenScopeName.safeParse(scope).data ?? []),
      maker: member.user.name,
      own: member.userId === self,
    }));
  });
}
