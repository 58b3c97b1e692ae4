import {
  RISK_FORMATS,
  RiskSnapshot,
  RiskSnapshotV1,
  type RiskSnapshot as Risk,
  type RiskSnapshotV1 as RiskV1,
} from "./risk-snapshot.ts";
import type { ReportSnapshot } from "./stored.ts";

/** The data of a report that a test made as a risk report. */
export function riskOf(snapshot: ReportSnapshot): Risk {
  if (!(RISK_FORMATS as readonly string[]).includes(snapshot.format))
    throw new Error(`${snapshot.format} is no risk report`);
  return snapshot as Risk;
}

const NONE = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };

/** A report of the older format about nothing. */
export function testSnapshotV1(over: Partial<RiskV1> = {}): RiskV1 {
  return RiskSnapshotV1.parse({
    format: "redoubt/risk-report@1",
    organization: "Meridian Labs",
    project: { name: "Meridian Vault", slug: "meridian-vault", kind: "protocol" },
    number: 1,
    generatedAt: "2026-11-12T14:03:00.000Z",
    generatedBy: "Ines Kovač",
    revision: { number: 3, name: "v1.2.0", commit: "e41a7c2", nsloc: 612, authoredAt: null },
    previous: null,
    changes: [],
    summary: [],
    open: NONE,
    hiddenRestricted: 0,
    revisions: [],
    openCriticalAndHigh: [],
    pocs: [],
    pocRevisions: [],
    scanners: [],
    notScanned: [],
    method: [],
    limits: [],
    ...over,
  });
}

/** A report about nothing. */
export function testSnapshot(over: Partial<Risk> = {}): Risk {
  return RiskSnapshot.parse({
    ...testSnapshotV1(),
    format: "redoubt/risk-report@2",
    scheduled: false,
    answer: { verdict: "unknown", reasons: [] },
    decisions: [],
    decisionsOmitted: 0,
    dates: [],
    ledger: { entries: [], omitted: 0 },
    diff: null,
    promises: null,
    blindSpots: [],
    sheets: [],
    sheetsOmitted: 0,
    ...over,
  });
}
