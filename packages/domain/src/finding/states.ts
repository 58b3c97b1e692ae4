import { z } from "zod";

export const FINDING_STATES = [
  "new",
  "confirmed",
  "in-progress",
  "fix-claimed",
  "regressed",
  "resolved",
  "not-observed",
  "dismissed",
  "acknowledged",
  "duplicate",
] as const;
export const FindingState = z.enum(FINDING_STATES);
export type FindingState = z.infer<typeof FindingState>;

/** States in which someone still owes something. */
export const OPEN_STATES = ["new", "confirmed", "in-progress", "fix-claimed", "regressed"] as const;

export function isOpen(state: FindingState): boolean {
  return (OPEN_STATES as readonly FindingState[]).includes(state);
}

/** Who or what moved a finding. */
export const EVENT_ORIGINS = ["human", "policy", "import", "poc", "commit", "in-code", "agent", "system"] as const;
export const EventOrigin = z.enum(EVENT_ORIGINS);
export type EventOrigin = z.infer<typeof EventOrigin>;

/** Why a finding is not worth a fix. */
export const DISMISS_REASONS = [
  "false-positive",
  "by-design",
  "known-issue",
  "not-exploitable",
  "test-code",
  "wont-fix",
] as const;
export const DismissReason = z.enum(DISMISS_REASONS);
export type DismissReason = z.infer<typeof DismissReason>;
