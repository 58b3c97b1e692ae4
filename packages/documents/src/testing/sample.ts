import {
  diffReports,
  type FindingSheet,
  type FindingSnapshot,
  type KnownIssuesSnapshot,
  type ModelSnapshot,
  type RiskSnapshot,
  type SnapshotThreat,
} from "@redoubt/domain/report";

const counts = { critical: 1, high: 2, medium: 3, low: 0, info: 9 };
const zero = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
const revision = { number: 3, name: "v1.2.0", commit: "e41a7c2d90f1a3b5c7d9e0f1a2b3c4d5e6f70819" };
export const HASH = "7c4109bed2f05a16c0ffee0011223344556677889900aabbccddeeff001193e8";

const frame = {
  organization: "Meridian Labs",
  project: { name: "Meridian Vault", slug: "meridian-vault", kind: "protocol" },
  number: 2,
  generatedAt: "2026-11-12T14:03:00.000Z",
  generatedBy: "Ines Kovač",
  revision: { ...revision, nsloc: 612, authoredAt: null },
};

/** A finding in full, with code, an exploit and a history. */
export function sampleSheet(number: number, over: Partial<FindingSheet> = {}): FindingSheet {
  const lines = Array.from({ length: 18 }, (_, index) => `    uint256 value${index} = ${index};`);
  return {
    number,
    title: "Pool price wins over the `feed`, whatever the size of the swap that moved it",
    severity: "critical",
    confidence: "high",
    state: "regressed",
    reason: null,
    until: null,
    dueAt: null,
    owner: "Tomasz Brandt",
    classes: { cwe: ["CWE-20"], swc: [], scwe: ["SCWE-028"] },
    description:
      "When feed and pool differ, the **pool wins**.\n\n- The `feed` is thrown away.\n\nSee [the audit](https://example.org/a).",
    advice: "Put the bounds back:\n\n```solidity\nrevert PriceOutOfBounds();\n```",
    place: "MeridianOracle.price",
    path: "src/MeridianOracle.sol",
    line: 64,
    code: { path: "src/MeridianOracle.sol", revision, firstLine: 58, lines, from: 64, to: 65, cut: false },
    noCode: null,
    recordedBy: "Ines Kovač",
    reporters: [{ title: "solhint", detector: "pool-price", present: true, places: 2 }],
    pocs: [
      {
        ...{ number: 2, title: "Pool price", fileName: "PoolPrice.t.sol" },
        runs: [{ revision, verdict: "reproduces", reason: null }],
      },
    ],
    firstSeenAt: "2026-02-19T10:00:00.000Z",
    ageDays: 266,
    history: [
      { at: "2026-02-19T10:00:00.000Z", who: "Ines Kovač", deed: "recorded it", said: null, undone: false },
      {
        at: "2026-11-12T13:02:00.000Z",
        who: "The PoC",
        deed: "moved it from resolved to regressed",
        said: null,
        undone: false,
      },
    ],
    historyOmitted: 0,
    ...over,
  };
}

export interface SampleSize {
  readonly findings?: number;
  readonly sheets?: number;
  readonly decisions?: number;
  readonly revisions?: number;
  readonly pocs?: number;
  readonly promises?: boolean;
}

