import type { FindingPolicy, PolicyScope, PolicyState } from "@redoubt/domain/finding";
import type { TagTone } from "@redoubt/ui";
import { REASON_WORDS, SEVERITY_WORDS } from "../words.ts";

export const POLICY_STATE: Readonly<Record<PolicyState, { words: string; tone: TagTone }>> = {
  draft: { words: "draft", tone: "outline" },
  "awaiting-approval": { words: "waits for approval", tone: "warn" },
  active: { words: "active", tone: "ok" },
  expired: { words: "expired", tone: "outline" },
  revoked: { words: "revoked", tone: "outline" },
};

/** `avoid-tx-origin in test/**, up to medium`: what a policy covers, on one line. */
export function scopeWords(scope: PolicyScope): string {
  const parts = [
    scope.detector,
    scope.path === null ? null : `in ${scope.path}`,
    scope.package,
    scope.advisory,
    scope.severityAtMost === null ? "any severity" : `up to ${SEVERITY_WORDS[scope.severityAtMost].toLowerCase()}`,
    scope.branch === null ? null : `on ${scope.branch}`,
  ];
  return parts.filter((part) => part !== null).join(", ");
}

/** "dismisses as test code" or "acknowledges". */
export function decisionWords({ decision, reason }: Pick<FindingPolicy, "decision" | "reason">): string {
  return decision === "acknowledge" || reason === null ? "acknowledges" : `dismisses as ${REASON_WORDS[reason]}`;
}
