import { z } from "zod";
import { ProjectScope, typedId } from "../shared/index.ts";
import type { FindingCommand } from "./lifecycle.ts";
import { Severity } from "./normalized.ts";
import { atLeastAsBad } from "./severity.ts";
import { DismissReason } from "./states.ts";

/** What one person alone may not do from the set severity up. */
export const PROPOSAL_COMMANDS = ["dismiss", "acknowledge", "set-severity"] as const;
export const ProposalCommand = z.enum(PROPOSAL_COMMANDS);
export type ProposalCommand = z.infer<typeof ProposalCommand>;

/** A decision as it is stored until a second person has confirmed it; `owner` is a bare member id. */
export const ProposedDecision = z.discriminatedUnion("command", [
  z.object({ command: z.literal("dismiss"), reason: DismissReason, comment: z.string() }),
  z.object({ command: z.literal("acknowledge"), reason: z.string(), owner: z.string(), until: z.coerce.date() }),
  z.object({ command: z.literal("set-severity"), severity: Severity, comment: z.string() }),
]);
export type ProposedDecision = z.infer<typeof ProposedDecision>;

/** An open proposal as its readers see it. */
export const Proposal = z.object({
  id: z.string(),
  command: ProposalCommand,
  /** The reason of a dismissal, or the severity that it would have. */
  to: z.union([DismissReason, Severity]).nullable(),
  comment: z.string(),
  owner: z.string().nullable(),
  until: z.date().nullable(),
  by: z.string(),
  at: z.date(),
  /** The reader proposed it: it can be taken back, and not confirmed. */
  mine: z.boolean(),
  mayConfirm: z.boolean(),
  /** Members other than the proposer who may confirm it. */
  approvers: z.int(),
});
export type Proposal = z.infer<typeof Proposal>;

export const ConfirmProposal = ProjectScope.extend({ proposal: typedId("proposal") });
export type ConfirmProposal = z.infer<typeof ConfirmProposal>;

export const RefuseProposal = ProjectScope.extend({
  proposal: typedId("proposal"),
  comment: z.string().trim().min(1).max(10_000),
});
export type RefuseProposal = z.infer<typeof RefuseProposal>;

/** True when a person's decision on a finding of this severity is only a proposal until another person confirms it. */
export function needsSecondPerson(command: FindingCommand, severity: Severity, from: Severity | null): boolean {
  return (command === "dismiss" || command === "acknowledge") && from !== null && atLeastAsBad(severity, from);
}

/** The same for a lower severity: it would do in two steps what one person may not do in one. */
export function lowersBelow(before: Severity, after: Severity, from: Severity | null): boolean {
  return from !== null && atLeastAsBad(before, from) && !atLeastAsBad(after, from);
}
