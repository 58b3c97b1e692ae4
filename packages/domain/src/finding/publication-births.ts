import { judgeUnseen } from "./closing.ts";
import type { NormalizedFinding } from "./normalized.ts";
import { covers } from "./policy.ts";
import { event, isMild, policyEvent, subjectOf, suppressionComment } from "./publication-events.ts";
import type { PlannedEvent, PublishedRun } from "./publication-plan.ts";
import { NO_DECISION, outcomeOf, type StandingDecision } from "./standing.ts";
import type { FindingState } from "./states.ts";

interface Birth extends StandingDecision {
  readonly state: FindingState;
  readonly stateBefore: FindingState | null;
  readonly reason: string | null;
  readonly events: readonly PlannedEvent[];
}

/**
 * New, unless a newer run of the lineage has already shown that it is gone, the code itself says otherwise, or a
 * policy covers it.
 */
export function birth(run: PublishedRun, result: NormalizedFinding, id: string, now: Date): Birth {
  const newborn = { state: "new", stateBefore: null, reason: null, ...NO_DECISION, events: [] } as const;
  if (!run.newest && run.newerEvidence !== null) {
    const { verdict, why } = judgeUnseen({ detector: result.detector, path: result.path ?? null }, run.newerEvidence);
    const gone = { closes: "resolved", "not-observed": "not-observed", "no-evidence": null } as const;
    const state = gone[verdict];
    if (state !== null) {
      const said = event(id, "import", "new", state, `a newer revision was scanned before: ${why}`);
      return { ...newborn, state, stateBefore: state === "resolved" ? null : "new", events: [said] };
    }
  }
  return suppressedBirth(run, result, id, newborn) ?? policyBirth(run, result, id, newborn, now) ?? newborn;
}

function suppressedBirth(run: PublishedRun, result: NormalizedFinding, id: string, newborn: Birth): Birth | undefined {
  if (result.suppressed === undefined || !isMild(result.severity, run)) return undefined;
  // A report may say how its own tool was told to look away; it may not look away for what is already known here.
  const inCode = result.suppressed.by === "in-code";
  const reason = inCode ? "wont-fix" : "known-issue";
  const why = inCode ? "suppressed in the code" : "suppressed by the tool's own configuration";
  const said = event(id, inCode ? "in-code" : "policy", "new", "dismissed", why);
  return {
    ...newborn,
    state: "dismissed",
    reason,
    decisionOrigin: inCode ? "in-code" : "tool",
    decidedFrom: "new",
    events: [{ ...said, reason, comment: suppressionComment(result) }],
  };
}

function policyBirth(
  run: PublishedRun,
  result: NormalizedFinding,
  id: string,
  newborn: Birth,
  now: Date,
): Birth | undefined {
  const policy = run.policies.find((each) => covers(each, subjectOf(run, result)));
  const outcome = policy === undefined ? undefined : outcomeOf(policy, "new", now);
  if (policy === undefined || outcome === undefined) return undefined;
  return { ...newborn, ...outcome, events: [policyEvent(id, policy, "new", outcome.state)] };
}
