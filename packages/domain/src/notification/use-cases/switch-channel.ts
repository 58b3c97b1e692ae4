import { recordAudit } from "../../audit/server.ts";
import type { Deps } from "../../shared/server.ts";
import type { Channel, SwitchChannel } from "../schema.ts";
import { announceChannels, findChannel } from "./find-channel.ts";
import { readChannel } from "./list-channels.ts";
import { lockOpenMessages } from "./plan-messages.ts";

/**
 * Switches a channel on, or off: then what waits for it is not sent, and nothing that happens meanwhile is. Throws
 * notification.channel-not-found.
 */
export async function switchChannel(deps: Deps, input: SwitchChannel): Promise<Channel> {
  return deps.withOrganization(async (tx) => {
    const { organizationId } = deps;
    const { channelId, on } = input;
    const before = await findChannel(tx, deps, channelId, { disabledAt: true, name: true });
    if ((before.disabledAt === null) === on) return readChannel(tx, deps, channelId);
    await tx.db.notificationChannel.updateMany({
      where: { organizationId, id: channelId },
      data: {
        ...(on
          ? { disabledAt: null, disabledWhy: null }
          : { disabledAt: tx.now, disabledWhy: "Switched off by hand." }),
        ...{ updatedAt: tx.now, rowVersion: { increment: 1 } },
      },
    });
    if (!on) {
      await lockOpenMessages(tx, deps, channelId);
      await tx.db.notificationMessage.updateMany({
        where: { organizationId, channelId, state: { in: ["gathering", "waiting"] } },
        data: { state: "dropped", endedAt: tx.now, claimedUntil: null },
      });
    }
    const action = on ? "notification.switch-on" : "notification.switch-off";
    await recordAudit(tx, deps, action, { subjectId: channelId, details: { name: before.name } });
    await announceChannels(tx, deps);
    return readChannel(tx, deps, channelId);
  });
}
