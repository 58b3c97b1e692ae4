import type { ThreatState } from "./lifecycle.ts";
import type { ControlKind, ControlState } from "./model.ts";

/*
 * What screens and documents say alike. What people say is a claim; only evidence demonstrates.
 */

export const THREAT_STATE_WORDS: Readonly<Record<ThreatState, string>> = {
  proposed: "proposed",
  open: "open",
  "in-treatment": "in treatment",
  mitigated: "mitigated, claimed",
  demonstrated: "demonstrated",
  acknowledged: "acknowledged",
  transferred: "handed to others",
  avoided: "avoided",
  "not-applicable": "does not apply",
  regressed: "regressed",
};

export const CONTROL_KIND_WORDS: Readonly<Record<ControlKind, string>> = {
  preventive: "prevents",
  detective: "notices",
  responsive: "answers",
};

export const CONTROL_STATE_WORDS: Readonly<Record<ControlState, string>> = {
  suggested: "suggested",
  planned: "planned",
  "in-place": "in place",
  retired: "retired",
  declined: "declined",
};

/** Undecided first, then what is open, then what is answered, then what was set aside: the order of every list. */
export const THREAT_ORDER: Readonly<Record<ThreatState, number>> = {
  ...{ proposed: 0, regressed: 1, open: 2, "in-treatment": 3, mitigated: 4, demonstrated: 5 },
  ...{ acknowledged: 6, transferred: 7, avoided: 8, "not-applicable": 9 },
};

/** The mark of a state, in every form in which it is shown. */
export const THREAT_STATE_MARKS = {
  ...({ proposed: "missing", open: "missing", "in-treatment": "missing", mitigated: "claimed" } as const),
  ...({ demonstrated: "demonstrated", acknowledged: "not-required", transferred: "not-required" } as const),
  ...({ avoided: "not-required", "not-applicable": "not-required", regressed: "failed" } as const),
} as const satisfies Readonly<Record<ThreatState, string>>;
