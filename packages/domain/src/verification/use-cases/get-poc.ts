import type { ProjectDeps } from "../../shared/server.ts";
import { POC_SELECT, RUN_SELECT, toPoc, toPocRun } from "../row.ts";
import type { Poc, PocSelector } from "../schema.ts";
import { findPoc } from "./find-poc.ts";

/** One PoC with its file and all its runs, oldest first. */
export async function getPoc(deps: ProjectDeps, input: PocSelector): Promise<Poc & { content: string }> {
  return deps.withOrganization(async (tx) => {
    const row = await findPoc(tx, deps, input.poc, { ...POC_SELECT, content: true });
    const runs = await tx.db.pocRun.findMany({
      where: { organizationId: deps.organizationId, pocId: row.id },
      select: RUN_SELECT,
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take: 500,
    });
    return { ...toPoc(row, runs.map(toPocRun)), content: row.content };
  });
}
