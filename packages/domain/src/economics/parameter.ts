import type { AnchorId } from "./anchors.ts";

export const PARAMETER_GROUPS = ["attacker", "code", "response", "size", "team"] as const;
export type ParameterGroup = (typeof PARAMETER_GROUPS)[number];

/** What a default is: read in a publication, computed from one, or assumed. */
export type Basis = "published" | "derived" | "assumption";

/** One number that the model takes, with where its default comes from. Keys are kept for ever: rows name them. */
export interface ParameterDefinition {
  readonly key: string;
  readonly symbol?: string;
  readonly group: ParameterGroup;
  readonly label: string;
  readonly unit:
    | "usd"
    | "share"
    | "number"
    | "minutes"
    | "months"
    | "days"
    | "per-day"
    | "per-year"
    | "seconds"
    | "lines";
  /** Null where only the team can say. */
  readonly value: number | null;
  /** What it may plausibly be; null where nobody has published one. */
  readonly range: readonly [low: number, high: number] | null;
  /** What a team may state at all. */
  readonly within: readonly [least: number, most: number];
  readonly basis: Basis;
  readonly because: string;
  readonly anchors?: readonly AnchorId[];
}
