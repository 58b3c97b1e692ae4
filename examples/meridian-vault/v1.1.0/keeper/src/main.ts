import { setTimeout as sleep } from "node:timers/promises";
import { type Address, createPublicClient, createWalletClient, http } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { registryAbi, vaultAbi } from "./abi.ts";
import { readConfig } from "./config.ts";
import { due, harvest, readDebtor } from "./harvest.ts";
import { observe } from "./observe.ts";
import { report } from "./report.ts";
import { judge, readPrices } from "./watcher.ts";

const config = readConfig(process.env);
const transport = http(config.rpcUrl);
const client = createPublicClient({ transport });
const wallet = createWalletClient({ account: privateKeyToAccount(config.keeperKey), transport });

const borrowers = new Set<Address>();
const names = new Map<Address, string>();

client.watchContractEvent({
  address: config.vault,
  abi: vaultAbi,
  eventName: "Borrowed",
  onLogs: (logs) => {
    for (const { args } of logs) if (args.account !== undefined) borrowers.add(args.account);
  },
});

client.watchContractEvent({
  address: config.registry,
  abi: registryAbi,
  eventName: "MarketListed",
  onLogs: (logs) => {
    for (const { args } of logs) {
      if (args.vault === undefined || args.name === undefined) continue;
      names.set(args.vault, args.name);
      report(args.name, `listed at ${args.vault}`);
    }
  },
});

async function round(): Promise<void> {
  await observe(client, wallet, config.vault);
  for (const problem of judge(await readPrices(client, config.vault), config)) {
    report(names.get(config.vault) ?? config.vault, problem);
  }
  const debtors = await Promise.all([...borrowers].map((account) => readDebtor(client, config.vault, account)));
  const accounts = due(debtors, config.harvestFrom);
  if (accounts.length > 0) await harvest(client, wallet, config.vault, accounts);
}

for (;;) {
  await round().catch((error: unknown) => console.error("round failed", error));
  await sleep(60_000);
}
