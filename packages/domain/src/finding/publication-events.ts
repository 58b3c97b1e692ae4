import { SEVERE } from "./decisions.ts";
import type { NormalizedFinding, Severity } from "./normalized.ts";
import type { PolicySubject } from "./policy.ts";
import type { KnownFinding, PlannedEvent, PublishedRun } from "./publication-plan.ts";
import { atLeastAsBad } from "./severity.ts";
import type { ActivePolicy } from "./standing.ts";
import type { EventOrigin, FindingState } from "./states.ts";

export function subjectOf(run: PublishedRun, result: NormalizedFinding, known?: KnownFinding): PolicySubject {
  return {
    detector: known === undefined ? result.detector : known.detector,
    path: result.path ?? null,
    package: result.package ?? known?.package ?? null,
    advisories: [...result.advisories, ...(known?.advisories ?? [])],
    severity: known?.severity ?? result.severity,
    branches: [run.ref, ...(known === undefined ? [] : (run.otherRefs.get(known.id) ?? []))],
  };
}

export function policyEvent(
  findingId: string,
  policy: ActivePolicy,
  from: FindingState,
  to: FindingState,
): PlannedEvent {
  const said = policy.reason === null ? { reason: policy.comment } : { reason: policy.reason, comment: policy.comment };
  return { ...event(findingId, "policy", from, to, "covered by a policy"), ...said, policyId: policy.id };
}

export function event(
  findingId: string,
  origin: EventOrigin,
  from: string | null,
  to: string | null,
  why: string,
): PlannedEvent {
  return { findingId, kind: "transition", origin, from, to, reason: null, comment: null, why };
}

/** What a developer may dismiss alone, a comment in the code may dismiss too. */
export function isMild(severity: Severity, { secondPersonFrom }: PublishedRun): boolean {
  const needsTwo = secondPersonFrom !== null && atLeastAsBad(severity, secondPersonFrom);
  return !needsTwo && !atLeastAsBad(severity, SEVERE);
}

export function suppressionComment(result: NormalizedFinding): string {
  return (
    result.suppressed?.reason?.trim() ||
    (result.suppressed?.by === "tool" ? "Suppressed by the tool." : "Suppressed in the code.")
  );
}
