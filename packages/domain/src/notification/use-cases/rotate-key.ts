import { recordAudit } from "../../audit/server.ts";
import { requireFreshSignIn } from "../../identity/server.ts";
import { openSecret, sealSecret } from "../../organization/server.ts";
import type { Deps } from "../../shared/server.ts";
import { fail } from "../errors.ts";
import type { SelectChannel } from "../schema.ts";
import type { ChannelWithKey } from "./create-channel.ts";
import { announceChannels, findChannel } from "./find-channel.ts";
import { readChannel } from "./list-channels.ts";
import { OLD_SECRET_FIELD, SECRET_FIELD } from "./open-target.ts";
import { makeSigningKey } from "./store-secret.ts";

/** How long messages carry both signatures, so that receivers can change over. */
const BOTH_MS = 24 * 3_600_000;

/**
 * Makes a new signing key for a plain webhook; the one before signs beside it for a day. Throws
 * notification.channel-not-found, notification.not-a-webhook and identity.stale-session.
 */
export async function rotateKey(deps: Deps, input: SelectChannel): Promise<ChannelWithKey> {
  return deps.withOrganization(async (tx) => {
    const { channelId } = input;
    const before = await findChannel(tx, deps, channelId, { kind: true, name: true, secretSealed: true });
    if (before.kind !== "webhook") throw fail("notification.not-a-webhook");
    requireFreshSignIn(tx, deps);
    const key = makeSigningKey();
    const at = (field: string): { record: string; field: string } => ({ record: channelId, field });
    const old = before.secretSealed;
    // Sealed anew: a sealed value opens at its own place only.
    const oldSecretSealed =
      old === null
        ? null
        : await sealSecret(tx, deps, at(OLD_SECRET_FIELD), await openSecret(tx, deps, at(SECRET_FIELD), old));
    await tx.db.notificationChannel.updateMany({
      where: { organizationId: deps.organizationId, id: channelId },
      data: {
        ...{ secretSealed: await sealSecret(tx, deps, at(SECRET_FIELD), key), oldSecretSealed },
        oldSecretUntil: old === null ? null : new Date(tx.now.getTime() + BOTH_MS),
        ...{ updatedAt: tx.now, rowVersion: { increment: 1 } },
      },
    });
    await recordAudit(tx, deps, "notification.rotate-key", { subjectId: channelId, details: { name: before.name } });
    await announceChannels(tx, deps);
    return { channel: await readChannel(tx, deps, channelId), key };
  });
}
