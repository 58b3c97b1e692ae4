import { z } from "zod";
import { ProjectScope, typedId } from "../shared/index.ts";
import { ModelSnapshot } from "./model-snapshot.ts";
import { FindingSnapshot, KnownIssuesSnapshot } from "./other-snapshots.ts";
import { RiskSnapshot } from "./risk-snapshot.ts";

/** `risk` for managers, `finding` about one weakness, `known-issues` for who reviews next, `threat-model` as it stands. */
export const REPORT_KINDS = ["risk", "finding", "known-issues", "threat-model"] as const;
export const ReportKind = z.enum(REPORT_KINDS);
export type ReportKind = z.infer<typeof ReportKind>;

/** The frozen data of a report of any kind; `format` tells them apart. */
export type ReportSnapshot = RiskSnapshot | FindingSnapshot | KnownIssuesSnapshot | ModelSnapshot;

export const RENDER_STATES = ["queued", "ready", "failed"] as const;

/** A stored report as the list shows it. */
export const ReportEntry = z.object({
  id: z.string(),
  number: z.int(),
  kind: ReportKind,
  title: z.string(),
  revisionName: z.string().nullable(),
  sha256: z.string(),
  renderState: z.enum(RENDER_STATES),
  renderFailure: z.string().nullable(),
  createdAt: z.date(),
  createdBy: z.string().nullable(),
  /** True when a schedule made it. */
  scheduled: z.boolean(),
  /** Links that open it now. */
  liveShares: z.int(),
});
export type ReportEntry = z.infer<typeof ReportEntry>;

export const ReportDetail = ReportEntry.extend({
  snapshot: z.union([RiskSnapshot, FindingSnapshot, KnownIssuesSnapshot, ModelSnapshot]),
  /** Numbers of the risk reports that this one may be compared with, the newest first. */
  comparable: z.array(z.object({ number: z.int(), createdAt: z.date() })),
});
export type ReportDetail = z.infer<typeof ReportDetail>;

export const ReportSelector = ProjectScope.extend({ report: z.int().positive() });
export type ReportSelector = z.infer<typeof ReportSelector>;

export const CreateFindingReport = ProjectScope.extend({ finding: z.int().positive() });
export type CreateFindingReport = z.infer<typeof CreateFindingReport>;

/** Two risk reports of a project, in any order. */
export const CompareReports = ReportSelector.extend({ with: z.int().positive() });
export type CompareReports = z.infer<typeof CompareReports>;

/** A report with the project that it is about. */
export const OrganizationReport = ReportEntry.extend({ project: z.object({ slug: z.string(), name: z.string() }) });
export type OrganizationReport = z.infer<typeof OrganizationReport>;

export const SHARE_DAYS = { least: 1, most: 90 } as const;

export const ShareReport = ReportSelector.extend({
  days: z.int().min(SHARE_DAYS.least).max(SHARE_DAYS.most),
  /** For whom it is, for those who see the list later. */
  recipient: z.string().trim().min(1).max(120).optional(),
});
export type ShareReport = z.infer<typeof ShareReport>;

export const RevokeShare = ProjectScope.extend({ shareId: typedId("reportShare") });
export type RevokeShare = z.infer<typeof RevokeShare>;

/** A link that opens one report without an account. The link itself is not stored. */
export const ReportShare = z.object({
  id: z.string(),
  recipient: z.string().nullable(),
  createdBy: z.string(),
  createdAt: z.date(),
  expiresAt: z.date(),
  revokedAt: z.date().nullable(),
  /** `halted`: it names a finding that has been restricted since. */
  state: z.enum(["live", "expired", "revoked", "halted"]),
  openings: z.int(),
  lastOpenedAt: z.date().nullable(),
});
export type ReportShare = z.infer<typeof ReportShare>;

/** What the maker of a link sees once. */
export const CreatedShare = z.object({ id: z.string(), token: z.string(), expiresAt: z.date() });
export type CreatedShare = z.infer<typeof CreatedShare>;

/** Organization, a dot, 256 random bits: the look-up happens inside the organization. */
export const ShareToken = z.string().regex(/^[0-9a-f]{32}\.[A-Za-z0-9_-]{43}$/);

/** What the holder of a link reads. */
export interface SharedReport {
  readonly kind: ReportKind;
  readonly number: number;
  readonly title: string;
  readonly sha256: string;
  readonly rendered: boolean;
  readonly expiresAt: Date;
  readonly snapshot: ReportSnapshot;
}

export const CADENCES = ["weekly", "on-revision"] as const;
export const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

/** When risk reports are made by themselves. `weekday` counts from Monday, 1 to 7; hours are UTC. */
export const Cadence = z.discriminatedUnion("cadence", [
  z.strictObject({ cadence: z.literal("weekly"), weekday: z.int().min(1).max(7), hour: z.int().min(0).max(23) }),
  z.strictObject({ cadence: z.literal("on-revision") }),
]);
export type Cadence = z.infer<typeof Cadence>;

export const SetSchedule = ProjectScope.extend({ when: Cadence });
export type SetSchedule = z.infer<typeof SetSchedule>;

export const SetSubscription = ProjectScope.extend({ subscribed: z.boolean() });
export type SetSubscription = z.infer<typeof SetSubscription>;

/** The project's schedule, whose it is, and why it stopped when it did; with the reader's own subscription. */
export const ReportSchedule = z.object({
  schedule: z
    .object({
      when: Cadence,
      setBy: z.string(),
      setAt: z.date(),
      stoppedAt: z.date().nullable(),
      stoppedBecause: z.string().nullable(),
      /** Of a weekly one that runs. */
      nextAt: z.date().nullable(),
    })
    .nullable(),
  subscribed: z.boolean(),
  subscribers: z.int(),
});
export type ReportSchedule = z.infer<typeof ReportSchedule>;
