import { z } from "zod";
import { SnapshotTime } from "./snapshot-frame.ts";
import { Confidence, Severity, WeaknessClasses } from "../finding/index.ts";
import { PocVerdict } from "../verification/index.ts";
import { RevisionRef } from "./schema.ts";

/** Lines of a file as they were on one revision; `from` and `to` are the region that the finding is about. */
export const CodeWindow = z.object({
  path: z.string(),
  revision: RevisionRef,
  firstLine: z.int().positive(),
  lines: z.array(z.string()),
  from: z.int().positive(),
  to: z.int().positive(),
  /** True when the region goes on below the window. */
  cut: z.boolean(),
});
export type CodeWindow = z.infer<typeof CodeWindow>;

/** One line of a finding's history in words; `said` is Markdown as somebody typed it. */
export const SheetEvent = z.object({
  at: SnapshotTime,
  who: z.string(),
  deed: z.string(),
  said: z.string().nullable(),
  undone: z.boolean(),
});
export type SheetEvent = z.infer<typeof SheetEvent>;

/** An exploit test of the finding with its newest verdict on each revision on which it ran, in revision order. */
export const SheetPoc = z.object({
  number: z.int(),
  title: z.string(),
  fileName: z.string(),
  runs: z.array(z.object({ revision: RevisionRef, verdict: PocVerdict, reason: z.string().nullable() })),
});
export type SheetPoc = z.infer<typeof SheetPoc>;

/** A tool that reported the finding; `present` is what its newest run says. */
export const SheetReporter = z.object({
  title: z.string(),
  detector: z.string(),
  present: z.boolean(),
  places: z.int(),
});
export type SheetReporter = z.infer<typeof SheetReporter>;

/** All that a report tells of one finding. Never of a restricted one. */
export const FindingSheet = z.object({
  number: z.int(),
  title: z.string(),
  severity: Severity,
  confidence: Confidence,
  state: z.string(),
  /** Why it was dismissed, in the field's words; what was written when it was acknowledged. */
  reason: z.string().nullable(),
  until: SnapshotTime.nullable(),
  dueAt: SnapshotTime.nullable(),
  owner: z.string().nullable(),
  classes: WeaknessClasses,
  /** Markdown. */
  description: z.string(),
  advice: z.string().nullable(),
  place: z.string().nullable(),
  path: z.string().nullable(),
  line: z.int().nullable(),
  code: CodeWindow.nullable(),
  /** Why there is no code, when there is a place. */
  noCode: z.string().nullable(),
  recordedBy: z.string().nullable(),
  reporters: z.array(SheetReporter),
  pocs: z.array(SheetPoc),
  firstSeenAt: SnapshotTime,
  ageDays: z.int(),
  /** Oldest first. */
  history: z.array(SheetEvent),
  /** Older lines that the report leaves out. */
  historyOmitted: z.int(),
});
export type FindingSheet = z.infer<typeof FindingSheet>;
