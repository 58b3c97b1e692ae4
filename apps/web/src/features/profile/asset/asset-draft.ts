import { AddAsset, type Asset } from "@redoubt/domain/profile";
import { readNumber } from "../read-number.ts";

/** The fields of an asset as they are typed. */
export interface AssetDraft {
  readonly name: string;
  readonly kind: string;
  readonly exposure: string;
  readonly amount: string;
  readonly currency: string;
  readonly valueUsd: string;
  readonly drainUsdPerMinute: string;
  readonly liquidityUsd: string;
  readonly contracts: string;
  readonly deployedOn: string;
  readonly sourceVerified: string;
  readonly note: string;
}

const EMPTY: AssetDraft = {
  ...{ name: "", kind: "contract", exposure: "public", amount: "", currency: "USD", valueUsd: "" },
  ...{ drainUsdPerMinute: "", liquidityUsd: "", contracts: "", deployedOn: "", sourceVerified: "unknown", note: "" },
};

export function draftOf(asset: Asset | null): AssetDraft {
  if (asset === null) return EMPTY;
  const number = (value: number | null): string => (value === null ? "" : String(value));
  return {
    ...{ name: asset.name, kind: asset.kind, exposure: asset.exposure, currency: asset.currency, note: asset.note },
    amount: number(asset.amount),
    valueUsd: number(asset.valueUsd),
    drainUsdPerMinute: number(asset.drainUsdPerMinute),
    liquidityUsd: number(asset.liquidityUsd),
    contracts: asset.contracts.join("\n"),
    deployedOn: asset.deployedOn ?? "",
    sourceVerified: asset.sourceVerified === null ? "unknown" : asset.sourceVerified ? "yes" : "no",
  };
}

type Stated = Omit<AddAsset, "organization" | "project">;
const Fields = AddAsset.omit({ organization: true, project: true });
const NUMBERS = ["amount", "valueUsd", "drainUsdPerMinute", "liquidityUsd"] as const;

/** What is stated, or what is wrong by field. Without an own currency the amount is the value. */
export function readAssetDraft(draft: AssetDraft): Stated | { readonly problems: Readonly<Record<string, string>> } {
  const problems: Record<string, string> = {};
  const numbers: Record<string, number | null> = {};
  for (const key of NUMBERS) {
    const number = readNumber(draft[key]);
    if (number === undefined) problems[key] = "Write a number, without signs.";
    numbers[key] = number ?? null;
  }
  const lines = draft.contracts
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const isUsd = draft.currency.trim().toUpperCase() === "USD";
  const parsed = Fields.safeParse({
    ...{ name: draft.name, kind: draft.kind, exposure: draft.exposure, currency: draft.currency, note: draft.note },
    ...numbers,
    valueUsd: numbers.valueUsd ?? (isUsd ? numbers.amount : null),
    contracts: lines,
    deployedOn: draft.deployedOn === "" ? null : draft.deployedOn,
    sourceVerified: draft.sourceVerified === "unknown" ? null : draft.sourceVerified === "yes",
  });
  for (const issue of parsed.error?.issues ?? []) {
    const key = String(issue.path[0]);
    problems[key] ??= key === "name" ? "Give it a name." : issue.message;
  }
  if (!parsed.success || Object.keys(problems).length > 0) return { problems };
  return parsed.data;
}
