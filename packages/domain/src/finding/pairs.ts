import { z } from "zod";
import { PageSize, ProjectScope } from "../shared/index.ts";
import { FindingSummary } from "./schema.ts";

const FindingNumber = z.int().positive();

/** Two findings that may be one. */
export const PairOfFindings = z.object({
  /** The older first. */
  first: FindingSummary,
  second: FindingSummary,
  /** Why it was suggested. */
  why: z.string(),
  at: z.date(),
});
export type PairOfFindings = z.infer<typeof PairOfFindings>;

export const ListPairs = ProjectScope.extend({ limit: PageSize, cursor: z.string().max(500).optional() });
export type ListPairs = z.infer<typeof ListPairs>;

/** That two findings are the same, which makes one the duplicate of the other, or that they are not. */
export const DecidePair = ProjectScope.extend({
  numbers: z.tuple([FindingNumber, FindingNumber]),
  verdict: z.enum(["same", "apart"]),
});
export type DecidePair = z.infer<typeof DecidePair>;

export const UndoPair = ProjectScope.extend({ numbers: z.tuple([FindingNumber, FindingNumber]) });
export type UndoPair = z.infer<typeof UndoPair>;

/** Takes what one scanner reports out of a finding that it was merged into. */
export const SplitFinding = ProjectScope.extend({ number: FindingNumber, scanner: z.string().min(1).max(80) });
export type SplitFinding = z.infer<typeof SplitFinding>;
