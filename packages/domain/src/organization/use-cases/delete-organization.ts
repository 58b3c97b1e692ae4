import { recordAudit } from "../../audit/server.ts";
import type { Deps, Tx } from "../../shared/server.ts";
import { announceOrganization } from "../row.ts";

/**
 * Deletes the organization with everything below it, in the caller's transaction; the audit log stays. The caller
 * has checked that this organization may go.
 */
export async function deleteOrganization(tx: Tx, deps: Deps): Promise<void> {
  await recordAudit(tx, deps, "organization.delete", { subjectId: deps.organizationId });
  await tx.db.organization.deleteMany({ where: { id: deps.organizationId } });
  await announceOrganization(tx, deps, deps.organizationId);
}
