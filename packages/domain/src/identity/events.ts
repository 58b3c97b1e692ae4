import { newId } from "../shared/index.ts";
import type { Tx } from "../shared/server.ts";

/** What happens to accounts and sessions; kept apart from the audit log because no organization is known. */
export type IdentityEventKind =
  | "signed-in"
  | "sign-in-failed"
  | "sign-in-refused"
  | "rate-limited"
  | "signed-out"
  | "session-revoked"
  | "password-changed"
  | "name-changed"
  | "identity-linked"
  | "account-created";

export interface IdentityEventRecord {
  readonly kind: IdentityEventKind;
  readonly userId?: string | null;
  readonly emailHash?: string | null;
  readonly address: string | null;
  readonly requestId: string | null;
}

/** Appends one event in the transaction of what it tells. */
export async function recordIdentityEvent(tx: Tx, record: IdentityEventRecord): Promise<void> {
  const { kind, userId = null, emailHash = null, address, requestId } = record;
  await tx.db.identityEvent.createMany({
    data: [{ id: newId(), at: tx.now, kind, userId, emailHash, address, requestId }],
  });
}

/** Tells open streams that a session of this person ended; identity belongs to no organization, so the field is empty. */
export async function announceSessionEnd(tx: Tx, userId: string): Promise<void> {
  await tx.announce({ organizationId: "", topic: "identity", subjectId: userId });
}
