import { z } from "zod";

/** What a VEX document can say of a product and a vulnerability; the words of the standard. */
export const VEX_STATUSES = ["not_affected", "affected", "fixed", "under_investigation"] as const;
export const VexStatus = z.enum(VEX_STATUSES);
export type VexStatus = z.infer<typeof VexStatus>;

/** What became of a statement: it moved a finding, it changed nothing, or it is about none. */
export const STATEMENT_OUTCOMES = ["applied", "unchanged", "unmatched"] as const;
export const StatementOutcome = z.enum(STATEMENT_OUTCOMES);
export type StatementOutcome = z.infer<typeof StatementOutcome>;

/** One statement of an imported document as the scan shows it. */
export const ScanStatement = z.object({
  vulnerability: z.string().max(300),
  product: z.string().max(1000).nullable(),
  status: VexStatus,
  outcome: StatementOutcome,
  /** Each finding that it is about, and what happened to it; a restricted one without its number. */
  findings: z.array(z.object({ number: z.int().nullable(), moved: z.boolean(), words: z.string().max(500) })).max(50),
  /** Why it is about none, or how many findings more it is about. */
  note: z.string().max(500).nullable(),
});
export type ScanStatement = z.infer<typeof ScanStatement>;

/** How many rows a scan keeps; the counts are of all. */
export const STATEMENT_ROWS = 2000;

/** All statements of a scan: how many of each outcome, and the first of them. */
export const ScanStatements = z.object({
  applied: z.int().nonnegative().default(0),
  unchanged: z.int().nonnegative().default(0),
  unmatched: z.int().nonnegative().default(0),
  rows: z.array(ScanStatement).default([]),
});
export type ScanStatements = z.infer<typeof ScanStatements>;
