import { z } from "zod";
import { ProjectScope, typedId } from "../shared/index.ts";

const FindingNumber = z.int().positive();

export const RestrictFinding = ProjectScope.extend({
  number: FindingNumber,
  rowVersion: z.int().positive(),
  restricted: z.boolean(),
});
export type RestrictFinding = z.infer<typeof RestrictFinding>;

export const GrantFinding = ProjectScope.extend({ number: FindingNumber, memberId: typedId("member") });
export type GrantFinding = z.infer<typeof GrantFinding>;

export const RevokeFindingGrant = ProjectScope.extend({ number: FindingNumber, memberId: typedId("member") });
export type RevokeFindingGrant = z.infer<typeof RevokeFindingGrant>;

/** A year at most; what should be gone for longer wants a decision. */
export const SnoozeFindings = ProjectScope.extend({
  numbers: z.array(FindingNumber).min(1).max(200),
  /** Null wakes them up. */
  until: z.coerce.date().nullable(),
});
export type SnoozeFindings = z.infer<typeof SnoozeFindings>;
