import { randomBytes } from "node:crypto";
import { requireFreshSignIn } from "../../identity/server.ts";
import { sealSecret } from "../../organization/server.ts";
import type { Deps, Tx } from "../../shared/server.ts";
import type { NewAddress } from "../channel-address.ts";
import { SECRET_FIELD } from "./open-target.ts";

/** A new signing key as Standard Webhooks writes it: 32 random bytes. */
export function makeSigningKey(): string {
  return `whsec_${randomBytes(32).toString("base64")}`;
}

/**
 * Columns for the secret of an address, and the key to show once when one was made. A new secret wants a sign-in of the
 * last minutes. Throws identity.stale-session.
 */
export async function secretColumns(
  tx: Tx,
  deps: Deps,
  channelId: string,
  secret: NewAddress["secret"],
): Promise<{ columns: SecretColumns; key: string | null }> {
  if (secret === "keep") return { columns: {}, key: null };
  const forgotten = { secretSealed: null, oldSecretSealed: null, oldSecretUntil: null };
  if (secret === "clear") return { columns: forgotten, key: null };
  requireFreshSignIn(tx, deps);
  const key = secret === "make" ? makeSigningKey() : null;
  const text = typeof secret === "object" ? secret.seal : (key ?? "");
  const secretSealed = await sealSecret(tx, deps, { record: channelId, field: SECRET_FIELD }, text);
  return { columns: { ...forgotten, secretSealed }, key };
}

export interface SecretColumns {
  readonly secretSealed?: string | null;
  readonly oldSecretSealed?: null;
  readonly oldSecretUntil?: null;
}
