// Also runs inside the jail: Node itself only.
import { createHash, createHmac } from "node:crypto";

const SHOWN = 4;

/** A secret as it may be stored and shown: at most its first four characters (a quarter of a short one) and its length. */
export function maskSecret(secret: string): string {
  const shown = secret.slice(0, Math.min(SHOWN, Math.floor(secret.length / 4)));
  return `${shown.replace(/[^\x21-\x7e]/g, "?")}… (${secret.length} characters)`;
}

/** Stands for a secret between the jail and `parse`; never stored, because short secrets could be guessed from it. */
export function secretDigest(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** The fingerprint of a secret that may be stored: keyed, so that nobody without the key can test a guess. */
export function secretFingerprint(digest: string, key: string) {
  const value = createHmac("sha256", key).update(digest).digest("hex");
  return { algorithm: "secret", version: 1, value };
}
