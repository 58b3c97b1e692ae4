import { recordAudit } from "../../audit/server.ts";
import type { Deps } from "../../shared/server.ts";
import { fail } from "../errors.ts";
import type { SelectMessage } from "../schema.ts";
import { announceChannels, findChannel } from "./find-channel.ts";
import { wakeLane } from "./plan-messages.ts";

/**
 * Sends a message of a channel again, now and by the whole schedule: with the same id and words, so that a receiver
 * that has it knows it. Throws notification.message-not-found, notification.not-sendable and notification.switched-off.
 */
export async function resendMessage(deps: Deps, input: SelectMessage): Promise<void> {
  await deps.withOrganization(async (tx) => {
    const where = { organizationId: deps.organizationId, id: input.messageId, channelId: { not: null } };
    const row = await tx.db.notificationMessage.findFirst({
      where,
      select: { channelId: true, content: true, lane: true, claimedUntil: true },
    });
    if (row === null || row.channelId === null) throw fail("notification.message-not-found");
    const { name, disabledAt } = await findChannel(tx, deps, row.channelId, { name: true, disabledAt: true });
    if (disabledAt !== null) throw fail("notification.switched-off");
    const running = row.claimedUntil !== null && row.claimedUntil > tx.now;
    if (row.content === null || running) throw fail("notification.not-sendable");
    await tx.db.notificationMessage.updateMany({
      where,
      data: { state: "waiting", attempt: 0, endedAt: null, claimedUntil: null, nextAttemptAt: tx.now },
    });
    await recordAudit(tx, deps, "notification.resend", { subjectId: input.messageId, details: { channel: name } });
    await wakeLane(tx, deps, row.lane, tx.now);
    await announceChannels(tx, deps);
  });
}
