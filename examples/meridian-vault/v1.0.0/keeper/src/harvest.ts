import type { Address, PublicClient, WalletClient } from "viem";
import { vaultAbi } from "./abi.ts";

export interface Debtor {
  readonly account: Address;
  readonly booked: bigint;
  readonly owed: bigint;
}

/** Accounts to harvest, the largest interest first; none while all of it together is not worth the gas. */
export function due(debtors: readonly Debtor[], harvestFrom: bigint, most = 50): Address[] {
  const sorted = debtors
    .map(({ account, booked, owed }) => ({ account, interest: owed - booked }))
    .filter(({ interest }) => interest > 0n)
    .sort((a, b) => (a.interest < b.interest ? 1 : -1))
    .slice(0, most);
  const total = sorted.reduce((sum, { interest }) => sum + interest, 0n);
  return total < harvestFrom ? [] : sorted.map(({ account }) => account);
}

export async function readDebtor(client: PublicClient, vault: Address, account: Address): Promise<Debtor> {
  const [[, booked], owed] = await Promise.all([
    client.readContract({ address: vault, abi: vaultAbi, functionName: "positions", args: [account] }),
    client.readContract({ address: vault, abi: vaultAbi, functionName: "debtOf", args: [account] }),
  ]);
  return { account, booked, owed };
}

export async function harvest(
  client: PublicClient,
  wallet: WalletClient,
  vault: Address,
  accounts: Address[],
): Promise<void> {
  const { request } = await client.simulateContract({
    account: wallet.account ?? null,
    address: vault,
    abi: vaultAbi,
    functionName: "harvest",
    args: [accounts],
  });
  const hash = await wallet.writeContract(request);
  await client.waitForTransactionReceipt({ hash });
}
