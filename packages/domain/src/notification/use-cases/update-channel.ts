import { recordAudit } from "../../audit/server.ts";
import type { Deps } from "../../shared/server.ts";
import { resolveAddress } from "../channel-address.ts";
import { fail } from "../errors.ts";
import { ChannelKind, type UpdateChannel } from "../schema.ts";
import type { ChannelWithKey } from "./create-channel.ts";
import { announceChannels, findChannel } from "./find-channel.ts";
import { findProjects } from "./find-projects.ts";
import { readChannel } from "./list-channels.ts";
import { secretColumns } from "./store-secret.ts";

/**
 * Changes what a channel is told and where it leads. A new host clears the stored token, and makes a new signing key:
 * a secret is never sent to a host that was set after it. Throws notification.channel-not-found, notification.stale,
 * notification.address-needed, notification.token-needed, notification.room-needed, notification.project-not-found and,
 * when a secret is entered or made, identity.stale-session.
 */
export async function updateChannel(deps: Deps, input: UpdateChannel): Promise<ChannelWithKey> {
  return deps.withOrganization(async (tx) => {
    const { organizationId } = deps;
    const select = { kind: true, url: true, host: true, room: true, name: true } as const;
    const before = await findChannel(tx, deps, input.channelId, select);
    const address = resolveAddress(ChannelKind.parse(before.kind), input, before);
    if (typeof address === "string") throw fail(address);
    const projectIds = await findProjects(tx, deps, input.projects);
    const { columns, key } = await secretColumns(tx, deps, input.channelId, address.secret);
    const { name, threshold, digest, digestAt, zone } = input;
    const { url, host, room } = address;
    const changed = await tx.db.notificationChannel.updateMany({
      where: { organizationId, id: input.channelId, rowVersion: input.rowVersion },
      data: {
        ...{ name, url, host, room, ...columns, projectIds, threshold, digest, digestAt, zone },
        ...{ updatedAt: tx.now, rowVersion: { increment: 1 } },
      },
    });
    if (changed.count === 0) throw fail("notification.stale");
    await recordAudit(tx, deps, "notification.update-channel", {
      subjectId: input.channelId,
      before,
      after: { name, host, room, projectIds, threshold, digest, digestAt, zone },
      details: { name, host, secret: typeof address.secret === "string" ? address.secret : "replace" },
    });
    await announceChannels(tx, deps);
    return { channel: await readChannel(tx, deps, input.channelId), key };
  });
}
