import { hkdfSync, randomBytes } from "node:crypto";
import type { Deps, Tx } from "../../shared/server.ts";
import { fail } from "../errors.ts";
import { rootKey } from "../root-key.ts";
import { open, seal } from "../seal.ts";

/** Where a secret is stored: the id of its row and `<table>.<field>`. A ciphertext copied elsewhere cannot be opened. */
export interface SecretPlace {
  readonly record: string;
  readonly field: string;
}

/** A new data key of an organization, wrapped by the root key: what `organization.wrapped_data_key` holds. */
export function newWrappedDataKey(organizationId: string): string {
  return seal(rootKey(), ["data-key", organizationId], randomBytes(32));
}

/** Seals a secret with the organization's data key; the answer is what to store. */
export async function sealSecret(tx: Tx, deps: Deps, place: SecretPlace, secret: string): Promise<string> {
  return seal(await dataKey(tx, deps), context(deps, place), Buffer.from(secret, "utf8"));
}

/** Opens what sealSecret made for the same organization and place. Throws organization.secret-unreadable. */
export async function openSecret(tx: Tx, deps: Deps, place: SecretPlace, sealed: string): Promise<string> {
  const key = await dataKey(tx, deps);
  try {
    return open(key, context(deps, place), sealed).toString("utf8");
  } catch (error) {
    throw fail("organization.secret-unreadable", { cause: error });
  }
}

/**
 * A key of the organization for keyed hashes of one purpose (`<slice>.<use>`), 64 hexadecimal digits: the same every
 * time, and useless for opening anything.
 */
export async function hashKey(tx: Tx, deps: Deps, purpose: string): Promise<string> {
  const key = await dataKey(tx, deps);
  return Buffer.from(hkdfSync("sha256", key, deps.organizationId, `hash-key:${purpose}`, 32)).toString("hex");
}

async function dataKey(tx: Tx, deps: Deps): Promise<Buffer> {
  const row = await tx.db.organization.findUnique({
    where: { id: deps.organizationId },
    select: { wrappedDataKey: true },
  });
  if (row === null) throw fail("organization.not-found");
  const root = rootKey();
  try {
    return open(root, ["data-key", deps.organizationId], row.wrappedDataKey);
  } catch (error) {
    throw fail("organization.secret-unreadable", { cause: error });
  }
}

function context(deps: Deps, place: SecretPlace): string[] {
  return ["secret", deps.organizationId, place.record, place.field];
}
