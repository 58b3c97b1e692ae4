import { z } from "zod";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { Dependency } from "../../source/index.ts";
import { type Proposal, proposalsOf } from "../proposals.ts";
import type { Answers } from "../schema.ts";

/** What the newest ready revision of the default branch proposes, inside an open transaction. */
export async function readProposals(tx: Tx, deps: ProjectDeps, answers: Answers): Promise<readonly Proposal[]> {
  const row = await tx.db.revision.findFirst({
    where: { organizationId: deps.organizationId, projectId: deps.projectId, state: "ready", isDefaultRef: true },
    select: { number: true, readyAt: true, nsloc: true, roots: { select: { dependencies: true } } },
    orderBy: [{ readyAt: "desc" }, { number: "desc" }],
  });
  if (row === null || row.readyAt === null) return [];
  const packages = row.roots.flatMap(({ dependencies }) => z.array(Dependency).parse(dependencies));
  const { number, readyAt, nsloc } = row;
  return proposalsOf({ number, readyAt, nsloc, packages: packages.map(({ name }) => name) }, answers);
}
