import { z } from "zod";
import { typedId } from "../shared/index.ts";
import { type ClassId, LEVER_CLASSES } from "./classes.ts";

const Share = z.number().min(0).max(1);
const Minutes = z.number().min(0).max(100_000);

/** What a control moves; null and absent move nothing. */
export const Levers = z.strictObject({
  /** Share that it catches before deployment, by class; of keys and operations, the share that it keeps from happening. */
  predeploy: z.partialRecord(z.enum(LEVER_CLASSES as [ClassId, ...ClassId[]]), z.number().min(0).max(0.99)),
  /** Looks at live code, in a day. */
  rescanPerDay: z.number().min(0).max(1000).nullable(),
  /** Share of atomic attacks that it keeps out of a block, as claimed. */
  preBlock: Share.nullable(),
  detectMinutes: Minutes.nullable(),
  decideMinutes: Minutes.nullable(),
  actMinutes: Minutes.nullable(),
  /** Most that can leave, as a share of the value, before somebody answers. */
  capFraction: Share.nullable(),
  /** Assets that the cap is on; all of them when none is named. */
  capAssets: z.array(z.string().refine((id) => typedId("asset").safeParse(id).success, "an id of an asset")).max(50),
});
export type Levers = z.infer<typeof Levers>;

/** Moves nothing. */
export const NO_LEVERS: Levers = {
  ...{ predeploy: {}, rescanPerDay: null, preBlock: null, detectMinutes: null, decideMinutes: null, actMinutes: null },
  ...{ capFraction: null, capAssets: [] },
};

/** True when it moves at least one thing. */
export function movesSomething(levers: Levers): boolean {
  const { predeploy, capAssets: _, ...single } = levers;
  return Object.keys(predeploy).length > 0 || Object.values(single).some((value) => value !== null);
}
