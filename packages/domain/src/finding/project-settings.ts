import { z } from "zod";
import { ProjectScope, typedId } from "../shared/index.ts";
import { Tracker } from "./tracker.ts";

export const ASSIGN_BY = ["off", "code-owners", "last-author", "owners-then-author"] as const;
/** To whom new findings of the default branch are given by themselves. */
export const AssignBy = z.enum(ASSIGN_BY);
export type AssignBy = z.infer<typeof AssignBy>;

/** A name of CODEOWNERS (`@name`, `@organization/team`) or an author's e-mail, kept in small letters. */
export const OwnerHandle = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .regex(/^(?:@[a-z0-9][\w./-]*|[\x21-\x3f\x41-\x7e]+@[a-z0-9.-]+)$/, "@name, @organization/team or an e-mail");

/** What a project has settled about its findings. */
export const FindingProjectSettings = z.object({
  assignBy: AssignBy,
  owners: z.array(z.object({ handle: z.string(), memberId: z.string(), name: z.string() })),
  tracker: Tracker.nullable(),
  /** 0 while nothing was settled. */
  rowVersion: z.int(),
});
export type FindingProjectSettings = z.infer<typeof FindingProjectSettings>;

export const MOST_OWNERS = 500;

export const ChangeAssignment = ProjectScope.extend({
  assignBy: AssignBy,
  owners: z.array(z.strictObject({ handle: OwnerHandle, member: typedId("member") })).max(MOST_OWNERS),
  rowVersion: z.int().nonnegative(),
});
export type ChangeAssignment = z.infer<typeof ChangeAssignment>;

export const ChangeTracker = ProjectScope.extend({ tracker: Tracker.nullable(), rowVersion: z.int().nonnegative() });
export type ChangeTracker = z.infer<typeof ChangeTracker>;
