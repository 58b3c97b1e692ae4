import type { Deps, Tx } from "../../shared/server.ts";
import { CHANNEL_SELECT, type ChannelRow, loadProjects, toAttempts, toChannel } from "../row.ts";
import type { Channel, DeliveryAttempt, SelectChannel } from "../schema.ts";
import { findChannel } from "./find-channel.ts";

/** The organization's channels by name, each with its newest attempt. */
export async function listChannels(deps: Deps): Promise<Channel[]> {
  return deps.withOrganization(async (tx) => {
    const rows = await tx.db.notificationChannel.findMany({
      where: { organizationId: deps.organizationId },
      select: CHANNEL_SELECT,
    });
    return (await toChannels(tx, deps, rows)).sort((a, b) => a.name.localeCompare(b.name, "en"));
  });
}

/** One channel. Throws notification.channel-not-found. */
export async function getChannel(deps: Deps, input: SelectChannel): Promise<Channel> {
  return deps.withOrganization((tx) => readChannel(tx, deps, input.channelId));
}

/** One channel inside an open transaction. Throws notification.channel-not-found. */
export async function readChannel(tx: Tx, deps: Deps, channelId: string): Promise<Channel> {
  const [channel] = await toChannels(tx, deps, [await findChannel(tx, deps, channelId, CHANNEL_SELECT)]);
  if (channel === undefined) throw new Error("a channel was read and is not there");
  return channel;
}

async function toChannels(tx: Tx, deps: Deps, rows: readonly ChannelRow[]): Promise<Channel[]> {
  const projects = await loadProjects(tx, deps);
  const newest = await tx.db.$queryRaw<{ channelId: string; log: unknown }[]>`
    SELECT DISTINCT ON ("channel_id") "channel_id" AS "channelId", "log" FROM "notification_message"
    WHERE "organization_id" = ${deps.organizationId}::uuid AND "channel_id" = ANY(${rows.map(({ id }) => id)}::uuid[])
      AND jsonb_array_length("log") > 0
    ORDER BY "channel_id", "log" -> -1 ->> 'at' DESC`;
  const last = new Map<string, DeliveryAttempt | undefined>(
    newest.map(({ channelId, log }) => [channelId, toAttempts(log).at(-1)]),
  );
  return rows.map((row) => toChannel(row, projects, last.get(row.id) ?? null, tx.now));
}
