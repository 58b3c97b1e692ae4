import { recordAudit } from "../../audit/server.ts";
import type { Deps } from "../../shared/server.ts";
import type { SelectChannel } from "../schema.ts";
import { announceChannels, findChannel } from "./find-channel.ts";

/** Removes a channel with its secret, its waiting messages and its log. Throws notification.channel-not-found. */
export async function removeChannel(deps: Deps, input: SelectChannel): Promise<void> {
  await deps.withOrganization(async (tx) => {
    const { name, kind, host } = await findChannel(tx, deps, input.channelId, { name: true, kind: true, host: true });
    await tx.db.notificationChannel.deleteMany({ where: { organizationId: deps.organizationId, id: input.channelId } });
    await recordAudit(tx, deps, "notification.remove-channel", {
      subjectId: input.channelId,
      details: { name, kind, host },
    });
    await announceChannels(tx, deps);
  });
}
