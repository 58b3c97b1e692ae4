import {
  type RuleOutReason,
  type ThreatCommand,
  THREAT_STATE_MARKS,
  THREAT_STATE_WORDS,
  THREAT_STATES,
  type ThreatState,
  type Validity,
  type VersionState,
} from "@redoubt/domain/threat-model";
import type { MarkKind, TagTone } from "@redoubt/ui";

export { CONTROL_KIND_WORDS, CONTROL_STATE_WORDS } from "@redoubt/domain/threat-model";

/** Organization and project of the page, as procedures take them. */
export interface ProjectScope {
  readonly organization: string;
  readonly project: string;
}

/** The mark of a state and its word. What people say is a claim; only evidence demonstrates. */
export const THREAT_STATE = Object.fromEntries(
  THREAT_STATES.map((state) => [state, { word: THREAT_STATE_WORDS[state], mark: THREAT_STATE_MARKS[state] }]),
) as Readonly<Record<ThreatState, { readonly word: string; readonly mark: MarkKind }>>;

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
