import { z } from "zod";
import { DismissReason, type FindingState } from "./states.ts";

/** States that a decision for one branch can give. */
export const BranchState = z.enum(["confirmed", "dismissed", "acknowledged"]);
export type BranchState = z.infer<typeof BranchState>;

/** What holds on one branch alone. */
export const BranchDecision = z.object({
  state: BranchState,
  /** Why it was dismissed. */
  reason: DismissReason.nullable(),
  comment: z.string(),
  /** Until when an acknowledgement holds; one whose day has passed is not told. */
  until: z.date().nullable(),
  by: z.string(),
  at: z.date(),
});
export type BranchDecision = z.infer<typeof BranchDecision>;

/** What a list that is narrowed to a branch tells of the decision for it. */
export const OnBranch = BranchDecision.pick({ state: true, reason: true }).extend({ ref: z.string() });
export type OnBranch = z.infer<typeof OnBranch>;

/** A branch or tag on which a finding was seen. */
export const FindingBranch = z.object({
  ref: z.string(),
  isDefault: z.boolean(),
  /** Seen by the newest run of one of its tools. */
  present: z.boolean(),
  /** Number of its newest revision with a place of the finding; null for what came without one. */
  revision: z.int().nullable(),
  /** Null where the shared decision holds. */
  decision: BranchDecision.nullable(),
});
export type FindingBranch = z.infer<typeof FindingBranch>;

/** The state of a finding on a branch: what was decided for it, unless the finding stands for another one. */
export function stateOnBranch(shared: FindingState, own: BranchState | undefined): FindingState {
  return own === undefined || shared === "duplicate" ? shared : own;
}
