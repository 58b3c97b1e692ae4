import { openSecret } from "../../organization/server.ts";
import type { Deps, Tx } from "../../shared/server.ts";
import type { DeliveryTarget } from "../delivery.ts";
import { ChannelKind } from "../schema.ts";

export const SECRET_FIELD = "notification_channel.secret";
export const OLD_SECRET_FIELD = "notification_channel.old_secret";

/** Where a channel leads, with its secret opened; null when it has none. Throws organization.secret-unreadable. */
export async function openTarget(tx: Tx, deps: Deps, channelId: string): Promise<DeliveryTarget | null> {
  const row = await tx.db.notificationChannel.findFirst({
    where: { organizationId: deps.organizationId, id: channelId },
    select: {
      ...{ kind: true, url: true, room: true, secretSealed: true },
      oldSecretSealed: true,
      oldSecretUntil: true,
    },
  });
  if (row?.secretSealed == null) return null;
  const open = (field: string, sealed: string): Promise<string> =>
    openSecret(tx, deps, { record: channelId, field }, sealed);
  const secret = await open(SECRET_FIELD, row.secretSealed);
  const kind = ChannelKind.parse(row.kind);
  const url = row.url ?? "";
  const room = row.room ?? "";
  switch (kind) {
    case "slack":
    case "discord":
    case "teams":
      return { kind, url: secret };
    case "slack-bot":
      return { kind, url, token: secret, channel: room };
    case "telegram":
      return { kind, url, token: secret, chat: room };
    case "webhook": {
      const old = row.oldSecretSealed;
      const both = old !== null && row.oldSecretUntil !== null && row.oldSecretUntil > tx.now;
      return { kind, url, keys: both ? [secret, await open(OLD_SECRET_FIELD, old)] : [secret] };
    }
  }
}
