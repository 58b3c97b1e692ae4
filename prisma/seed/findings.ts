import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { recordFinding } from "@redoubt/domain/finding/server";
import type { ProjectDeps } from "@redoubt/domain/shared/server";
import { attachPoc } from "@redoubt/domain/verification/server";

export interface PlantedWeakness {
  readonly id: string;
  readonly title: string;
  readonly severity: "critical" | "high" | "medium" | "low" | "info";
  readonly cwe: readonly string[];
  readonly scwe: readonly string[];
  readonly blind: boolean;
  readonly poc?: string | null;
}

/** What the finder wrote, by weakness: what happens, then what to do. */
const WORDS: Readonly<Record<string, { readonly description: string; readonly advice: string }>> = {
  W1: {
    description:
      "The first depositor can mint one share for 1 wei and then send mUSD straight to the vault. The price of a share rises, and a later deposit of 20,000 rounds down to no shares at all: the attacker withdraws both amounts.",
    advice:
      "Count with virtual shares and assets, or burn a first deposit, so that a donation cannot move the price far.",
  },
  W2: {
    description:
      "When feed and pool differ by more than 5 %, the oracle returns the pool's price. A flash loan moves the pool in the same transaction: 100 ETH then borrow everything that the vault holds.",
    advice:
      "Never let a price that can be moved inside one transaction win. Refuse to answer when the two differ, or use a mean over time with bounds.",
  },
  W7: {
    description:
      "The weight of a vote is the balance at the moment of voting. Tokens that have voted can be moved and vote again from another account, or be borrowed for one block.",
    advice: "Take the weight from a checkpoint at the block in which the proposal was made.",
  },
  W8: {
    description:
      "The admin of the timelock may set its delay to zero, queue an upgrade and execute it in the same bundle. The 48 hours that depositors rely on are only as good as the same three signers.",
    advice: "Let the delay change only through the timelock itself, with the old delay in force until then.",
  },
  W11: {
    description:
      "withdraw rounds the shares to burn down. A withdrawal of one unit burns none, so it is free, and can be repeated without end.",
    advice: "Round against the caller: up when shares are burned, down when they are minted.",
  },
  W15: {
    description:
      "Liquidation seizes collateral for the whole debt. When the collateral no longer covers it, the subtraction underflows and the call reverts: an insolvent position can never be closed and its bad debt stays.",
    advice: "Seize what is there, clear the debt that it covers, and write the rest off against reserves.",
  },
};

const SCOPE = { organization: "meridian-labs", project: "meridian-vault" };

/**
 * Records the weaknesses that no static tool sees, as their finder would have, and attaches their exploits. In the order
 * of the list, so that the first two are F-1 and F-2.
 */
export async function recordBlindFindings(
  finder: ProjectDeps,
  weaknesses: readonly PlantedWeakness[],
  example: string,
): Promise<void> {
  for (const weakness of weaknesses.filter((candidate) => candidate.blind)) {
    const finding = await recordFinding(finder, {
      ...SCOPE,
      title: weakness.title,
      description: WORDS[weakness.id]?.description ?? weakness.title,
      ...(WORDS[weakness.id] === undefined ? {} : { advice: WORDS[weakness.id]?.advice }),
      severity: weakness.severity,
      confidence: "high",
      classes: { cwe: [...weakness.cwe], scwe: [...weakness.scwe] },
    });
    if (weakness.poc == null) continue;
    const content = await readFile(join(example, "v1.0.0", weakness.poc), "utf8");
    const fileName = weakness.poc.split("/").at(-1) ?? weakness.poc;
    await attachPoc(finder, { ...SCOPE, finding: finding.number, fileName, content, rootPath: "" });
  }
}
