import { z } from "zod";
import { ProjectScope, typedId } from "../shared/index.ts";
import { needsSecondPerson } from "./decisions.ts";
import { Severity } from "./normalized.ts";
import { RubricChoice } from "./rubric.ts";
import { atLeastAsBad } from "./severity.ts";
import { DismissReason, type FindingState } from "./states.ts";
import { isOpen } from "./vocabulary.ts";

/** What one person alone may not do from the set severity up. */
export const PROPOSAL_COMMANDS = ["dismiss", "acknowledge", "set-severity"] as const;
export const ProposalCommand = z.enum(PROPOSAL_COMMANDS);
export type ProposalCommand = z.infer<typeof ProposalCommand>;

/** A decision as it is stored until a second person has confirmed it; `owner` is a bare member id. */
export const ProposedDecision = z.discriminatedUnion("command", [
  z.object({ command: z.literal("dismiss"), reason: DismissReason, comment: z.string() }),
  z.object({ command: z.literal("acknowledge"), reason: z.string(), owner: z.string(), until: z.coerce.date() }),
  z.object({
    command: z.literal("set-severity"),
    severity: Severity,
    comment: z.string(),
    rubric: RubricChoice.optional(),
    cvss: z.string().optional(),
  }),
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
  /** Name of the token by which it came; null when the person proposed it themselves. */
  token: z.string().nullable(),
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

/** True when what was proposed takes two people, whoever proposed it. */
export function takesTwo(decision: ProposedDecision, severity: Severity, from: Severity | null): boolean {
  return decision.command === "set-severity"
    ? lowersBelow(severity, decision.severity, from)
    : needsSecondPerson(decision.command, severity, from);
}

/** True when a finding as severe as this would be set aside as a duplicate: by what is milder, or is not open itself. */
export function hidesBehind(
  severity: Severity,
  original: { readonly severity: Severity; readonly state: FindingState },
  from: Severity | null,
): boolean {
  if (from === null || !atLeastAsBad(severity, from)) return false;
  return !isOpen(original.state) || !atLeastAsBad(original.severity, from);
}

/** The same for a lower severity: it would do in two steps what one person may not do in one. */
export function lowersBelow(before: Severity, after: Severity, from: Severity | null): boolean {
  return from !== null && atLeastAsBad(before, from) && !atLeastAsBad(after, from);
}

/** What a program may propose. `note` says why; an acknowledgement is the token maker's to own. */
export const ProposeByToken = z.discriminatedUnion("decision", [
  z.strictObject({
    decision: z.literal("dismiss"),
    reason: DismissReason,
    note: z.string().trim().min(1).max(10_000),
  }),
  z.strictObject({
    decision: z.literal("acknowledge"),
    note: z.string().trim().min(1).max(2000),
    until: z.union([z.iso.date(), z.iso.datetime()]).describe("The day on which it is looked at again"),
  }),
  z.strictObject({
    decision: z.literal("set-severity"),
    severity: Severity,
    note: z.string().trim().min(1).max(10_000),
  }),
]);
export type ProposeByToken = z.infer<typeof ProposeByToken>;
