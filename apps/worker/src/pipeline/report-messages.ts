import { NormalizedFinding, PastDocument, PastEntry, PastMapping, VexStatement } from "@redoubt/domain/finding";
import type { Notice as ReportNotice, ReportRun } from "@redoubt/scanners/reports";
import { z } from "zod";

/** How refusals of damaged reports begin. */
export const CANNOT_READ = "The report cannot be read:";

/** What the reading process is asked. */
export const ReportTask = z.object({
  file: z.string(),
  dependencyPaths: z.array(z.string()),
  /** Files of the revision, where one is known. */
  files: z.array(z.string()).optional(),
  secretKey: z.string().optional(),
  /** Also counts the units by the format's independent counter. */
  count: z.boolean(),
  /** What is looked for: reports of tools, documents of the past, or whichever it is. */
  kind: z.enum(["report", "past", "any"]),
  /** What the report was said to be; its content decides when absent. */
  format: z.string().optional(),
  /** How tables of the past were mapped before, by the signature of their header, and how this one is to be. */
  mappings: z.record(z.string(), PastMapping).optional(),
  mapping: PastMapping.optional(),
});
export type ReportTask = z.infer<typeof ReportTask>;

const Notice = z.object({
  kind: z.enum(["not-scanned", "limit", "info"]),
  path: z.string().optional(),
  reason: z.string(),
});

/** What it answers, in order; a run is followed by its findings and statements. Read as if it came from outside. */
export const ReportMessage = z.discriminatedUnion("type", [
  z.object({ type: z.literal("format"), id: z.string(), title: z.string() }),
  z.object({ type: z.literal("stated"), units: z.int().nonnegative() }),
  z.object({ type: z.literal("refused"), kind: z.enum(["report", "model", "unknown"]), reason: z.string() }),
  z.object({
    type: z.literal("run"),
    run: z.object({
      scanner: z.string(),
      title: z.string(),
      version: z.string().nullable(),
      category: z.string(),
      detectors: z.union([z.array(z.string()), z.literal("unknown")]),
      successful: z.boolean(),
      resultsPresent: z.boolean(),
      results: z.int().nonnegative(),
      notices: z.array(Notice),
    }),
  }),
  z.object({ type: z.literal("findings"), findings: z.array(NormalizedFinding) }),
  z.object({ type: z.literal("statements"), statements: z.array(VexStatement) }),
  z.object({ type: z.literal("notice"), notice: Notice }),
  z.object({ type: z.literal("document"), document: PastDocument.omit({ entries: true }) }),
  z.object({ type: z.literal("entries"), entries: z.array(PastEntry) }),
  z.object({ type: z.literal("end") }),
]);
// Without zod's view of absent keys, so that what adapters make can be sent as it is.
export type ReportMessage =
  | Exclude<z.input<typeof ReportMessage>, { type: "run" | "findings" | "statements" | "notice" }>
  | { type: "run"; run: Omit<ReportRun, "findings" | "statements"> }
  | { type: "findings"; findings: readonly NormalizedFinding[] }
  | { type: "statements"; statements: readonly VexStatement[] }
  | { type: "notice"; notice: ReportNotice };
