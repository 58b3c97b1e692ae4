import { z } from "zod";
import { ScanStatements, ScanStats } from "../scan/index.ts";
import { PageSize, ProjectScope } from "../shared/index.ts";
import { Severity } from "./normalized.ts";
import { FindingState } from "./states.ts";

/** What becomes of a finding, in the order in which previews show it. */
export const OUTCOMES = ["new", "reopened", "moved", "closes", "held", "not-observed", "unchanged"] as const;
export const Outcome = z.enum(OUTCOMES);
export type Outcome = z.infer<typeof Outcome>;

/** How many rows of one kind a preview keeps; the counts are of all. */
export const PREVIEW_ROWS = 5000;
/** An upload that nobody decided on is thrown away after so many days. */
export const PREVIEW_DAYS = 7;

/** What one tool of the report would do. */
export const PreviewRun = z.object({
  scanner: z.string(),
  title: z.string(),
  version: z.string().nullable(),
  category: z.string(),
  stats: ScanStats,
  /** Open findings of the lineage now: what the limit of closings is measured by. */
  openBefore: z.int().nonnegative(),
  /** False where nothing can be closed because the report had no list of results or was cut short. */
  complete: z.boolean(),
  movesState: z.boolean(),
});
export type PreviewRun = z.infer<typeof PreviewRun>;

/** An upload that waits for a person, or that was decided on. */
export const ImportPreview = z.object({
  name: z.string().nullable(),
  runs: z.array(PreviewRun),
  /** Rows of each kind that the reader may see, and how many there are in all. */
  kinds: z.array(z.object({ kind: Outcome, count: z.int(), listed: z.int(), restricted: z.int() })),
  statements: ScanStatements,
  createdAt: z.date(),
  expiresAt: z.date(),
  decision: z.enum(["confirmed", "discarded", "expired"]).nullable(),
  decidedAt: z.date().nullable(),
  decidedBy: z.string().nullable(),
});
export type ImportPreview = z.infer<typeof ImportPreview>;

/** One result or finding of a preview; `number` is null for what would be new. */
export const PreviewRow = z.object({
  position: z.int(),
  number: z.int().nullable(),
  state: FindingState.nullable(),
  scanner: z.string(),
  title: z.string(),
  severity: Severity,
  path: z.string().nullable(),
  line: z.int().nullable(),
  /** Why it is this finding, or why it would close. */
  why: z.string(),
});
export type PreviewRow = z.infer<typeof PreviewRow>;

/** The upload of a scan request, by the request's number. */
export const SelectImport = ProjectScope.extend({ number: z.int().positive() });
export type SelectImport = z.infer<typeof SelectImport>;

export const ListPreviewRows = SelectImport.extend({
  kind: Outcome,
  /** Position of the first row; `next` of the page before. */
  cursor: z.int().min(0).default(0),
  limit: PageSize,
});
export type ListPreviewRows = z.infer<typeof ListPreviewRows>;
