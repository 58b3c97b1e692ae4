import { z } from "zod";
import { KNOWN_STATUSES, type KnownStatus, Severity } from "../finding/index.ts";
import { FindingSheet } from "./sheet.ts";
import { SnapshotFrame, SnapshotTime } from "./snapshot-frame.ts";

/** One finding with its evidence, its history and its decision. */
export const FindingSnapshot = SnapshotFrame.extend({
  format: z.literal("redoubt/finding-report@1"),
  sheet: FindingSheet,
  limits: z.array(z.string()),
});
export type FindingSnapshot = z.infer<typeof FindingSnapshot>;

/** The groups of a known issues page: what the team lives with, and why. */
export const KNOWN_GROUPS = KNOWN_STATUSES;
export type KnownGroup = KnownStatus;

/** One weakness that is known and stays; `reason` is Markdown as it was written with the decision. */
export const KnownIssue = z.object({
  number: z.int(),
  title: z.string(),
  severity: Severity,
  group: z.enum(KNOWN_GROUPS),
  place: z.string().nullable(),
  reason: z.string().nullable(),
  until: SnapshotTime.nullable(),
  owner: z.string().nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: SnapshotTime.nullable(),
});
export type KnownIssue = z.infer<typeof KnownIssue>;

/** A place where a build starts, as far as a reader of the scope needs it. */
export const ScopeRoot = z.object({
  path: z.string(),
  kind: z.string(),
  languages: z.array(z.string()),
  compiler: z.string().nullable(),
  compiles: z.enum(["yes", "no", "not-tried"]),
  nsloc: z.int(),
  files: z.int(),
});
export type ScopeRoot = z.infer<typeof ScopeRoot>;

/** What a reviewer should know before they look: the code in question, what is left out, what is known already. */
export const KnownIssuesSnapshot = SnapshotFrame.extend({
  format: z.literal("redoubt/known-issues@1"),
  scope: z.object({
    source: z.string().nullable(),
    ref: z.string().nullable(),
    treeHash: z.string().nullable(),
    nsloc: z.int().nullable(),
    roots: z.array(ScopeRoot),
    /** What is not part of it, and why. */
    out: z.array(z.object({ what: z.string(), why: z.string() })),
  }),
  issues: z.array(KnownIssue),
  issuesOmitted: z.int(),
  hiddenRestricted: z.int(),
  limits: z.array(z.string()),
});
export type KnownIssuesSnapshot = z.infer<typeof KnownIssuesSnapshot>;
