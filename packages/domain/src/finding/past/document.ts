import { z } from "zod";
import { Severity } from "../normalized.ts";

/** What one document of the past may bring: the rest is left out with a remark. */
export const PAST_LIMITS = {
  /** Findings of one document. */
  entries: 5000,
  /** Signs of a text report. */
  textLength: 8 * 1024 * 1024,
  title: 500,
  description: 20_000,
  advice: 20_000,
  response: 4000,
  hints: 20,
  notes: 50,
  note: 10_000,
} as const;

/** What a document says became of a finding; null in an entry: it does not say. */
export const PAST_STATES = [
  "open",
  "fixed",
  "partially-fixed",
  "acknowledged",
  "disputed",
  "false-positive",
  "out-of-scope",
  "duplicate",
] as const;
export const PastState = z.enum(PAST_STATES);
export type PastState = z.infer<typeof PastState>;

export const PAST_KINDS = ["audit-report", "table", "defectdojo"] as const;
export const PastKind = z.enum(PAST_KINDS);
export type PastKind = z.infer<typeof PastKind>;

/** A place as a document names it: a file, lines, a contract, a function, any of them. Lines are 1-based. */
export const PastHint = z.object({
  path: z.string().max(1000).optional(),
  startLine: z.int().positive().optional(),
  endLine: z.int().positive().optional(),
  container: z.string().max(200).optional(),
  callable: z.string().max(200).optional(),
  /** The commit of a permanent link: its lines hold there. */
  commit: z.string().max(64).optional(),
});
export type PastHint = z.infer<typeof PastHint>;

/** Something that somebody wrote about a finding in the system that it comes from. */
export const PastNote = z.object({
  author: z.string().max(200).nullable(),
  at: z.iso.datetime({ offset: true }).nullable(),
  text: z.string().max(PAST_LIMITS.note),
});
export type PastNote = z.infer<typeof PastNote>;

/** One finding as a document tells it. */
export const PastEntry = z.object({
  /** Its number in the document, such as `H-01`. */
  key: z.string().max(80).nullable(),
  title: z.string().min(1).max(PAST_LIMITS.title),
  /** Markdown, as untrusted as the document. */
  description: z.string().max(PAST_LIMITS.description),
  advice: z.string().max(PAST_LIMITS.advice).nullable(),
  /** Null: the document does not say. */
  severity: Severity.nullable(),
  /** The document's own words. */
  severityWords: z.string().max(80).nullable(),
  state: PastState.nullable(),
  stateWords: z.string().max(80).nullable(),
  /** What was answered: how it was fixed, why it is lived with. */
  response: z.string().max(PAST_LIMITS.response).nullable(),
  /** The fix as the document names it: a commit id or a pull request. */
  fix: z.string().max(200).nullable(),
  /** Until when it is lived with. */
  until: z.iso.date().nullable(),
  foundOn: z.iso.date().nullable(),
  hints: z.array(PastHint).max(PAST_LIMITS.hints),
  cwe: z.array(z.string().max(20)).max(20),
  advisories: z.array(z.string().max(100)).max(50),
  package: z.string().max(1000).nullable(),
  tags: z.array(z.string().max(100)).max(50),
  notes: z.array(PastNote).max(PAST_LIMITS.notes),
  /** Stable id in the system that it comes from. */
  sourceId: z.string().max(300).nullable(),
  /** The id of the entry that it repeats, where the state is duplicate. */
  repeats: z.string().max(300).nullable(),
  /** Where it stands in the document: a line, a row, an index; 1-based. */
  at: z.int().positive(),
});
export type PastEntry = z.infer<typeof PastEntry>;

/** A column of a table, and what it is taken for. */
export const PastColumn = z.object({
  name: z.string().max(200),
  /** The first filled cells, so that people see what the column holds. */
  samples: z.array(z.string().max(200)).max(3),
});
export type PastColumn = z.infer<typeof PastColumn>;

/** Who made a document, when, and about which code; null: it does not say. */
export const PastHead = z.object({
  title: z.string().max(300).nullable(),
  firm: z.string().max(200).nullable(),
  date: z.iso.date().nullable(),
  /** The commit under review. */
  commit: z.string().max(64).nullable(),
  repository: z.string().max(300).nullable(),
});
export type PastHead = z.infer<typeof PastHead>;

/** What a column of a table can be taken for. */
export const PAST_FIELDS = [
  "key",
  "title",
  "severity",
  "status",
  "description",
  "advice",
  "response",
  "place",
  "line",
  "function",
  "found",
  "until",
  "fix",
  "cwe",
  "advisory",
  "package",
  "tags",
  "id",
] as const;
export const PastField = z.enum(PAST_FIELDS);
export type PastField = z.infer<typeof PastField>;

/** Which column holds which field, by its index; a table needs at least the title. */
export const PastMapping = z.partialRecord(PastField, z.int().min(0).max(499));
export type PastMapping = z.infer<typeof PastMapping>;

/** A document of the past as it was read. */
export const PastDocument = z.object({
  kind: PastKind,
  head: PastHead,
  entries: z.array(PastEntry).max(PAST_LIMITS.entries),
  /** What people should know about the reading. */
  notices: z.array(z.string().max(500)).max(100),
  /** The header of a table; empty for other documents. */
  columns: z.array(PastColumn).max(500),
  /** How the table was read; null for other documents. */
  mapping: PastMapping.nullable(),
  /** The same for every table with this header: what a mapping is remembered by. */
  signature: z.string().max(64).nullable(),
});
export type PastDocument = z.infer<typeof PastDocument>;

/** An entry of which nothing but its title and place in the document is known. */
export function blankEntry(title: string, at: number): PastEntry {
  return {
    ...{ key: null, title, description: "", advice: null, severity: null, severityWords: null },
    ...{ state: null, stateWords: null, response: null, fix: null, until: null, foundOn: null },
    ...{ hints: [], cwe: [], advisories: [], package: null, tags: [], notes: [] },
    ...{ sourceId: null, repeats: null, at },
  };
}

export const NO_HEAD: PastHead = { title: null, firm: null, date: null, commit: null, repository: null };

/** A text cut to a length, without half of a sign at its end. */
export function cut(text: string, length: number): string {
  return text.length <= length
    ? text
    : text
        .slice(0, length)
        .toWellFormed()
        .replace(/\uFFFD$/, "");
}