/** A risk report of a size, with something in every part of it. */
export function sampleRisk(size: SampleSize = {}, over: Partial<RiskSnapshot> = {}): RiskSnapshot {
  const {
    findings = 3,
    sheets = Math.min(findings, 30),
    decisions = 3,
    revisions = 3,
    pocs = 4,
    promises = true,
  } = size;
  const many = <T>(count: number, make: (index: number) => T): T[] =>
    Array.from({ length: count }, (_, index) => make(index));
  const entry = (number: number, state: "new" | "regressed" | "resolved" | "acknowledged") => ({
    ...{ number, title: `Result of \`send\` ${number} is not checked`, severity: "high" as const, state },
    ...{ reason: null, until: state === "acknowledged" ? "2027-02-26T00:00:00.000Z" : null, owner: null },
  });
  const snapshot: RiskSnapshot = {
    format: "redoubt/risk-report@2",
    ...frame,
    scheduled: false,
    previous: { number: 1, generatedAt: "2026-08-12T09:30:00.000Z" },
    answer: {
      verdict: "no",
      reasons: [
        { mark: "failed", text: "F-1 Pool price wins: it was fixed and came back.", finding: 1 },
        { mark: "claimed", text: "F-2 `send` is not checked: high, nobody has tried to exploit it.", finding: 2 },
        { mark: "missing", text: "solhint did not finish on v1.2.0.", finding: null },
      ],
    },
    changes: [
      { direction: "worse", text: "A fixed finding came back: F-1 Pool price wins over the `feed`.", finding: 1 },
    ],
    summary: ["1 critical finding is open."],
    decisions: many(decisions, (index) => ({
      ...{
        kind: "owner" as const,
        ask: `Give F-${index + 1} an owner`,
        why: `Result of \`send\` ${index} is not checked. High, and nobody works on it.`,
      },
      ...{ by: index === 0 ? "2026-11-30T00:00:00.000Z" : null, findings: [index + 1], href: `finding/F-${index + 1}` },
    })),
    decisionsOmitted: 0,
    open: { ...counts, high: Math.max(0, findings - 1) },
    hiddenRestricted: 1,
    revisions: many(revisions, (index) => ({
      revision: { number: index + 1, name: `v1.${index}.0`, commit: null },
      at: "2026-11-12T09:00:00.000Z",
      open: { ...counts, medium: index },
      resolved: zero,
      setAside: zero,
    })),
    dates: many(33, (index) => ({
      at: new Date(Date.UTC(2026, 7, 1 + index * 3)).toISOString(),
      open: index < 9 ? zero : counts,
    })),
    openCriticalAndHigh: many(Math.min(100, findings), (index) => ({
      number: index + 1,
      title:
        index === 0
          ? "Pool price wins over the `feed`, whatever the size of the swap that moved it"
          : `Result of \`send\` ${index} is not checked`,
      severity: index === 0 ? ("critical" as const) : ("high" as const),
      state: index === 0 ? "regressed" : "in-progress",
      place: index % 2 === 0 ? "MeridianOracle.price" : null,
      owner: index % 3 === 0 ? null : "Tomasz Brandt",
      ageDays: index,
      poc: index % 2 === 0 ? ("reproduces" as const) : null,
    })),
    ledger: { entries: [entry(1, "regressed"), entry(2, "new"), entry(4, "acknowledged")], omitted: 0 },
    diff: null,
    promises: promises
      ? {
          ...{ kept: 9, keptLate: 1, late: 1, running: 2 },
          lines: [
            {
              ...{ finding: 1, title: "Pool price wins over the `feed`", owner: null },
              ...{ dueAt: "2026-10-02T00:00:00.000Z", state: "late" as const, days: 41 },
            },
          ],
        }
      : null,
    blindSpots: [{ what: "Keys, signers, front ends", why: "not watched yet" }],
    sheets: many(sheets, (index) => sampleSheet(index + 1)),
    sheetsOmitted: findings - sheets,
    pocs: many(pocs, (index) => ({
      ...{ number: index + 1, title: `Exploit ${index + 1}`, finding: index + 1 },
      verdicts: [
        {
          revision: 2,
          verdict: (["reproduces", "does-not-reproduce", "error", null] as const)[index % 4] ?? null,
          reason: null,
        },
        { revision: 3, verdict: "reproduces", reason: null },
      ],
    })),
    pocRevisions: [{ number: 2, name: "v1.1.0", commit: null }, revision],
    scanners: [
      {
        ...{ scanner: "solhint", title: "solhint", version: "6.2.4", state: "succeeded" },
        ...{ results: 4, sandboxed: true, scan: 7 },
      },
    ],
    notScanned: [{ scanner: "forge lint", what: "contracts", places: 1, reason: "does not compile: missing import" }],
    method: ["How it was done."],
    limits: ["What it cannot see."],
    ...over,
  };
  const before: RiskSnapshot = {
    ...snapshot,
    ...{ number: 1, ledger: { entries: [entry(1, "resolved"), entry(5, "new")], omitted: 0 }, pocs: [], scanners: [] },
  };
  return { ...snapshot, diff: over.diff === undefined ? diffReports(before, snapshot) : over.diff };
}

