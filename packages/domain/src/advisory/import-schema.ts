import { z } from "zod";
import { OrganizationScope, typedId } from "../shared/index.ts";

export const ADVISORY_IMPORT_KINDS = ["osv", "epss", "kev"] as const;
export const AdvisoryImportKind = z.enum(ADVISORY_IMPORT_KINDS);
export type AdvisoryImportKind = z.infer<typeof AdvisoryImportKind>;

export const ADVISORY_IMPORT_STATES = ["queued", "reading", "succeeded", "failed", "cancelled"] as const;
export const AdvisoryImportState = z.enum(ADVISORY_IMPORT_STATES);
export type AdvisoryImportState = z.infer<typeof AdvisoryImportState>;

export const AdvisoryImportProgress = z.object({
  phase: z.string().max(200).default("waiting"),
  done: z.int().nonnegative().optional(),
  total: z.int().nonnegative().optional(),
});
export type AdvisoryImportProgress = z.infer<typeof AdvisoryImportProgress>;

/** Entries of a dump: `leftOut` are those that could not be kept, `elsewhere` those of ecosystems nobody reads here. */
export const AdvisoryImportCounts = z.object({
  read: z.int().nonnegative().default(0),
  added: z.int().nonnegative().default(0),
  changed: z.int().nonnegative().default(0),
  unchanged: z.int().nonnegative().default(0),
  withdrawn: z.int().nonnegative().default(0),
  leftOut: z.int().nonnegative().default(0),
  elsewhere: z.int().nonnegative().default(0),
});
export type AdvisoryImportCounts = z.infer<typeof AdvisoryImportCounts>;

/** One uploaded dump and what became of it. */
export const AdvisoryImport = z.object({
  id: z.string(),
  kind: AdvisoryImportKind.nullable(),
  name: z.string(),
  state: AdvisoryImportState,
  progress: AdvisoryImportProgress,
  counts: AdvisoryImportCounts,
  notices: z.array(z.string()),
  failure: z.string().nullable(),
  dataAsOf: z.date().nullable(),
  requestedBy: z.string().nullable(),
  createdAt: z.date(),
  finishedAt: z.date().nullable(),
});
export type AdvisoryImport = z.infer<typeof AdvisoryImport>;

/** What is known about one ecosystem (or by EPSS, KEV), and how old it is; `isOld` after `ADVISORY_LIMITS.oldAfterDays`. */
export const AdvisoryCoverage = z.object({
  subject: z.string(),
  advisories: z.int().nonnegative(),
  withdrawn: z.int().nonnegative(),
  newest: z.date().nullable(),
  importedAt: z.date(),
  isOld: z.boolean(),
});
export type AdvisoryCoverage = z.infer<typeof AdvisoryCoverage>;

export const AdvisoryStatus = z.object({
  coverage: z.array(AdvisoryCoverage),
  /** The newest imports, newest first. */
  imports: z.array(AdvisoryImport),
});
export type AdvisoryStatus = z.infer<typeof AdvisoryStatus>;

export const AdvisoryImportSelector = OrganizationScope.extend({ importId: typedId("advisoryImport") });
export type AdvisoryImportSelector = z.infer<typeof AdvisoryImportSelector>;
