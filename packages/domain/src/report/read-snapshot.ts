import { answerOf } from "./answer.ts";
import { requestDecisions } from "./decisions.ts";
import { blindSpotsOf } from "./method.ts";
import { ModelSnapshot } from "./model-snapshot.ts";
import { FindingSnapshot, KnownIssuesSnapshot } from "./other-snapshots.ts";
import { RiskSnapshot, RiskSnapshotV1 } from "./risk-snapshot.ts";
import type { ReportSnapshot } from "./stored.ts";

/**
 * A report from the older format in today's shape: what it did not hold is empty, what follows from what it held is
 * derived. The stored data and its hash stay what they are.
 */
export function upgradeRiskSnapshot(old: RiskSnapshotV1): RiskSnapshot {
  const { revision, scanners, notScanned, pocs, hiddenRestricted, openCriticalAndHigh } = old;
  const decisions = requestDecisions({
    now: new Date(old.generatedAt),
    ...{ openCriticalAndHigh, pocs, newest: revision, late: [], acknowledged: [], holds: [] },
  });
  return {
    ...old,
    scheduled: false,
    answer: answerOf({ ...old, newest: revision, ledger: [], late: 0, held: 0 }),
    decisions,
    decisionsOmitted: 0,
    dates: [],
    ledger: null,
    diff: null,
    promises: null,
    blindSpots: blindSpotsOf({ scanners, notScanned, pocs: pocs.length, hiddenRestricted, backlog: 0 }),
    sheets: [],
    sheetsOmitted: openCriticalAndHigh.length,
  };
}

/** A stored risk report of any format. Throws when it is none. */
export function readRiskSnapshot(stored: unknown): RiskSnapshot {
  const old = RiskSnapshotV1.safeParse(stored);
  return old.success ? upgradeRiskSnapshot(old.data) : RiskSnapshot.parse(stored);
}

/** A stored report of any kind. Throws when it is none. */
export function readSnapshot(stored: unknown): ReportSnapshot {
  const { format } = (stored ?? {}) as { format?: unknown };
  if (format === "redoubt/finding-report@1") return FindingSnapshot.parse(stored);
  if (format === "redoubt/known-issues@1") return KnownIssuesSnapshot.parse(stored);
  if (format === "redoubt/threat-model@1") return ModelSnapshot.parse(stored);
  return readRiskSnapshot(stored);
}
