import { z } from "zod";

/** What a VEX document can say of a product and a vulnerability; the words of the standard. */
export const VEX_STATUSES = ["not_affected", "affected", "fixed", "under_investigation"] as const;
export const VexStatus = z.enum(VEX_STATUSES);
export type VexStatus = z.infer<typeof VexStatus>;

/** What became of a statement: it moved a finding or proposed to, it changed nothing, or it is about none. */
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
  /** The note for those who may not know of the restricted findings that it is about. */
  noteWithout: z.string().max(500).nullable().default(null),
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

/**
 * The statements as a reader may see them: to those who may not see restricted findings, a statement about nothing
 * else reads like one about none, and is counted so.
 */
export function statementsFor(all: ScanStatements, seesRestricted: boolean): ScanStatements {
  if (seesRestricted) return all;
  const rows = all.rows.map((row) => {
    const findings = row.findings.filter(({ number }) => number !== null);
    if (findings.length === row.findings.length) return row;
    const outcome = findings.some(({ moved }) => moved) ? "applied" : findings.length > 0 ? "unchanged" : "unmatched";
    const note = findings.length > 0 ? row.note : row.noteWithout;
    return { ...row, findings, outcome: StatementOutcome.parse(outcome), note, noteWithout: null };
  });
  const of = (outcome: StatementOutcome) => {
    const count = (list: readonly ScanStatement[]) => list.filter((row) => row.outcome === outcome).length;
    return all[outcome] - count(all.rows) + count(rows);
  };
  return { applied: of("applied"), unchanged: of("unchanged"), unmatched: of("unmatched"), rows };
}
