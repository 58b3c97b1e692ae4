import { newId } from "../../shared/index.ts";
import { actorToken, actorUserId, type Deps, type Prisma, type Tx } from "../../shared/server.ts";
import { digest } from "../digest.ts";

export interface AuditRecord {
  readonly subjectId?: string;
  readonly projectId?: string;
  /** States before and after; only their digests are stored. */
  readonly before?: unknown;
  readonly after?: unknown;
  /** Small plain facts for the reader; never secrets, never content of others. */
  readonly details?: Prisma.InputJsonObject;
  readonly outcome?: "done" | "denied";
}

/** Writes one audit event in the transaction of the change: if it cannot be written, the change fails. */
export async function recordAudit(tx: Tx, deps: Deps, action: string, record: AuditRecord = {}): Promise<void> {
  await tx.db.auditEvent.createMany({
    data: [
      {
        organizationId: deps.organizationId,
        id: newId(),
        at: tx.now,
        actorKind: deps.actor.kind,
        actorUserId: actorUserId(deps),
        tokenId: actorToken(deps)?.tokenId ?? null,
        action,
        outcome: record.outcome ?? "done",
        subjectId: record.subjectId ?? null,
        projectId: record.projectId ?? null,
        beforeDigest: record.before === undefined ? null : digest(record.before),
        afterDigest: record.after === undefined ? null : digest(record.after),
        details: record.details ?? {},
        requestId: deps.requestId,
      },
    ],
  });
}
