import type { DismissReason, EventOrigin, FindingState } from "./states.ts";

/** States as people read them; screens and documents say the same. */
export const STATE_WORDS: Readonly<Record<FindingState, string>> = {
  new: "new",
  confirmed: "confirmed",
  "in-progress": "in progress",
  "fix-claimed": "fix claimed",
  regressed: "regressed",
  resolved: "resolved",
  "not-observed": "not observed",
  dismissed: "dismissed",
  acknowledged: "acknowledged",
  duplicate: "duplicate",
};

/** Why a finding was dismissed, as people read it. */
export const REASON_WORDS: Readonly<Record<DismissReason, string>> = {
  "false-positive": "false positive",
  "by-design": "by design",
  "known-issue": "known issue",
  "not-exploitable": "not exploitable",
  "test-code": "test code",
  "wont-fix": "won't fix",
};

/** Who stands in a history where no person does. */
export const ORIGIN_WORDS: Readonly<Record<EventOrigin, string>> = {
  human: "Someone",
  policy: "A policy",
  import: "A scan",
  poc: "The PoC",
  commit: "A commit",
  "in-code": "A comment in the code",
  agent: "An agent",
  system: "Redoubt",
};
