import { recordAudit } from "../../audit/server.ts";
import type { Deps } from "../../shared/server.ts";

/** Writes that an attempt was refused, in its own transaction: there is no change that could carry it. */
export async function recordDenial(
  deps: Deps,
  attempt: { action: string; permission: string; projectId?: string | undefined },
): Promise<void> {
  await deps.withOrganization((tx) =>
    recordAudit(tx, deps, attempt.action, {
      outcome: "denied",
      details: { permission: attempt.permission },
      ...(attempt.projectId === undefined ? {} : { projectId: attempt.projectId, subjectId: attempt.projectId }),
    }),
  );
}
