import { z } from "zod";
import { ProjectScope, typedId } from "../../shared/index.ts";
import { Severity } from "../normalized.ts";
import { FindingState } from "../states.ts";
import { PAST_LIMITS, PastColumn, PastHead, PastKind, PastMapping, PastNote, PastState } from "./document.ts";

/** From the upload to the import: `failed` and `discarded` bring in nothing. */
export const PAST_IMPORT_STATES = ["reading", "ready", "imported", "failed", "discarded"] as const;
export const PastImportState = z.enum(PAST_IMPORT_STATES);
export type PastImportState = z.infer<typeof PastImportState>;

/**
 * Where a finding of a document stands in the newest revision: `found`, `gone` (what it names is not there), `unnamed`
 * (it names nothing), `no-code` (there is no revision to look in). Lines are 1-based and those of that revision.
 */
export const PastPlace = z.object({
  kind: z.enum(["found", "gone", "unnamed", "no-code"]),
  path: z.string().max(1000).optional(),
  startLine: z.int().positive().optional(),
  endLine: z.int().positive().optional(),
  container: z.string().max(200).optional(),
  callable: z.string().max(200).optional(),
  functionHash: z.string().max(64).optional(),
  /** Why it stands there, or what was looked for. */
  words: z.string().max(500),
});
export type PastPlace = z.infer<typeof PastPlace>;

/** What people correct before the import; what is absent is as the document says. */
export const PastEdits = z.strictObject({
  title: z.string().trim().min(3).max(PAST_LIMITS.title).optional(),
  severity: Severity.optional(),
  /** Null: it stands nowhere in the code. */
  path: z.string().trim().min(1).max(1000).nullable().optional(),
  line: z.int().positive().max(10_000_000).nullable().optional(),
});
export type PastEdits = z.infer<typeof PastEdits>;

/** How a finding that is there resembles one of the document. */
export const PAST_LIKENESS = ["document", "title", "place", "chosen"] as const;
export const PastLikeness = z.enum(PAST_LIKENESS);
export type PastLikeness = z.infer<typeof PastLikeness>;

export const PastTwin = z.object({
  number: z.int(),
  title: z.string(),
  state: FindingState,
  likeness: PastLikeness,
});
export type PastTwin = z.infer<typeof PastTwin>;

/** What the import makes of one finding of a document. */
export const PastFate = z.object({
  /** `create` a finding, `join` one that is there, or `leave` it out. */
  deed: z.enum(["create", "join", "leave"]),
  /** The state that it has afterwards. */
  state: FindingState.nullable(),
  /** Becomes a proposal that a second person confirms. */
  proposed: z.boolean(),
  /** What the document says and the product does not follow, or says otherwise. */
  conflict: z.string().nullable(),
  /** What is done, in words. */
  words: z.string(),
});
export type PastFate = z.infer<typeof PastFate>;

/** One finding of a document as its preview shows it. */
export const PastRowView = z.object({
  position: z.int(),
  key: z.string().nullable(),
  title: z.string(),
  severity: Severity,
  /** Nobody said it: neither the document nor a person. */
  severityGuessed: z.boolean(),
  state: PastState.nullable(),
  stateWords: z.string().nullable(),
  fix: z.string().nullable(),
  until: z.string().nullable(),
  at: z.int(),
  place: PastPlace,
  edits: PastEdits,
  leftOut: z.boolean(),
  /** The finding that it joins. */
  twin: PastTwin.nullable(),
  /** Others that it may be: the same place, or the same title elsewhere. */
  alike: z.array(PastTwin),
  fate: PastFate,
  /** Number of the finding that it became. */
  finding: z.int().nullable(),
});
export type PastRowView = z.infer<typeof PastRowView>;

/** The texts of one row. */
export const PastRowDetail = PastRowView.extend({
  description: z.string(),
  advice: z.string().nullable(),
  response: z.string().nullable(),
  notes: z.array(PastNote),
});
export type PastRowDetail = z.infer<typeof PastRowDetail>;

/** How many rows end how. */
export const PastCounts = z.object({
  rows: z.int(),
  create: z.int(),
  join: z.int(),
  leave: z.int(),
  proposals: z.int(),
  conflicts: z.int(),
  /** Found in the newest revision. */
  found: z.int(),
  /** Acknowledgements whose end the document does not say. */
  openEnded: z.int(),
});
export type PastCounts = z.infer<typeof PastCounts>;

