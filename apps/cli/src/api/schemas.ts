import { z } from "zod";

// What the command line reads from the API. More keys never hurt; a server of another version may lack the optional ones.
const text = z.string();
const texts = z.array(z.string()).default([]);
const maybe = z
  .string()
  .nullish()
  .transform((value) => value ?? null);
const line = z
  .number()
  .int()
  .positive()
  .nullish()
  .transform((value) => value ?? null);

export const SEVERITIES = ["critical", "high", "medium", "low", "info"] as const;
export const Severity = z.enum(SEVERITIES);
export type Severity = z.infer<typeof Severity>;

export const Me = z.object({
  organization: z.object({ slug: text, name: text }),
  token: z.object({ name: text, scopes: texts, expiresAt: maybe }),
  project: maybe,
  /** The server's address for people, where it differs from the one in use. */
  url: maybe.pipe(z.union([z.url(), z.null()])).catch(null),
});
export type Me = z.infer<typeof Me>;

export const Project = z.object({ slug: text, name: text });

export const Finding = z.object({
  name: text,
  number: z.number().int(),
  title: text,
  description: text.default(""),
  advice: maybe,
  severity: Severity,
  confidence: text.default("medium"),
  state: text,
  scanner: maybe,
  detector: maybe,
  path: maybe,
  startLine: line,
  endLine: line,
  cwe: texts,
  swc: texts,
  scwe: texts,
  tags: texts,
  package: maybe,
  advisories: texts,
  restricted: z.boolean().default(false),
  backlog: z.boolean().default(false),
  dependency: z.boolean().default(false),
  url: text,
});
export type Finding = z.infer<typeof Finding>;

export const Revision = z.object({
  number: z.number().int(),
  state: text,
  commit: maybe,
  ref: maybe,
  failure: maybe,
  url: maybe,
});
export type Revision = z.infer<typeof Revision>;

const ScannerRun = z.object({ scanner: text, state: text, reason: maybe, findings: z.number().nullish() });

export const Scan = z.object({
  number: z.number().int(),
  state: text,
  scanners: z.array(ScannerRun).default([]),
  url: maybe,
});
export type Scan = z.infer<typeof Scan>;

export const Import = z.object({
  number: z.number().int(),
  state: text,
  failure: maybe,
  format: maybe,
  imported: z.number().nullish(),
  refused: z.number().nullish(),
  url: maybe,
});
export type Import = z.infer<typeof Import>;

const Side = z.object({ number: z.number().int(), commit: maybe, ref: maybe }).nullish();

export const Comparison = z.object({
  comparable: z.boolean().default(true),
  reason: maybe,
  base: Side,
  head: Side,
  introduced: z.array(Finding),
  fixed: z.array(Finding).default([]),
  unchanged: z.number().int().default(0),
  restricted: z.object({ introduced: z.number().int(), fixed: z.number().int() }).default({ introduced: 0, fixed: 0 }),
  more: z.boolean().default(false),
  notCompared: z.array(z.object({ scanner: text, reason: text })).default([]),
});
export type Comparison = z.infer<typeof Comparison>;

export const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: maybe });

export const Problem = z.object({
  title: z.string().optional(),
  detail: z.string().optional(),
  code: z.string().optional(),
});

/** One finding with what a list leaves out, handed on as it came. */
export const FindingDetail = Finding.extend({
  places: z.array(z.unknown()).default([]),
  history: z.array(z.unknown()).default([]),
});
export type FindingDetail = z.infer<typeof FindingDetail>;

/** The code window, handed on as it came. */
export const Context = z.record(z.string(), z.unknown());

export const Report = z.object({ number: z.number().int() });

export const AdvisoryImport = z.object({
  id: text,
  kind: maybe,
  state: text,
  failure: maybe,
  counts: z.record(z.string(), z.number()).default({}),
  notices: texts,
});
export type AdvisoryImport = z.infer<typeof AdvisoryImport>;
