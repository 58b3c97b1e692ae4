import type {
  ControlKind,
  ControlState,
  RuleOutReason,
  ThreatCommand,
  ThreatState,
  Validity,
  VersionState,
} from "@redoubt/domain/threat-model";
import type { MarkKind, TagTone } from "@redoubt/ui";

/** Organization and project of the page, as procedures take them. */
export interface ProjectScope {
  readonly organization: string;
  readonly project: string;
}

/** The mark of a state and its word. What people say is a claim; only evidence demonstrates. */
export const THREAT_STATE: Readonly<Record<ThreatState, { readonly word: string; readonly mark: MarkKind }>> = {
  proposed: { word: "proposed", mark: "missing" },
  open: { word: "open", mark: "missing" },
  "in-treatment": { word: "in treatment", mark: "missing" },
  mitigated: { word: "mitigated, claimed", mark: "claimed" },
  demonstrated: { word: "demonstrated", mark: "demonstrated" },
  acknowledged: { word: "acknowledged", mark: "not-required" },
  transferred: { word: "handed to others", mark: "not-required" },
  avoided: { word: "avoided", mark: "not-required" },
  "not-applicable": { word: "does not apply", mark: "not-required" },
  regressed: { word: "regressed", mark: "failed" },
};

/** The deed as a button, and as history tells it. */
export const COMMAND: Readonly<Record<ThreatCommand, { readonly verb: string; readonly did: string }>> = {
  accept: { verb: "Accept", did: "accepted it" },
  decline: { verb: "Decline", did: "declined it" },
  treat: { verb: "Start treatment", did: "started treatment" },
  mitigate: { verb: "Mitigated", did: "called it mitigated" },
  demonstrate: { verb: "Demonstrated", did: "demonstrated the answer" },
  acknowledge: { verb: "Acknowledge until", did: "acknowledged it" },
  transfer: { verb: "Hand to others", did: "handed it to others" },
  avoid: { verb: "Avoided", did: "avoided it" },
  "rule-out": { verb: "Rule out", did: "ruled it out" },
  reopen: { verb: "Reopen", did: "reopened it" },
  regress: { verb: "Regressed", did: "saw it regress" },
  "lose-control": { verb: "Lost its control", did: "lost the last control that counts" },
  expire: { verb: "Expired", did: "let the date pass" },
  undo: { verb: "Take back", did: "took the decision back" },
};

export const REASON_WORDS: Readonly<Record<RuleOutReason, string>> = {
  "does-not-apply": "It does not apply here",
  "already-covered": "Another threat covers it",
  "out-of-scope": "It is out of scope",
  misread: "The code was misread",
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

export const VALIDITY_WORDS: Readonly<Record<Validity, { readonly word: string; readonly tone: TagTone }>> = {
  unconfirmed: { word: "unconfirmed", tone: "warn" },
  confirmed: { word: "confirmed", tone: "ok" },
  rejected: { word: "rejected", tone: "bad" },
};

export const VERSION_STATE: Readonly<Record<VersionState, { readonly word: string; readonly tone: TagTone }>> = {
  draft: { word: "draft", tone: "warn" },
  "in-review": { word: "in review", tone: "accent" },
  approved: { word: "approved", tone: "ok" },
  stale: { word: "stale", tone: "bad" },
};

/** "oracle-price" as "Oracle price". */
export function classWords(classId: string): string {
  const words = classId.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** "1 threat", "3 threats". */
export function many(count: number, one: string, more = `${one}s`): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? one : more}`;
}