/** A document of the past in a list. */
export const PastImportSummary = z.object({
  number: z.int(),
  name: z.string(),
  state: PastImportState,
  kind: PastKind.nullable(),
  head: PastHead,
  failure: z.string().nullable(),
  requestedBy: z.string().nullable(),
  createdAt: z.date(),
  endedBy: z.string().nullable(),
  endedAt: z.date().nullable(),
  /** Findings that it brought in or joined. */
  created: z.int(),
  joined: z.int(),
});
export type PastImportSummary = z.infer<typeof PastImportSummary>;

/** Everything about one but its rows. */
export const PastImportDetail = PastImportSummary.extend({
  format: z.string().nullable(),
  sourceUrl: z.string().nullable(),
  columns: z.array(PastColumn),
  mapping: PastMapping.nullable(),
  notices: z.array(z.string()),
  revision: z.object({ number: z.int(), commit: z.string().nullable(), label: z.string().nullable() }).nullable(),
  /** The document can be fetched as it was brought. */
  hasDocument: z.boolean(),
  counts: PastCounts,
  /** Decisions from this severity up take two people; null: never. */
  secondPersonFrom: Severity.nullable(),
  rowVersion: z.int(),
});
export type PastImportDetail = z.infer<typeof PastImportDetail>;

const PastNumber = z.int().positive();
const Position = z.int().nonnegative().max(PAST_LIMITS.entries);

export const SelectPast = ProjectScope.extend({ number: PastNumber });
export type SelectPast = z.infer<typeof SelectPast>;

export const PAST_VIEWS = ["all", "conflicts", "new", "joined", "left-out"] as const;
export const PastView = z.enum(PAST_VIEWS);
export type PastView = z.infer<typeof PastView>;

export const ListPastRows = SelectPast.extend({
  view: PastView.default("all"),
  /** First position of the page. */
  cursor: Position.default(0),
  limit: z.int().min(1).max(200).default(100),
});
export type ListPastRows = z.infer<typeof ListPastRows>;

export const SelectPastRow = SelectPast.extend({ position: Position });
export type SelectPastRow = z.infer<typeof SelectPastRow>;

/** Corrects one row; what is absent stays. Null in an edit takes the correction back. */
export const ChangePastRow = SelectPastRow.extend({
  leftOut: z.boolean().optional(),
  title: PastEdits.shape.title.unwrap().nullable().optional(),
  severity: Severity.nullable().optional(),
  /** Null takes the correction back, an empty text says that it stands nowhere. */
  path: z.string().trim().max(1000).nullable().optional(),
  line: z.int().positive().max(10_000_000).nullable().optional(),
  /** A finding of its own, the number of one that is there, or null: as proposed. */
  choice: z
    .union([z.literal("own"), z.int().positive()])
    .nullable()
    .optional(),
});
export type ChangePastRow = z.infer<typeof ChangePastRow>;

const blank = z.literal("").transform(() => null);
const Line = (most: number) => z.union([blank, z.string().trim().min(1).max(most)]).nullable();

export const ChangePastHead = SelectPast.extend({
  title: Line(300),
  firm: Line(200),
  date: z.union([blank, z.iso.date()]).nullable(),
  commit: z
    .union([
      blank,
      z
        .string()
        .trim()
        .regex(/^[0-9a-fA-F]{7,64}$/, "a commit id has 7 to 64 hexadecimal digits"),
    ])
    .nullable(),
});
export type ChangePastHead = z.infer<typeof ChangePastHead>;

/** Reads a table again with other columns; corrections of rows are lost. */
export const MapPast = SelectPast.extend({ mapping: PastMapping });
export type MapPast = z.infer<typeof MapPast>;

/** Findings of a DefectDojo by its address; the token is used for this and not kept. */
export const ConnectDefectDojo = ProjectScope.extend({
  url: z.url({ protocol: /^https?$/, error: "give an address that begins with https://" }).max(500),
  token: z.string().trim().min(8).max(200),
  /** Name of one product; all findings that the token may see when absent. */
  product: z.string().trim().min(1).max(200).optional(),
});
export type ConnectDefectDojo = z.infer<typeof ConnectDefectDojo>;

export const ImportPast = SelectPast.extend({
  /** The version that was looked at. */
  rowVersion: z.int().positive(),
  /** Until when acknowledgements hold whose end the document does not say. */
  until: z.coerce.date().optional(),
  /** Who owns what is acknowledged; who imports when absent. */
  owner: typedId("member").optional(),
});
export type ImportPast = z.infer<typeof ImportPast>;
