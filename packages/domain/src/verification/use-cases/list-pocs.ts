import type { ProjectDeps } from "../../shared/server.ts";
import { POC_SELECT, RUN_SELECT, toPoc, toPocRun } from "../row.ts";
import type { ListPocs, Poc } from "../schema.ts";
import { visiblePocs } from "./find-poc.ts";

/** PoCs of the project, or of one finding, with the newest run on each revision. */
export async function listPocs(deps: ProjectDeps, input: ListPocs): Promise<Poc[]> {
  return deps.withOrganization(async (tx) => {
    const rows = await tx.db.poc.findMany({
      where: {
        organizationId: deps.organizationId,
        projectId: deps.projectId,
        ...(input.finding === undefined ? {} : { finding: { number: input.finding } }),
        AND: visiblePocs(deps),
      },
      select: POC_SELECT,
      orderBy: { number: "asc" },
      take: 200,
    });
    const runs = await tx.db.pocRun.findMany({
      where: { organizationId: deps.organizationId, pocId: { in: rows.map((row) => row.id) } },
      select: { ...RUN_SELECT, pocId: true, revisionId: true },
      distinct: ["pocId", "revisionId"],
      orderBy: [{ pocId: "asc" }, { revisionId: "asc" }, { createdAt: "desc" }, { id: "desc" }],
    });
    return rows.map((row) => {
      const own = runs.filter((run) => run.pocId === row.id).map(toPocRun);
      return toPoc(
        row,
        own.sort((a, b) => a.revision - b.revision),
      );
    });
  });
}
