import type { Deps, ProjectDeps, Tx } from "../../shared/server.ts";
import { GENERATORS } from "../catalogue/generators.ts";
import { Generator } from "../generator.ts";

/** The generators that are on in an organization: built-in ones, each as the organization has rewritten it, and its own. */
export async function activeGenerators(tx: Tx, deps: Deps): Promise<Generator[]> {
  const rows = await tx.db.threatGenerator.findMany({
    where: { organizationId: deps.organizationId },
    select: { key: true, definition: true, enabled: true },
    orderBy: { key: "asc" },
  });
  const own = new Map(rows.map((row) => [row.key, row]));
  const builtIn = GENERATORS.filter((generator) => !own.has(generator.key));
  return [...builtIn, ...rows.filter((row) => row.enabled).map((row) => Generator.parse(row.definition))];
}

/** What became of the proposals of each generator in a project. */
export async function acceptance(
  tx: Tx,
  deps: ProjectDeps,
): Promise<Map<string, { accepted: number; declined: number; waiting: number }>> {
  const rows = await tx.db.threat.groupBy({
    by: ["generatorKey", "state"],
    where: { organizationId: deps.organizationId, projectId: deps.projectId, generatorKey: { not: null } },
    _count: true,
  });
  const found = new Map<string, { accepted: number; declined: number; waiting: number }>();
  for (const row of rows) {
    const key = row.generatorKey ?? "";
    const entry = found.get(key) ?? { accepted: 0, declined: 0, waiting: 0 };
    if (row.state === "proposed") entry.waiting += row._count;
    else if (row.state === "not-applicable") entry.declined += row._count;
    else entry.accepted += row._count;
    found.set(key, entry);
  }
  return found;
}
