import { recordAudit } from "../../audit/server.ts";
import { newId } from "../../shared/index.ts";
import type { Deps } from "../../shared/server.ts";
import { resolveAddress } from "../channel-address.ts";
import { fail } from "../errors.ts";
import type { Channel, CreateChannel } from "../schema.ts";
import { announceChannels } from "./find-channel.ts";
import { findProjects } from "./find-projects.ts";
import { readChannel } from "./list-channels.ts";
import { secretColumns } from "./store-secret.ts";

/** A channel, and its signing key when one was made: this is the only time that it is told. */
export interface ChannelWithKey {
  readonly channel: Channel;
  readonly key: string | null;
}

/**
 * Adds a place that messages go to; its secret is sealed before it is stored. Throws notification.address-needed,
 * notification.token-needed, notification.room-needed, notification.project-not-found and identity.stale-session.
 */
export async function createChannel(deps: Deps, input: CreateChannel): Promise<ChannelWithKey> {
  const address = resolveAddress(input.kind, input, null);
  if (typeof address === "string") throw fail(address);
  return deps.withOrganization(async (tx) => {
    const id = newId();
    const projectIds = await findProjects(tx, deps, input.projects);
    const { columns, key } = await secretColumns(tx, deps, id, address.secret);
    const { name, kind, threshold, digest, digestAt, zone } = input;
    const { url, host, room } = address;
    await tx.db.notificationChannel.createMany({
      data: [
        {
          ...{ organizationId: deps.organizationId, id, name, kind, url, host, room, ...columns },
          ...{ projectIds, threshold, digest, digestAt, zone, createdAt: tx.now, updatedAt: tx.now },
        },
      ],
    });
    await recordAudit(tx, deps, "notification.create-channel", {
      subjectId: id,
      after: { name, kind, host, room, projectIds, threshold, digest, digestAt, zone },
      details: { name, kind, host },
    });
    await announceChannels(tx, deps);
    return { channel: await readChannel(tx, deps, id), key };
  });
}
