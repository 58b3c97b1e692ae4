import { AdvisoryImportKind, ExploitScore, KnownExploited, OsvRecord } from "@redoubt/domain/advisory";
import { z } from "zod";

/** What the process that reads a dump of advisories is asked. */
export const DumpRequest = z.object({
  file: z.string(),
  /** What it should be; the content decides when null. */
  kind: AdvisoryImportKind.nullable(),
});
export type DumpRequest = z.infer<typeof DumpRequest>;

/** What it answers, in order; the last one is `end` or `refused`. Read as if it came from outside. */
export const DumpMessage = z.discriminatedUnion("type", [
  z.object({ type: z.literal("kind"), kind: AdvisoryImportKind }),
  z.object({ type: z.literal("advisories"), records: z.array(OsvRecord) }),
  z.object({ type: z.literal("scores"), scores: z.array(ExploitScore) }),
  z.object({ type: z.literal("exploited"), entries: z.array(KnownExploited) }),
  z.object({ type: z.literal("progress"), done: z.int().nonnegative(), total: z.int().nonnegative() }),
  z.object({
    type: z.literal("end"),
    read: z.int().nonnegative(),
    leftOut: z.int().nonnegative(),
    elsewhere: z.int().nonnegative(),
    notices: z.array(z.string().max(1000)).max(50),
    asOf: z.iso.datetime().nullable(),
  }),
  z.object({ type: z.literal("refused"), reason: z.string() }),
]);
export type DumpMessage = z.infer<typeof DumpMessage>;
