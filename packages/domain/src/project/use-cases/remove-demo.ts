import { deleteOrganization, issueSetUpLink } from "../../organization/server.ts";
import type { Deps } from "../../shared/server.ts";
import { fail } from "../errors.ts";

/**
 * Removes the demo: its organization with everything in it. When no organization is left, the answer has the token of
 * a set-up link, so that nobody stands before a closed door. Throws project.not-the-demo for any other organization.
 */
export async function removeDemo(deps: Deps): Promise<{ setUpToken: string | null }> {
  return deps.withOrganization(
    async (tx) => {
      const where = { id: deps.organizationId };
      const organization = await tx.db.organization.findUnique({ where, select: { demo: true } });
      if (organization === null || !organization.demo) throw fail("project.not-the-demo");
      await deleteOrganization(tx, deps);
      return { setUpToken: await issueSetUpLink(tx) };
    },
    { timeoutMs: 120_000 },
  );
}
