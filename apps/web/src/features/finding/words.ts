import type {
  Confidence,
  DecisionOrigin,
  DismissReason,
  FindingOrigin,
  FindingState,
  ProposalCommand,
  Severity,
} from "@redoubt/domain/finding";
import type { LevelStep, TagTone } from "@redoubt/ui";

export { ORIGIN_WORDS, REASON_WORDS, STATE_WORDS } from "@redoubt/domain/finding";

export const SEVERITY_WORDS: Readonly<Record<Severity, string>> = {
  critical: "Critical",
  high: "High",
  medium: "Medium",
  low: "Low",
  info: "Info",
};

export const SEVERITY_STEPS: Readonly<Record<Severity, LevelStep>> = {
  critical: 4,
  high: 3,
  medium: 2,
  low: 1,
  info: 0,
};

/** Strong colour only where something was seen: back again, or gone with evidence. */
export const STATE_TONES: Readonly<Record<FindingState, TagTone>> = {
  new: "neutral",
  confirmed: "neutral",
  "in-progress": "neutral",
  "fix-claimed": "outline",
  regressed: "bad",
  resolved: "ok",
  "not-observed": "outline",
  dismissed: "outline",
  acknowledged: "warn",
  duplicate: "outline",
};

/** One line for each reason, where one is chosen. */
export const REASON_HELP: Readonly<Record<DismissReason, string>> = {
  "false-positive": "The code does not do what the finding says.",
  "by-design": "It does, and it is meant to.",
  "known-issue": "Known and written down elsewhere.",
  "not-exploitable": "True, and nobody can make use of it.",
  "test-code": "It is never deployed.",
  "wont-fix": "True, and not worth the change.",
};

/** Who or what set a finding aside. */
export const DECIDED_BY: Readonly<Record<DecisionOrigin, string>> = {
  human: "a person",
  policy: "a policy",
  "in-code": "the code",
  tool: "the tool's configuration",
  import: "an import",
};

/** What waits for a second person. */
export const PROPOSED_WORDS: Readonly<Record<ProposalCommand, string>> = {
  dismiss: "dismissal proposed",
  acknowledge: "acknowledgement proposed",
  "set-severity": "severity proposed",
};

export const CONFIDENCE_WORDS: Readonly<Record<Confidence, string>> = { high: "high", medium: "medium", low: "low" };

export const FOUND_BY: Readonly<Record<FindingOrigin, string>> = {
  scanner: "found by a scan",
  manual: "recorded by hand",
  import: "came with an imported report",
  poc: "found by a PoC",
  report: "named by an earlier report",
};

/** `F-12`. */
export function findingLabel(number: number): string {
  return `F-${number}`;
}

/** The number in `F-12`; null for anything else. */
export function findingNumberOf(segment: string): number | null {
  const digits = /^F-([1-9]\d{0,8})$/i.exec(segment)?.[1];
  return digits === undefined ? null : Number(digits);
}

export interface Spot {
  readonly path: string | null;
  readonly startLine: number | null;
  readonly container: string | null;
  readonly callable: string | null;
}

/** `src/Vault.sol:64`; null when the finding has no file. */
export function placeText({ path, startLine }: Pick<Spot, "path" | "startLine">): string | null {
  if (path === null) return null;
  return startLine === null ? path : `${path}:${startLine}`;
}

/** `Vault.withdraw`, or what of it is known. */
export function functionText({ container, callable }: Pick<Spot, "container" | "callable">): string | null {
  if (container !== null && callable !== null) return `${container}.${callable}`;
  return container ?? callable;
}

/** "1 finding", "12 findings". */
export function countWords(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}
