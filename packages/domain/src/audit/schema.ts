import { z } from "zod";

/** `<slice>.<verb>`: the name of the use case that changed something. */
export const AuditAction = z.string().regex(/^[a-z-]+\.[a-z-]+$/);

/** One line of the audit log as people read it. */
export const AuditEntry = z.object({
  id: z.string(),
  at: z.date(),
  actorKind: z.enum(["user", "system"]),
  actorName: z.string().nullable(),
  /** Name of the token that the person acted by; null when they were there themselves. */
  token: z.string().nullable(),
  action: AuditAction,
  outcome: z.enum(["done", "denied"]),
  subjectId: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
