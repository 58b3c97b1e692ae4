import type { Address, PublicClient, WalletClient } from "viem";
import { oracleAbi, vaultAbi } from "./abi.ts";

/** Begins a new window of the oracle's mean price when the running one is complete. */
export async function observe(client: PublicClient, wallet: WalletClient, vault: Address): Promise<void> {
  const oracle = await client.readContract({ address: vault, abi: vaultAbi, functionName: "oracle" });
  const [[time], window, block] = await Promise.all([
    client.readContract({ address: oracle, abi: oracleAbi, functionName: "latest" }),
    client.readContract({ address: oracle, abi: oracleAbi, functionName: "WINDOW" }),
    client.getBlock(),
  ]);
  if (block.timestamp < time + window) return;
  const { request } = await client.simulateContract({
    account: wallet.account ?? null,
    address: oracle,
    abi: oracleAbi,
    functionName: "observe",
  });
  await client.waitForTransactionReceipt({ hash: await wallet.writeContract(request) });
}
