/** Set once by each composition root. On `globalThis`, because a bundler may load this file more than once. */
const SLOT = Symbol.for("redoubt.root-key");

/** Names the installation's root key: 32 bytes as 64 hexadecimal digits. Throws on anything else. */
export function useRootKey(hex: string): void {
  if (!/^[0-9a-f]{64}$/i.test(hex)) throw new Error("the root key must be 32 bytes in hexadecimal");
  (globalThis as Record<symbol, unknown>)[SLOT] = Buffer.from(hex, "hex");
}

/** The root key; throws when the composition root has named none, so that nothing is ever sealed with a default. */
export function rootKey(): Buffer {
  const key = (globalThis as Record<symbol, unknown>)[SLOT];
  if (!Buffer.isBuffer(key)) throw new Error("no root key was named: call useRootKey first");
  return key;
}
