import { z } from "zod";
import { OrganizationScope } from "../shared/index.ts";
import { Severity } from "./normalized.ts";

/** What holds while an organization has settled nothing. */
export const DEFAULT_SECOND_PERSON_FROM: Severity = "high";

/** What an organization has settled about findings. */
export const FindingSettings = z.object({
  /** From this severity up, setting a finding aside takes two people; null when it never does. */
  secondPersonFrom: Severity.nullable(),
  rowVersion: z.int(),
});
export type FindingSettings = z.infer<typeof FindingSettings>;

export const ChangeFindingSettings = OrganizationScope.extend({
  secondPersonFrom: Severity.nullable(),
  /** 0 while nothing was settled. */
  rowVersion: z.int().nonnegative(),
});
export type ChangeFindingSettings = z.infer<typeof ChangeFindingSettings>;
