import { findMembersWith } from "../../organization/server.ts";
import type { Deps, Prisma, Tx } from "../../shared/server.ts";
import { fail } from "../errors.ts";
import { announceTo } from "./notify.ts";

/** A channel of the organization with the columns asked for. Throws notification.channel-not-found. */
export async function findChannel<S extends Prisma.NotificationChannelSelect>(
  tx: Tx,
  deps: Deps,
  channelId: string,
  select: S,
): Promise<Prisma.NotificationChannelGetPayload<{ select: S }>> {
  const row = await tx.db.notificationChannel.findFirst({
    where: { organizationId: deps.organizationId, id: channelId },
    select,
  });
  if (row === null) throw fail("notification.channel-not-found");
  return row as Prisma.NotificationChannelGetPayload<{ select: S }>;
}

/** Tells the open pages of those who configure channels that one of them changed. */
export async function announceChannels(tx: Tx, deps: Deps): Promise<void> {
  for (const { memberId } of await findMembersWith(tx, deps, "notification:configure")) {
    await announceTo(tx, deps, memberId);
  }
}