export function sampleFinding(over: Partial<FindingSheet> = {}): FindingSnapshot {
  return {
    format: "redoubt/finding-report@1",
    ...frame,
    sheet: sampleSheet(2, over),
    limits: ["It tells of one weakness."],
  };
}

export function sampleModel(over: Partial<ModelSnapshot> = {}): ModelSnapshot {
  const threat: Omit<SnapshotThreat, "number" | "statement" | "state"> = {
    ...{ on: ["Oracle", "Vault"], stride: ["T"], band: "high", catalogueKey: "TH-01", owner: "Ines Kovač", due: null },
    ...{ until: null, comment: "", controls: [] },
  };
  return {
    format: "redoubt/threat-model@1",
    ...frame,
    version: {
      ...{ version: 2, state: "approved", approvedBy: "Ines Kovač", approvedAt: "2026-11-12T10:00:00.000Z" },
      ...{ selfApproved: false, stale: [] },
    },
    description: "A vault and what it *trusts*.",
    elements: [
      { name: "Chain", kind: "boundary", within: null, outOfScope: null },
      { name: "Vault", kind: "contract", within: "Chain", outOfScope: null },
      { name: "Feed", kind: "oracle", within: null, outOfScope: "run by others" },
    ],
    flows: [{ source: "Feed", target: "Vault", name: "price" }],
    threats: [
      { ...threat, number: 1, statement: "A borrower moves the price within one transaction", state: "open" },
      {
        ...{ ...threat, number: 2, statement: "The feed goes silent", state: "mitigated" },
        controls: [
          { number: 1, name: "Refuses old answers", state: "in-place", isVoid: false },
          { number: 2, name: "Nobody reads the source", state: "in-place", isVoid: true },
        ],
      },
      {
        ...{ ...threat, number: 3, statement: "Somebody votes twice", state: "acknowledged", on: [] },
        ...{ until: "2027-02-26T00:00:00.000Z", comment: "Until *hand-over*." },
      },
    ],
    threatsOmitted: 0,
    controls: [
      {
        ...{ number: 1, name: "Refuses old answers", kind: "preventive", state: "in-place", void: [] },
        ...{ threats: [2], owner: "Tomasz Brandt" },
      },
      {
        ...{ number: 2, name: "Nobody reads the source", kind: "preventive", state: "in-place" },
        ...{ void: ["CAP-01: Reading costs nothing."], threats: [2], owner: null },
      },
    ],
    assumptions: [
      { number: 1, text: "The feed answers hourly.", validity: "unconfirmed", reviewBy: "2027-01-01T00:00:00.000Z" },
    ],
    limits: ["Mitigated is what people claim."],
    ...over,
  };
}

export function sampleKnownIssues(over: Partial<KnownIssuesSnapshot> = {}): KnownIssuesSnapshot {
  return {
    format: "redoubt/known-issues@1",
    ...frame,
    scope: {
      ...{ source: "meridian-vault", ref: "main", treeHash: "67c5", nsloc: 612 },
      roots: [
        {
          ...{ path: "", kind: "foundry", languages: ["solidity"], compiler: "0.8.28" },
          ...{ compiles: "yes", nsloc: 612, files: 14 },
        },
      ],
      out: [{ what: "lib/openzeppelin", why: "code of others" }],
    },
    issues: [
      {
        ...{
          number: 4,
          title: "Delay can be `zero`",
          severity: "high",
          group: "acknowledged",
          place: "Timelock.setDelay",
        },
        ...{
          reason: "Until *hand-over*; rule `R-06` tells.",
          until: "2027-02-26T00:00:00.000Z",
          owner: "Tomasz Brandt",
        },
        ...{ decidedBy: "Ines Kovač", decidedAt: "2026-11-12T10:00:00.000Z" },
      },
      {
        ...{ number: 31, title: "`tx.origin` is compared", severity: "low", group: "by-design", place: null },
        ...{ reason: null, until: null, owner: null, decidedBy: null, decidedAt: null },
      },
    ],
    issuesOmitted: 0,
    hiddenRestricted: 2,
    limits: ["What nobody has written down is not on it."],
    ...over,
  };
}
