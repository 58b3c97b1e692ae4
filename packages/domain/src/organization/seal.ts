import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";

// The header names format and key, so that another cipher or a new key can stand beside old values.
const FORMAT = "s1";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** First 8 hexadecimal digits of the key's SHA-256: says which key a value needs, and nothing about the key. */
export function keyName(key: Buffer): string {
  return createHash("sha256").update("key-name\0").update(key).digest("hex").slice(0, 8);
}

/** AES-256-GCM as `s1.<key name>.<nonce, ciphertext and tag in base64url>`; `context` must be equal to open it. */
export function seal(key: Buffer, context: readonly string[], plain: Buffer): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(additionalData(context));
  const body = Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return `${FORMAT}.${keyName(key)}.${body.toString("base64url")}`;
}

/** Opens what seal made; throws when key, context or a byte differs. */
export function open(key: Buffer, context: readonly string[], sealed: string): Buffer {
  const [format, name, text] = sealed.split(".");
  if (format !== FORMAT || text === undefined) throw new Error("unknown format of a sealed value");
  if (name !== keyName(key)) throw new Error(`sealed with key ${name}, not with ${keyName(key)}`);
  const body = Buffer.from(text, "base64url");
  if (body.length < NONCE_BYTES + TAG_BYTES) throw new Error("a sealed value is too short");
  const decipher = createDecipheriv("aes-256-gcm", key, body.subarray(0, NONCE_BYTES));
  decipher.setAAD(additionalData(context));
  decipher.setAuthTag(body.subarray(body.length - TAG_BYTES));
  return Buffer.concat([decipher.update(body.subarray(NONCE_BYTES, body.length - TAG_BYTES)), decipher.final()]);
}

/** Parts with their lengths, so that no two lists give the same bytes. */
function additionalData(context: readonly string[]): Buffer {
  return Buffer.from(context.map((part) => `${Buffer.byteLength(part)}:${part}`).join(""));
}
