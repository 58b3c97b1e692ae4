import { deleteOrganization } from "../../organization/server.ts";
import type { Deps } from "../../shared/server.ts";
import { fail } from "../errors.ts";

/** Removes the demo: its organization with everything in it. Throws project.not-the-demo for any other one. */
export async function removeDemo(deps: Deps): Promise<void> {
  await deps.withOrganization(
    async (tx) => {
      const where = { id: deps.organizationId };
      const organization = await tx.db.organization.findUnique({ where, select: { demo: true } });
      if (organization === null || !organization.demo) throw fail("project.not-the-demo");
      await deleteOrganization(tx, deps);
    },
    { timeoutMs: 120_000 },
  );
}
