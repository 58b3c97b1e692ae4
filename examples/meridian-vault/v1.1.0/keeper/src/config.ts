import { createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Address, Hex } from "viem";

export interface Config {
  readonly rpcUrl: string;
  readonly vault: Address;
  readonly registry: Address;
  readonly keeperKey: Hex;
  /** Unbooked interest, in wei of mUSD, from which a harvest is worth its gas. */
  readonly harvestFrom: bigint;
  readonly maxFeedAgeSeconds: bigint;
  readonly maxDeviationPercent: bigint;
}

export function readConfig(env: NodeJS.ProcessEnv): Config {
  return {
    rpcUrl: need(env, "RPC_URL"),
    vault: need(env, "VAULT") as Address,
    registry: need(env, "REGISTRY") as Address,
    keeperKey: keyFromPem(readFileSync(need(env, "KEEPER_KEY_FILE"), "utf8")),
    harvestFrom: 25n * 10n ** 18n,
    maxFeedAgeSeconds: 1_200n,
    maxDeviationPercent: 3n,
  };
}

/** The 32 bytes of a secp256k1 key, as viem wants them. */
export function keyFromPem(pem: string): Hex {
  const { d } = createPrivateKey(pem).export({ format: "jwk" });
  if (d === undefined) throw new Error("the keeper's key holds no private part");
  return `0x${Buffer.from(d, "base64url").toString("hex")}`;
}

function need(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  if (value === undefined || value === "") throw new Error(`${name} is not set`);
  return value;
}
