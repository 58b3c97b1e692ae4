import type { Deps, Prisma, Tx } from "../../shared/server.ts";
import { fail } from "../errors.ts";

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

/** Tells open settings pages that a channel changed. */
export async function announceChannel(tx: Tx, deps: Deps, channelId: string): Promise<void> {
  await tx.announce({ organizationId: deps.organizationId, topic: "channel", subjectId: channelId });
}
