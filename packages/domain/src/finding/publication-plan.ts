import type { ScanStats } from "../scan/index.ts";
import type { RunEvidence } from "./closing.ts";
import type { Match } from "./match.ts";
import type { FingerprintValue, NormalizedFinding, Severity } from "./normalized.ts";
import type { KnownPlace, Recognizable } from "./places.ts";
import type { EventOrigin, FindingState } from "./states.ts";

/** The newest place of a finding in the lineage of the run. */
export interface PlaceInLineage extends KnownPlace {
  readonly occurrenceId: string;
  readonly functionHash: string | null;
  readonly endLine: number | null;
  readonly present: boolean;
}

/** A finding as a publication reads it. */
export interface KnownFinding extends Recognizable {
  readonly severity: Severity;
  readonly state: FindingState;
  readonly stateBefore: FindingState | null;
  readonly acknowledgedUntil: Date | null;
  readonly fixClaimedById: string | null;
  readonly decisionReason: string | null;
  readonly backlogAt: Date | null;
  readonly here: PlaceInLineage | null;
  /** The place that lists show. */
  readonly shown: KnownPlace;
}

/** The run that publishes. */
export interface PublishedRun {
  /** True unless a newer revision of the lineage was published before. */
  readonly newest: boolean;
  /** Newest, and of the default branch: only such a run moves states of known findings. */
  readonly movesState: boolean;
  /** True for our own scans, false for reports of other tools. */
  readonly readsCode: boolean;
  readonly evidence: RunEvidence;
  /** What the newest publication of the lineage proves, for a run that is older than it. */
  readonly newerEvidence: RunEvidence | null;
  /** Findings of which the revision of an older run already has a place. */
  readonly placedBefore: ReadonlySet<string>;
  /** Findings that another lineage of the default branch shows. */
  readonly presentElsewhere: ReadonlySet<string>;
}

export interface PlannedOccurrence {
  readonly findingId: string;
  readonly result: NormalizedFinding;
  readonly present: boolean;
  readonly latest: boolean;
  readonly match: Match;
}

export interface PlannedFinding {
  readonly id: string;
  readonly result: NormalizedFinding;
  readonly state: FindingState;
  readonly stateBefore: FindingState | null;
  readonly reason: string | null;
}

/** What changes on a finding that exists; `moved` without `changed` is only a new place. */
export interface PlannedUpdate {
  readonly id: string;
  readonly state: FindingState;
  readonly stateBefore: FindingState | null;
  readonly reason: string | null;
  readonly backlogAt: Date | null;
  readonly shown: KnownPlace;
  readonly changed: boolean;
}

export interface PlannedEvent {
  readonly findingId: string;
  readonly kind: "transition" | "moved" | "backlog";
  readonly origin: EventOrigin;
  readonly from: string | null;
  readonly to: string | null;
  readonly reason: string | null;
  readonly comment: string | null;
  readonly why: string;
}

export interface PublicationPlan {
  readonly findings: PlannedFinding[];
  readonly updates: PlannedUpdate[];
  readonly occurrences: PlannedOccurrence[];
  /** Occurrences that are no longer the newest place. */
  readonly superseded: string[];
  /** Occurrences whose place stays the newest, and that the run did not see. */
  readonly gone: string[];
  /** Places that stay, in a function whose text is another one now. */
  readonly rehashed: { occurrenceId: string; functionHash: string }[];
  readonly fingerprints: { findingId: string; fingerprint: FingerprintValue }[];
  readonly events: PlannedEvent[];
  readonly held: string[];
  readonly openBefore: number;
  readonly stats: Omit<ScanStats, "durationMs">;
}
