import { z } from "zod";
import { transition } from "./lifecycle.ts";
import type { PolicyDecision, PolicyScope } from "./policy.ts";
import type { DismissReason, FindingState } from "./states.ts";
import { DECISION_ORIGINS } from "./vocabulary.ts";

export const DecisionOrigin = z.enum(DECISION_ORIGINS);
export type DecisionOrigin = z.infer<typeof DecisionOrigin>;

/** Who holds a finding aside, and where it goes back to when that ends. */
export interface StandingDecision {
  readonly decisionOrigin: DecisionOrigin | null;
  readonly policyId: string | null;
  /** Null for decisions of people: those have their own undo. */
  readonly decidedFrom: FindingState | null;
  readonly acknowledgedUntil: Date | null;
}

export const NO_DECISION: StandingDecision = {
  decisionOrigin: null,
  policyId: null,
  decidedFrom: null,
  acknowledgedUntil: null,
};

/** A policy that decides now. */
export interface ActivePolicy extends PolicyScope {
  readonly id: string;
  readonly decision: PolicyDecision;
  readonly reason: DismissReason | null;
  readonly comment: string;
  /** Bare member id. */
  readonly ownerId: string;
  readonly expiresAt: Date;
}

/** What a policy makes of a finding. */
export interface PolicyOutcome extends StandingDecision {
  readonly state: FindingState;
  readonly reason: string;
}

/** What a policy would make of a finding in a state; undefined where the machine does not let it. */
export function outcomeOf(policy: ActivePolicy, state: FindingState, now: Date): PolicyOutcome | undefined {
  const { decision, reason, comment, ownerId, expiresAt } = policy;
  const facts = { by: "policy", comment, ownerId, until: expiresAt } as const;
  const answer = transition(
    { state, stateBefore: null, acknowledgedUntil: null, fixClaimedById: null, hasLineage: true, hasPoc: false },
    decision,
    reason === null ? facts : { ...facts, dismissReason: reason },
    now,
  );
  if (!answer.ok) return undefined;
  return {
    state: answer.to,
    reason: reason ?? comment,
    decisionOrigin: "policy",
    policyId: policy.id,
    decidedFrom: state,
    acknowledgedUntil: decision === "acknowledge" ? expiresAt : null,
  };
}
