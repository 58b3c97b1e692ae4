import type { Deps } from "../../shared/server.ts";
import { fail } from "../errors.ts";
import { ownMemberId } from "../own.ts";
import type { MarkNotificationRead } from "../schema.ts";
import { announceTo } from "./notify.ts";

/** Marks one of the member's own messages as read; reading twice changes nothing. Throws notification.not-found. */
export async function markNotificationRead(deps: Deps, input: MarkNotificationRead): Promise<void> {
  const memberId = ownMemberId(deps);
  await deps.withOrganization(async (tx) => {
    const where = { organizationId: deps.organizationId, memberId, id: input.id };
    const found = await tx.db.notification.findFirst({ where, select: { readAt: true } });
    if (found === null) throw fail("notification.not-found");
    if (found.readAt !== null) return;
    await tx.db.notification.updateMany({ where, data: { readAt: tx.now } });
    await announceTo(tx, deps, memberId);
  });
}

/** Marks all of the member's own messages as read. */
export async function markAllNotificationsRead(deps: Deps): Promise<{ marked: number }> {
  const memberId = ownMemberId(deps);
  return deps.withOrganization(async (tx) => {
    const where = { organizationId: deps.organizationId, memberId, readAt: null };
    const { count } = await tx.db.notification.updateMany({ where, data: { readAt: tx.now } });
    if (count > 0) await announceTo(tx, deps, memberId);
    return { marked: count };
  });
}
