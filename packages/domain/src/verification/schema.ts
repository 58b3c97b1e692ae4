import { z } from "zod";
import { ProjectScope, typedId } from "../shared/index.ts";

export const POC_VERDICTS = ["reproduces", "does-not-reproduce", "error"] as const;
export const PocVerdict = z.enum(POC_VERDICTS);
export type PocVerdict = z.infer<typeof PocVerdict>;

export const POC_RUN_STATES = ["queued", "running", "finished", "failed", "cancelled"] as const;
export const PocRunState = z.enum(POC_RUN_STATES);
export type PocRunState = z.infer<typeof PocRunState>;

/** One test function of a PoC: `passed` is false when an assertion or a call in its body failed. */
export const PocTest = z.object({ name: z.string(), passed: z.boolean(), reason: z.string().nullable() });
export type PocTest = z.infer<typeof PocTest>;

/** One run of a PoC on one revision. Durations in milliseconds. */
export const PocRun = z.object({
  id: z.string(),
  revision: z.int(),
  revisionName: z.string(),
  state: PocRunState,
  verdict: PocVerdict.nullable(),
  reason: z.string().nullable(),
  tests: z.array(PocTest),
  durationMs: z.int().nullable(),
  sandboxed: z.boolean().nullable(),
  /** False when the revision was not the newest of the default branch: stored and shown, moves no state. */
  movesState: z.boolean().nullable(),
  createdAt: z.date(),
  startedAt: z.date().nullable(),
  finishedAt: z.date().nullable(),
});
export type PocRun = z.infer<typeof PocRun>;

/** An executable exploit test; `runs` are the newest per revision, in revision order. */
export const Poc = z.object({
  id: z.string(),
  number: z.int(),
  title: z.string(),
  fileName: z.string(),
  rootPath: z.string(),
  origin: z.enum(["upload", "revision"]),
  originPath: z.string().nullable(),
  finding: z.object({ number: z.int(), title: z.string() }).nullable(),
  createdAt: z.date(),
  runs: z.array(PocRun),
});
export type Poc = z.infer<typeof Poc>;

/** A file, how many a project holds, and what one run may take beside the limits of a scanner. */
export const POC_LIMITS = { contentBytes: 256 * 1024, perProject: 1000, runMs: 300_000, outputMb: 32 } as const;

/** A forge test file by name; it is laid under `test/poc/`. */
export const PocFileName = z
  .string()
  .max(120)
  .regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]*\.t\.sol$/, "a file name ending in .t.sol");

export const AttachPoc = ProjectScope.extend({
  finding: z.int().positive(),
  fileName: PocFileName,
  content: z.string().min(1).max(POC_LIMITS.contentBytes),
  rootPath: z.string().max(1000).default(""),
  title: z.string().trim().min(1).max(200).optional(),
  /** Set when the file was picked from a revision. */
  originPath: z.string().max(1000).optional(),
});
export type AttachPoc = z.infer<typeof AttachPoc>;

export const RequestPocRuns = ProjectScope.extend({
  poc: z.int().positive(),
  /** Revision numbers; all ready revisions with a Solidity root when absent. */
  revisions: z.array(z.int().positive()).min(1).max(50).optional(),
});
export type RequestPocRuns = z.infer<typeof RequestPocRuns>;

export const PocRunSelector = ProjectScope.extend({ runId: typedId("pocRun") });
export type PocRunSelector = z.infer<typeof PocRunSelector>;

export const PocRunLog = ProjectScope.extend({ runId: typedId("pocRun"), after: z.int().min(0).default(0) });
export type PocRunLog = z.infer<typeof PocRunLog>;

export const ListPocs = ProjectScope.extend({ finding: z.int().positive().optional() });
export type ListPocs = z.infer<typeof ListPocs>;

export const PocSelector = ProjectScope.extend({ poc: z.int().positive() });
export type PocSelector = z.infer<typeof PocSelector>;
