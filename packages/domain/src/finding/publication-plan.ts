import { ScanStats } from "../scan/index.ts";
import type { RunEvidence } from "./closing.ts";
import type { Outcome } from "./import-preview.ts";
import type { Match } from "./match.ts";
import type { FingerprintValue, NormalizedFinding, Severity } from "./normalized.ts";
import type { KnownPlace, Recognizable } from "./places.ts";
import type { ActivePolicy, StandingDecision } from "./standing.ts";
import type { EventOrigin, FindingState } from "./states.ts";

/** The newest place of a finding in the lineage of the run. */
export interface PlaceInLineage extends KnownPlace {
  readonly occurrenceId: string;
  /** The check by which the lineage's tool reports it. */
  readonly detector: string;
  readonly functionHash: string | null;
  readonly endLine: number | null;
  readonly present: boolean;
}

/** A finding as a publication reads it. */
export interface KnownFinding extends Recognizable, StandingDecision {
  /** The tool that brought it in; others that report it too have attributions. */
  readonly scanner: string | null;
  readonly origin: string;
  readonly duplicateOfId: string | null;
  readonly severity: Severity;
  readonly state: FindingState;
  readonly stateBefore: FindingState | null;
  readonly fixClaimedById: string | null;
  readonly decisionReason: string | null;
  readonly backlogAt: Date | null;
  /** Only other branches than the default one have shown it. */
  readonly branchOnly: boolean;
  readonly package: string | null;
  readonly advisories: readonly string[];
  readonly here: PlaceInLineage | null;
  /** The place that lists show. */
  readonly shown: KnownPlace;
}

/** The run that publishes. */
export interface PublishedRun {
  /** True unless a newer revision of the lineage was published before. */
  readonly newest: boolean;
  /** Newest, and of the default branch: only such a run moves states of findings that this branch has shown. */
  readonly movesState: boolean;
  readonly scanner: string;
  /** True for our own scans, false for reports of other tools. */
  readonly readsCode: boolean;
  readonly evidence: RunEvidence;
  /** What the newest publication of the lineage proves, for a run that is older than it. */
  readonly newerEvidence: RunEvidence | null;
  /** Findings of which the revision of an older run already has a place. */
  readonly placedBefore: ReadonlySet<string>;
  /**
   * Findings that another lineage of the default branch shows, by themselves or by a duplicate; of those that only
   * branches have shown, any other lineage.
   */
  readonly presentElsewhere: ReadonlySet<string>;
  readonly ref: string;
  /** From this severity up, no comment in the code sets a finding aside; null leaves the house's own line. */
  readonly secondPersonFrom: Severity | null;
  /** Those that hold for the project, oldest first. */
  readonly policies: readonly ActivePolicy[];
  /** Refs of other lineages on which a finding is seen; read only where a policy asks for branches. */
  readonly otherRefs: ReadonlyMap<string, readonly string[]>;
}

export interface PlannedOccurrence {
  readonly findingId: string;
  readonly result: NormalizedFinding;
  readonly present: boolean;
  readonly latest: boolean;
  readonly match: Match;
}

export interface PlannedFinding extends StandingDecision {
  readonly id: string;
  readonly result: NormalizedFinding;
  readonly state: FindingState;
  readonly stateBefore: FindingState | null;
  readonly reason: string | null;
}

/** What changes on a finding that exists; `moved` without `changed` is only a new place. */
export interface PlannedUpdate extends StandingDecision {
  readonly id: string;
  readonly state: FindingState;
  readonly stateBefore: FindingState | null;
  readonly reason: string | null;
  readonly backlogAt: Date | null;
  readonly branchOnly: boolean;
  readonly shown: KnownPlace;
  readonly changed: boolean;
}

export interface PlannedEvent {
  readonly findingId: string;
  readonly kind: "transition" | "moved" | "backlog" | "attributed" | "branch";
  readonly origin: EventOrigin;
  readonly from: string | null;
  readonly to: string | null;
  readonly reason: string | null;
  readonly comment: string | null;
  readonly why: string;
  readonly policyId?: string;
}

/** What becomes of one result, or of one finding that the run no longer has, and why; for previews. */
export interface PlannedOutcome {
  readonly kind: Outcome;
  /** Null for what is new. */
  readonly finding: KnownFinding | null;
  readonly result: NormalizedFinding | null;
  readonly match: Match | null;
  /** More than the match says. */
  readonly why: string | null;
}

export interface PublicationPlan {
  readonly findings: PlannedFinding[];
  readonly updates: PlannedUpdate[];
  /** Severities of open findings that a branch had shown before, and that have come to the default branch. */
  readonly arrivals: Severity[];
  readonly occurrences: PlannedOccurrence[];
  /** Occurrences that are no longer the newest place. */
  readonly superseded: string[];
  /** Occurrences whose place stays the newest, and that the run did not see. */
  readonly gone: string[];
  /** Places that stay, in a function whose text is another one now. */
  readonly rehashed: { occurrenceId: string; functionHash: string }[];
  readonly fingerprints: { findingId: string; fingerprint: FingerprintValue }[];
  readonly events: PlannedEvent[];
  /** Findings that this tool reports too from now on. */
  readonly attributions: { findingId: string; result: NormalizedFinding; match: Match }[];
  /** Pairs that may be one finding. */
  readonly pairs: { findingId: string; otherId: string; match: Match }[];
  readonly outcomes: PlannedOutcome[];
  readonly held: string[];
  readonly openBefore: number;
  readonly stats: Omit<ScanStats, "durationMs">;
}

/** A plan in which nothing is decided yet; `openBefore` as in PublicationPlan. */
export function emptyPlan(openBefore = 0): PublicationPlan {
  const { durationMs: _durationMs, ...stats } = ScanStats.parse({});
  return {
    ...{ findings: [], updates: [], arrivals: [], occurrences: [], superseded: [], gone: [], rehashed: [] },
    ...{ fingerprints: [], events: [], attributions: [], pairs: [], outcomes: [], held: [], openBefore, stats },
  };
}
