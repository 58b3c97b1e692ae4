import { z } from "zod";
import type { Severity } from "./normalized.ts";

export const RUBRIC_LEVELS = ["high", "medium", "low"] as const;
export const RubricLevel = z.enum(RUBRIC_LEVELS);
export type RubricLevel = z.infer<typeof RubricLevel>;

/** How bad, and how likely: what a severity rests on where the project's kind has a rubric. */
export const RubricChoice = z.strictObject({ impact: RubricLevel, likelihood: RubricLevel });
export type RubricChoice = z.infer<typeof RubricChoice>;

interface Rubric {
  readonly impact: Readonly<Record<RubricLevel, string>>;
  readonly likelihood: Readonly<Record<RubricLevel, string>>;
  /** By impact, then likelihood. */
  readonly severity: Readonly<Record<RubricLevel, Readonly<Record<RubricLevel, Severity>>>>;
}

/**
 * Severity as impact × likelihood, by kind of project. The matrix of protocols is the three by three that reviews of
 * smart contracts commonly use: value at risk against what an attacker needs.
 */
export const RUBRICS: Readonly<Partial<Record<string, Rubric>>> = {
  protocol: {
    impact: {
      high: "Funds are stolen, frozen for good or created from nothing, or control is lost.",
      medium: "Some funds or yield are lost or frozen for a while, or the protocol cannot be used as it should.",
      low: "Nobody loses what matters: a wrong event, dust, a function that fails where it should not.",
    },
    likelihood: {
      high: "Anyone can do it, at little cost, in the state in which the protocol usually is.",
      medium: "It takes a certain state, capital or timing that an attacker can wait for or bring about.",
      low: "It takes a trusted role that acts against its interest, or a state that is hardly ever reached.",
    },
    severity: {
      high: { high: "critical", medium: "high", low: "medium" },
      medium: { high: "high", medium: "medium", low: "low" },
      low: { high: "medium", medium: "low", low: "info" },
    },
  },
};

/** What a rubric makes of a choice; undefined where the kind of project has none. */
export function severityByRubric(kind: string, { impact, likelihood }: RubricChoice): Severity | undefined {
  return RUBRICS[kind]?.severity[impact][likelihood];
}
