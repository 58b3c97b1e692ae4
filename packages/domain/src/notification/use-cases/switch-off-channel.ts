import { recordAudit } from "../../audit/server.ts";
import { toTypedId } from "../../shared/index.ts";
import type { Deps, Tx } from "../../shared/server.ts";
import { notify } from "./notify.ts";
import { lockOpenMessages } from "./plan-messages.ts";

const SILENT = "Nothing could be delivered there for three days.";

/**
 * Switches a channel off that cannot be reached any more: ends what still waits for it, and says so in the inboxes of
 * those who may put it right.
 */
export async function switchOffChannel(tx: Tx, deps: Deps, channelId: string, why: string): Promise<void> {
  const { organizationId } = deps;
  const where = { organizationId, id: channelId, disabledAt: null };
  const channel = await tx.db.notificationChannel.findFirst({ where, select: { name: true } });
  if (channel === null) return;
  await tx.db.notificationChannel.updateMany({ where, data: { disabledAt: tx.now, disabledWhy: why } });
  await lockOpenMessages(tx, deps, channelId);
  await tx.db.notificationMessage.updateMany({
    where: { organizationId, channelId, state: { in: ["gathering", "waiting"] } },
    data: { state: "dead", endedAt: tx.now, claimedUntil: null },
  });
  await recordAudit(tx, deps, "notification.switch-off", {
    subjectId: channelId,
    details: { name: channel.name, why },
  });
  await tell(tx, deps, channelId, `The channel ${channel.name} was switched off. ${why}`);
}

/** A message was given up: when nothing has arrived since it was made, its channel is switched off. */
export async function tellOfLoss(tx: Tx, deps: Deps, channelId: string, since: Date): Promise<void> {
  const channel = await tx.db.notificationChannel.findFirst({
    where: { organizationId: deps.organizationId, id: channelId },
    select: { name: true, lastSentAt: true },
  });
  if (channel === null) return;
  const days = (tx.now.getTime() - since.getTime()) / 86_400_000;
  const silent = channel.lastSentAt === null || channel.lastSentAt < since;
  if (silent && days >= 3) await switchOffChannel(tx, deps, channelId, SILENT);
  else await tell(tx, deps, channelId, `A message to the channel ${channel.name} could not be delivered.`);
}

async function tell(tx: Tx, deps: Deps, channelId: string, title: string): Promise<void> {
  const organization = await tx.db.organization.findUnique({
    where: { id: deps.organizationId },
    select: { slug: true },
  });
  await notify(tx, deps, {
    kind: "notification.switch-off",
    title,
    href: `/o/${organization?.slug ?? ""}/settings/channel/${toTypedId("channel", channelId)}`,
    subjectId: channelId,
    to: { permission: "notification:configure" },
  });
}
