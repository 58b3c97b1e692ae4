import { z } from "zod";
import { ProjectScope } from "../shared/index.ts";
import type { BranchState } from "./branches.ts";
import { Comment } from "./schema.ts";
import { DismissReason } from "./states.ts";

/** What a person decides for one branch in place of what holds for all. */
export const BranchVerdict = z.discriminatedUnion("command", [
  z.strictObject({ command: z.literal("confirm"), comment: Comment }),
  z.strictObject({ command: z.literal("dismiss"), reason: DismissReason, comment: Comment }),
  z.strictObject({ command: z.literal("acknowledge"), comment: Comment, until: z.coerce.date() }),
]);
export type BranchVerdict = z.infer<typeof BranchVerdict>;

const OfBranch = ProjectScope.extend({ number: z.int().positive(), ref: z.string().min(1).max(200) });
export const DecideBranch = OfBranch.extend({ verdict: BranchVerdict });
export type DecideBranch = z.infer<typeof DecideBranch>;
export const ClearBranch = OfBranch;
export type ClearBranch = z.infer<typeof ClearBranch>;

const STATES: Readonly<Record<BranchVerdict["command"], BranchState>> = {
  confirm: "confirmed",
  dismiss: "dismissed",
  acknowledge: "acknowledged",
};

/** The columns of a verdict. */
export function fieldsOfVerdict(verdict: BranchVerdict) {
  return {
    state: STATES[verdict.command],
    reason: verdict.command === "dismiss" ? verdict.reason : null,
    comment: verdict.comment,
    until: verdict.command === "acknowledge" ? verdict.until : null,
  };
}
