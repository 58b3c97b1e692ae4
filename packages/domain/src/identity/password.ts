import { argon2, randomBytes, timingSafeEqual } from "node:crypto";

// OWASP's first recommendation for argon2id: 19 MiB, two passes, one lane.
const COST = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const TAG_BYTES = 32;

interface Phc {
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
  readonly salt: Buffer;
  readonly tag: Buffer;
}

/** A PHC string: `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<tag>`, unpadded base64. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const tag = await derive(password, { ...COST, salt, tag: Buffer.alloc(TAG_BYTES) });
  return `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${unpadded(salt)}$${unpadded(tag)}`;
}

/**
 * True when the password has this hash. Without a hash (unknown account, or one that signs in elsewhere) it does the
 * same work and says no.
 */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  const stored = hash === null ? undefined : parse(hash);
  const reference = stored ?? NOBODY;
  const tag = await derive(password, reference);
  return timingSafeEqual(tag, reference.tag) && stored !== undefined;
}

/** True when the hash was made at another cost than today's, so that the next sign-in should renew it. */
export function needsRehash(hash: string): boolean {
  const phc = parse(hash);
  return (
    phc === undefined ||
    phc.memory !== COST.memory ||
    phc.passes !== COST.passes ||
    phc.parallelism !== COST.parallelism
  );
}

const NOBODY: Phc = { ...COST, salt: randomBytes(16), tag: randomBytes(TAG_BYTES) };

function derive(password: string, phc: Phc): Promise<Buffer> {
  const { memory, passes, parallelism, salt, tag } = phc;
  return new Promise((resolve, reject) => {
    // NFKC: the same keys give the same bytes on every system.
    const parameters = {
      message: password.normalize("NFKC"),
      nonce: salt,
      memory,
      passes,
      parallelism,
      tagLength: tag.length,
    };
    argon2("argon2id", parameters, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
}

function parse(text: string): Phc | undefined {
  const match =
    /^\$argon2id\$v=19\$m=(\d{4,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,64})\$([A-Za-z0-9+/]{22,86})$/.exec(
      text,
    );
  if (match === null) return undefined;
  const [, memory = "", passes = "", parallelism = "", salt = "", tag = ""] = match;
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, "base64"),
    tag: Buffer.from(tag, "base64"),
  };
}

function unpadded(bytes: Buffer): string {
  return bytes.toString("base64").replace(/=+$/, "");
}
