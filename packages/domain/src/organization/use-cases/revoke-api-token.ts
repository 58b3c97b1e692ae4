import { recordAudit } from "../../audit/server.ts";
import { actorUserId, type Deps, type Tx } from "../../shared/server.ts";
import { fail } from "../errors.ts";
import { announceOrganization } from "../row.ts";
import type { RevokeApiToken } from "../schema.ts";

/**
 * Ends a token at once: the acting member's own, or anyone's for who manages members. One that has ended already is
 * ended. Throws organization.token-not-found.
 */
export async function revokeApiToken(deps: Deps, input: RevokeApiToken): Promise<void> {
  const { organizationId, actor } = deps;
  const mine = deps.can("organization:members") || actor.kind === "system" ? {} : { memberId: actor.memberId };
  await deps.withOrganization(async (tx) => {
    const row = await tx.db.apiToken.findFirst({
      where: { organizationId, id: input.tokenId, ...mine },
      select: { id: true, name: true, revokedAt: true },
    });
    if (row === null) throw fail("organization.token-not-found");
    if (row.revokedAt === null) await revoke(tx, deps, row, {});
  });
}

/** Ends all tokens of a member who leaves: coming back does not bring them back. */
export async function revokeTokensOf(tx: Tx, deps: Deps, memberId: string): Promise<void> {
  const rows = await tx.db.apiToken.findMany({
    where: { organizationId: deps.organizationId, memberId, revokedAt: null },
    select: { id: true, name: true },
  });
  for (const row of rows) await revoke(tx, deps, row, { because: "maker left" });
}

async function revoke(tx: Tx, deps: Deps, token: { id: string; name: string }, why: { because?: string }) {
  const { count } = await tx.db.apiToken.updateMany({
    where: { organizationId: deps.organizationId, id: token.id, revokedAt: null },
    data: { revokedAt: tx.now, revokedById: actorUserId(deps) },
  });
  // Of two at the same time one tells of it.
  if (count === 0) return;
  await recordAudit(tx, deps, "organization.revoke-token", {
    subjectId: token.id,
    details: { name: token.name, ...why },
  });
  await announceOrganization(tx, deps, token.id);
}
