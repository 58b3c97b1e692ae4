/** Classes of weaknesses in code, and operations. Kept for ever: levers of stored controls name them. */
export const CLASS_IDS = [
  "business_logic",
  "access_control",
  "price_oracle",
  "input_validation",
  "reentrancy",
  "rounding",
  "signature",
  "governance",
  "init_upgrade",
  "bridge_message",
  "dependency",
  "keys_ops",
  "unclassified",
] as const;
export type ClassId = (typeof CLASS_IDS)[number];

export interface ClassRow {
  readonly id: ClassId;
  readonly label: string;
  /** Share of incidents; null where the corpus does not tell. */
  readonly share: number | null;
  readonly medianUsd: number | null;
  /** Multiplies the chance of one attempt. */
  readonly pMult: number;
  /** Multiplies the cost of one attempt. */
  readonly tokenMult: number;
  /** How much of it is shallow: 1 all, 0 none, between where it is mixed or not told. */
  readonly shallow: number;
  /** Incidents that the row rests on where they are few. */
  readonly n?: number;
}

export const CLASS_BASIS =
  "427 incidents of DeFiHackLabs, 2024 to August 2026, with a loss that could be read (ETH at 2,500, BNB at 500), by keywords, so coarse. Multipliers are assumptions.";

/** Mix and medians of the corpus. Of dependencies it tells nothing; operations are P20's, not this corpus's. */
export const CLASSES: readonly ClassRow[] = [
  row("business_logic", "Business logic", 0.276, 33_000, 0.6, 3, 0),
  row("access_control", "Access control, arbitrary calls", 0.239, 22_000, 1.5, 1, 1),
  row("price_oracle", "Prices and oracles", 0.19, 65_000, 1, 1.5, 0.5),
  row("input_validation", "Input validation", 0.059, 150_000, 1.3, 1, 1),
  row("reentrancy", "Reentrancy", 0.04, 50_000, 1.2, 1, 1),
  row("rounding", "Rounding, inflation", 0.037, 208_000, 0.6, 3, 0),
  row("signature", "Signatures, replay", 0.021, 50_000, 1, 1, 1),
  row("governance", "Governance", 0.007, 72_000, 0.3, 4, 0),
  { ...row("init_upgrade", "Initialisation, upgrades", 0.005, 805_000, 1.5, 1, 1), n: 2 },
  { ...row("bridge_message", "Bridge messages", 0.002, 2_000_000, 0.3, 8, 0), n: 1 },
  row("dependency", "Dependencies", null, null, 1, 1, 0.5),
  row("keys_ops", "Keys and operations", null, null, 1, 1, 0),
  row("unclassified", "Not classified, flash loans", 0.11, 27_000, 0.8, 2, 0.5),
];

function row(
  id: ClassId,
  label: string,
  share: number | null,
  medianUsd: number | null,
  pMult: number,
  tokenMult: number,
  shallow: number,
): ClassRow {
  return { id, label, share, medianUsd, pMult, tokenMult, shallow };
}

const withShare = CLASSES.flatMap((entry) => (entry.share === null ? [] : [{ ...entry, share: entry.share }]));
const shareSum = withShare.reduce((sum, { share }) => sum + share, 0);

/** The classes of code with their shares made to sum to 1. */
export const CODE_CLASSES = withShare.map((entry) => ({ ...entry, share: entry.share / shareSum }));
export type CodeClass = (typeof CODE_CLASSES)[number];

/** What a control may catch before it is deployed: classes that the model counts. */
export const LEVER_CLASSES: readonly ClassId[] = [...CODE_CLASSES.map(({ id }) => id), "keys_ops"];

/** Yearly shape of the same corpus: use shape, not counts, because the effort of collecting varies. */
export const YEARS = [
  { year: 2021, n: 37, medianUsd: 4_200_000, p90Usd: 50_000_000, below50k: 0.04, topThree: 0.8 },
  { year: 2022, n: 129, medianUsd: 140_000, p90Usd: 11_000_000, below50k: 0.31, topThree: 0.73 },
  { year: 2023, n: 214, medianUsd: 80_000, p90Usd: 2_000_000, below50k: 0.4, topThree: 0.67 },
  { year: 2024, n: 188, medianUsd: 54_000, p90Usd: 3_300_000, below50k: 0.46, topThree: 0.48 },
  { year: 2025, n: 161, medianUsd: 14_000, p90Usd: 1_000_000, below50k: 0.71, topThree: 0.82 },
  { year: 2026, n: 112, medianUsd: 119_000, p90Usd: 2_200_000, below50k: 0.32, topThree: 0.41 },
] as const;
