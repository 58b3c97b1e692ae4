import { findProjectsWith } from "../../organization/server.ts";
import type { Deps, Tx } from "../../shared/server.ts";
import { fail } from "../errors.ts";

/** Ids of projects that the acting member may read, by short names. Throws notification.project-not-found. */
export async function findProjects(tx: Tx, deps: Deps, slugs: readonly string[]): Promise<string[]> {
  if (slugs.length === 0) return [];
  const open = await findProjectsWith(tx, deps, "project:read");
  const rows = await tx.db.project.findMany({
    where: {
      ...{ organizationId: deps.organizationId, slug: { in: [...slugs] } },
      ...(open === "all" ? {} : { id: { in: open } }),
    },
    select: { id: true },
  });
  if (rows.length !== new Set(slugs).size) throw fail("notification.project-not-found");
  return rows.map(({ id }) => id);
}
