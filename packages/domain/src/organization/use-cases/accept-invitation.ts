import { recordAudit } from "../../audit/server.ts";
import {
  createUser,
  limitLinkGuesses,
  passGate,
  preparePerson,
  type SignedIn,
  type SignInDeps,
  type UserDeps,
} from "../../identity/server.ts";
import { newId } from "../../shared/index.ts";
import { createDeps, type Tx } from "../../shared/server.ts";
import { fail } from "../errors.ts";
import { readInvitationToken } from "../invitation-token.ts";
import { announceOrganization } from "../row.ts";
import type { AcceptAsNewPerson } from "../schema.ts";

/**
 * A person without an account accepts: makes the account and the membership together and signs the person in.
 * Throws organization.invitation-not-found, organization.invitation-for-another, identity.email-taken and
 * identity.weak-password.
 */
export async function acceptAsNewPerson(
  deps: SignInDeps,
  input: AcceptAsNewPerson,
): Promise<{ signedIn: SignedIn; slug: string }> {
  await limitLinkGuesses(deps);
  const key = parse(input.token);
  const person = await preparePerson({ name: input.name, email: input.email, password: input.password });
  const { userId, slug } = await deps.database.withOrganization(key.organizationId, async (tx) => {
    const invitation = await claim(tx, key, person.email);
    const userId = await createUser(tx, person, deps);
    return { userId, slug: await join(tx, deps, key.organizationId, invitation, userId) };
  });
  const signedIn = await passGate(deps, { who: { userId }, prove: async () => true });
  return { signedIn, slug };
}

/**
 * The signed-in person accepts. Throws organization.invitation-not-found, organization.invitation-for-another and
 * organization.already-member.
 */
export async function acceptAsUser(deps: UserDeps, input: { token: string }): Promise<{ slug: string }> {
  const key = parse(input.token);
  return deps.database.withOrganization(key.organizationId, async (tx) => {
    const user = await tx.db.user.findUnique({ where: { id: deps.userId }, select: { email: true } });
    if (user === null) throw fail("organization.invitation-not-found");
    const invitation = await claim(tx, key, user.email);
    return { slug: await join(tx, deps, key.organizationId, invitation, deps.userId) };
  });
}

interface Invitation {
  readonly id: string;
  readonly role: string;
}

function parse(token: string): { organizationId: string; hash: string } {
  const key = readInvitationToken(token);
  if (key === undefined) throw fail("organization.invitation-not-found");
  return key;
}

/** Uses the invitation up; of two at the same time one finds it gone. */
async function claim(tx: Tx, key: { organizationId: string; hash: string }, email: string): Promise<Invitation> {
  const { organizationId } = key;
  const open = { organizationId, tokenHash: key.hash, acceptedAt: null, revokedAt: null, expiresAt: { gt: tx.now } };
  const row = await tx.db.invitation.findFirst({ where: open, select: { id: true, role: true, email: true } });
  if (row === null) throw fail("organization.invitation-not-found");
  if (row.email !== null && row.email !== email) throw fail("organization.invitation-for-another");
  const { count } = await tx.db.invitation.updateMany({ where: { ...open, id: row.id }, data: { acceptedAt: tx.now } });
  if (count === 0) throw fail("organization.invitation-not-found");
  return row;
}

/** Makes or renews the membership and answers with the organization's slug. */
async function join(
  tx: Tx,
  origin: Pick<SignInDeps, "database" | "requestId">,
  organizationId: string,
  invitation: Invitation,
  userId: string,
): Promise<string> {
  const former = await tx.db.member.findFirst({
    where: { organizationId, userId },
    select: { id: true, removedAt: true },
  });
  if (former !== null && former.removedAt === null) throw fail("organization.already-member");
  const memberId = former?.id ?? newId();
  const { role } = invitation;
  if (former === null) {
    await tx.db.member.createMany({ data: [{ organizationId, id: memberId, userId, role, createdAt: tx.now }] });
  } else {
    const data = { role, removedAt: null, createdAt: tx.now, rowVersion: { increment: 1 } };
    await tx.db.member.updateMany({ where: { organizationId, id: memberId }, data });
  }
  await tx.db.invitation.updateMany({ where: { organizationId, id: invitation.id }, data: { acceptedById: userId } });
  const actor = { kind: "user", userId, memberId } as const;
  const deps = createDeps({ ...origin, actor, organizationId, permissions: new Set() });
  await recordAudit(tx, deps, "organization.join", {
    subjectId: memberId,
    details: { role, invitationId: invitation.id },
  });
  await announceOrganization(tx, deps, memberId);
  const organization = await tx.db.organization.findUnique({ where: { id: organizationId }, select: { slug: true } });
  if (organization === null) throw fail("organization.not-found");
  return organization.slug;
}
