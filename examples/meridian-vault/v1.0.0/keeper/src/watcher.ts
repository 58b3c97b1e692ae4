import type { Address, PublicClient } from "viem";
import { feedAbi, oracleAbi, poolAbi, vaultAbi } from "./abi.ts";

export interface Reading {
  readonly feed: bigint;
  readonly feedAgeSeconds: bigint;
  readonly pool: bigint;
}

export interface Limits {
  readonly maxFeedAgeSeconds: bigint;
  readonly maxDeviationPercent: bigint;
}

/** What is wrong with a reading, in words; an empty list when all is well. */
export function judge(reading: Reading, limits: Limits): string[] {
  const problems: string[] = [];
  if (reading.feed <= 0n) return ["the feed answers zero or less"];
  if (reading.feedAgeSeconds > limits.maxFeedAgeSeconds) {
    problems.push(`the feed is ${reading.feedAgeSeconds / 60n} minutes old`);
  }
  const apart = reading.feed > reading.pool ? reading.feed - reading.pool : reading.pool - reading.feed;
  const percent = (apart * 100n) / reading.feed;
  if (percent > limits.maxDeviationPercent) problems.push(`feed and pool are ${percent} % apart`);
  return problems;
}

export async function readPrices(client: PublicClient, vault: Address): Promise<Reading> {
  const oracle = await client.readContract({ address: vault, abi: vaultAbi, functionName: "oracle" });
  const [feedAddress, poolAddress] = await Promise.all([
    client.readContract({ address: oracle, abi: oracleAbi, functionName: "FEED" }),
    client.readContract({ address: oracle, abi: oracleAbi, functionName: "POOL" }),
  ]);
  const [[, answer, , updatedAt], pool, block] = await Promise.all([
    client.readContract({ address: feedAddress, abi: feedAbi, functionName: "latestRoundData" }),
    client.readContract({ address: poolAddress, abi: poolAbi, functionName: "quote" }),
    client.getBlock(),
  ]);
  return { feed: answer * 10n ** 10n, feedAgeSeconds: block.timestamp - updatedAt, pool };
}
