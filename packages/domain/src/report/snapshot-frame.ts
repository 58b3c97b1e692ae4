import { z } from "zod";
import { RevisionRef } from "./schema.ts";

/** A moment as frozen data holds it. */
export const SnapshotTime = z.iso.datetime();

/** What every frozen report begins with: whose it is, which one, when and by whom it was frozen, and of what. */
export const SnapshotFrame = z.object({
  organization: z.string(),
  project: z.object({ name: z.string(), slug: z.string(), kind: z.string() }),
  number: z.int(),
  generatedAt: SnapshotTime,
  generatedBy: z.string(),
  revision: RevisionRef.extend({ nsloc: z.int().nullable(), authoredAt: SnapshotTime.nullable() }).nullable(),
});
