import { userNames } from "../../identity/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { STATEMENT_SELECT, toStatement } from "../row.ts";
import type { Statement } from "../schema.ts";
import { inProject } from "./read-facts.ts";

const MOST = 200;

/** Who stated which number when and why, newest first, at most two hundred. */
export async function listStatements(deps: ProjectDeps): Promise<Statement[]> {
  return deps.withOrganization(async (tx) => {
    const rows = await tx.db.economicsParameter.findMany({
      where: inProject(deps),
      select: STATEMENT_SELECT,
      orderBy: [{ changedAt: "desc" }, { key: "asc" }, { rowVersion: "desc" }],
      take: MOST,
    });
    const names = await userNames(
      tx,
      rows.map((row) => row.changedById),
    );
    return rows.map((row) => toStatement(row, names));
  });
}
