import { recordAudit } from "../../audit/server.ts";
import type { Deps } from "../../shared/server.ts";
import { fail } from "../errors.ts";
import { announceOrganization } from "../row.ts";
import type { RenameOrganization } from "../schema.ts";

/** Changes the name; the slug stays, because links carry it. Throws organization.stale with the current name and version. */
export async function renameOrganization(
  deps: Deps,
  input: RenameOrganization,
): Promise<{ name: string; rowVersion: number }> {
  return deps.withOrganization(async (tx) => {
    const where = { id: deps.organizationId };
    const before = await tx.db.organization.findUnique({ where, select: { name: true, rowVersion: true } });
    if (before === null) throw fail("organization.not-found");
    const { count } = await tx.db.organization.updateMany({
      where: { ...where, rowVersion: input.rowVersion },
      data: { name: input.name, rowVersion: { increment: 1 }, updatedAt: tx.now },
    });
    if (count === 0) throw fail("organization.stale", { details: { ...before } });
    const after = { name: input.name, rowVersion: input.rowVersion + 1 };
    await recordAudit(tx, deps, "organization.rename", {
      subjectId: deps.organizationId,
      ...{ before, after },
      details: { from: before.name, to: input.name },
    });
    await announceOrganization(tx, deps, deps.organizationId);
    return after;
  });
}
