import { type Holder, SaveHolder } from "@redoubt/domain/profile";

/** The fields of a holder as they are typed. */
export interface HolderDraft {
  readonly name: string;
  readonly kind: string;
  readonly threshold: string;
  readonly signers: string;
  readonly supplyPercent: string;
  readonly delayHours: string;
  readonly contract: string;
  readonly operators: readonly string[];
  readonly address: string;
  readonly note: string;
}

const EMPTY: HolderDraft = {
  ...{ name: "", kind: "multisig", threshold: "", signers: "", supplyPercent: "", delayHours: "", contract: "" },
  ...{ operators: [], address: "", note: "" },
};

export function holderDraft(holder: Holder | null): HolderDraft {
  if (holder === null) return EMPTY;
  const number = (value: number | null): string => (value === null || value === 0 ? "" : String(value));
  return {
    ...{ name: holder.name, kind: holder.kind, note: holder.note, operators: holder.operators },
    threshold: number(holder.threshold),
    signers: holder.signers.join("\n"),
    supplyPercent: number(holder.supplyPercent),
    delayHours: number(holder.delaySeconds / 3600),
    contract: holder.contract ?? "",
    address: holder.address ?? "",
  };
}

type Stated = Pick<
  SaveHolder,
  "name" | "kind" | "threshold" | "signers" | "supplyPercent" | "delaySeconds" | "contract" | "address" | "note"
>;
const Fields = SaveHolder.pick({
  name: true,
  kind: true,
  threshold: true,
  signers: true,
  supplyPercent: true,
  delaySeconds: true,
  contract: true,
  address: true,
  note: true,
});

/** What is stated, or what is wrong by field. What does not belong to the kind is left out. */
export function readHolderDraft(draft: HolderDraft): Stated | { readonly problems: Readonly<Record<string, string>> } {
  const problems: Record<string, string> = {};
  const number = (key: "threshold" | "supplyPercent" | "delayHours"): number | null => {
    const text = draft[key].trim().replace(",", ".");
    if (text === "") return null;
    if (!/^\d+(\.\d+)?$/.test(text)) problems[key] = "Write a number.";
    return Number(text);
  };
  const through = draft.kind === "timelock" || draft.kind === "governor" || draft.kind === "contract";
  const parsed = Fields.safeParse({
    ...{ name: draft.name, kind: draft.kind, note: draft.note },
    threshold: draft.kind === "multisig" ? number("threshold") : null,
    signers: through
      ? []
      : draft.signers
          .split("\n")
          .map((line) => line.trim())
          .filter((line) => line !== ""),
    supplyPercent: draft.kind === "governor" ? number("supplyPercent") : null,
    delaySeconds: through ? Math.round((number("delayHours") ?? 0) * 3600) : 0,
    contract: draft.contract.trim() === "" ? null : draft.contract,
    address: draft.address.trim() === "" ? null : draft.address,
  });
  for (const issue of parsed.error?.issues ?? []) {
    const path = String(issue.path[0]);
    const key = path === "delaySeconds" ? "delayHours" : path;
    problems[key] ??= key === "name" ? "Give it a name." : issue.message;
  }
  if (!parsed.success || Object.keys(problems).length > 0) return { problems };
  return parsed.data;
}
