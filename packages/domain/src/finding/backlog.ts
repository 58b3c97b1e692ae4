import { z } from "zod";
import { ProjectScope } from "../shared/index.ts";
import { Severity } from "./normalized.ts";
import type { FindingState } from "./states.ts";

/** The question that is put once a project was scanned: what was there before may become the backlog. */
export const BacklogQuestion = z.object({
  /** Undecided findings in own code that were there before; `more` when there are more than were counted. */
  findings: z.int(),
  more: z.boolean(),
  /** The same in code of others. */
  dependency: z.int(),
  /** As severe as this and worse stay open: one act of one person must not set them aside. */
  keptFrom: Severity.nullable(),
  /** How many of those there are. */
  kept: z.int(),
});
export type BacklogQuestion = z.infer<typeof BacklogQuestion>;

/** The adoption that is in force. */
export const Backlog = z.object({
  /** Findings that are in it now, in own code and in that of others. */
  findings: z.int(),
  dependency: z.int(),
  adoptedAt: z.date(),
  /** Null for the system. */
  adoptedBy: z.string().nullable(),
  /** How many it took in. */
  adopted: z.int(),
});
export type Backlog = z.infer<typeof Backlog>;

export const BacklogState = z.object({
  question: BacklogQuestion.nullable(),
  backlog: Backlog.nullable(),
});
export type BacklogState = z.infer<typeof BacklogState>;

export const AdoptBacklog = ProjectScope;
export type AdoptBacklog = z.infer<typeof AdoptBacklog>;

/** A finding is in the backlog while nobody has decided on it and it was adopted. */
export function isBacklog(state: FindingState, backlogAt: Date | null): boolean {
  return state === "new" && backlogAt !== null;
}

/** True when both runs could read the function around a finding, and its code is another one now. */
export function isTouched(before: string | null, now: string | undefined): boolean {
  return before !== null && now !== undefined && before !== now;
}
