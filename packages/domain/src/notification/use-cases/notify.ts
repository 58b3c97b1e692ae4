import { findMembersWith } from "../../organization/server.ts";
import type { Permission } from "../../organization/index.ts";
import { newId } from "../../shared/index.ts";
import type { Deps, Tx } from "../../shared/server.ts";

export interface NotifyInput {
  /** `<slice>.<event>`, for example `scan.failed`. */
  readonly kind: string;
  /** One sentence. Restricted subjects: number only, never their content. */
  readonly title: string;
  /** Path inside the product, starting with `/o/`. */
  readonly href?: string;
  readonly projectId?: string;
  readonly subjectId?: string;
  /** Members by id, or all that have a permission (in the project when one is named). */
  readonly to: { readonly memberIds: readonly string[] } | { readonly permission: Permission };
}

/**
 * Leaves a message for members, in the caller's transaction: it is told only if the change is real. The acting
 * member gets none. Answers with the number of messages.
 */
export async function notify(tx: Tx, deps: Deps, input: NotifyInput): Promise<number> {
  const { organizationId } = deps;
  const acting = deps.actor.kind === "user" ? deps.actor.memberId : undefined;
  const recipients = (await findRecipients(tx, deps, input)).filter((memberId) => memberId !== acting);
  if (recipients.length === 0) return 0;
  const href = input.href?.startsWith("/o/") === true ? input.href : null;
  await tx.db.notification.createMany({
    data: recipients.map((memberId) => ({
      ...{ organizationId, id: newId(), memberId, kind: input.kind, title: input.title.slice(0, 300), href },
      ...{ projectId: input.projectId ?? null, subjectId: input.subjectId ?? null, createdAt: tx.now },
    })),
  });
  for (const memberId of recipients) await announceTo(tx, deps, memberId);
  return recipients.length;
}

/** Tells the member's open pages to look again. */
export async function announceTo(tx: Tx, deps: Deps, memberId: string): Promise<void> {
  await tx.announce({ organizationId: deps.organizationId, topic: "notification", subjectId: memberId });
}

async function findRecipients(tx: Tx, deps: Deps, input: NotifyInput): Promise<string[]> {
  if ("permission" in input.to) {
    return (await findMembersWith(tx, deps, input.to.permission, input.projectId)).map((member) => member.memberId);
  }
  const rows = await tx.db.member.findMany({
    where: { organizationId: deps.organizationId, removedAt: null, id: { in: [...new Set(input.to.memberIds)] } },
    select: { id: true },
  });
  return rows.map((row) => row.id);
}
