import { z } from "zod";

/** 1 (least) to 5 (most); null while nobody has said. */
const Step = z.int().min(1).max(5).nullable();

/** Likelihood times impact, as people estimate them. */
export const Score = z.object({ likelihood: Step, impact: Step });
export type Score = z.infer<typeof Score>;

/** Before controls, with those in place, and with those that are planned too. */
export const Scores = z.object({ inherent: Score, current: Score, projected: Score });
export type Scores = z.infer<typeof Scores>;

export const NO_SCORES: Scores = {
  inherent: { likelihood: null, impact: null },
  current: { likelihood: null, impact: null },
  projected: { likelihood: null, impact: null },
};

export const LIKELIHOOD_WORDS = ["rare", "unlikely", "possible", "likely", "certain"] as const;
export const IMPACT_WORDS = ["negligible", "minor", "moderate", "major", "severe"] as const;

export type ScoreBand = "low" | "medium" | "high" | "critical";

/** The band of likelihood × impact: 20 and more critical, 12 high, 6 medium; null where one of the two is missing. */
export function scoreBand({ likelihood, impact }: Score): ScoreBand | null {
  if (likelihood === null || impact === null) return null;
  const product = likelihood * impact;
  if (product >= 20) return "critical";
  if (product >= 12) return "high";
  return product >= 6 ? "medium" : "low";
}
