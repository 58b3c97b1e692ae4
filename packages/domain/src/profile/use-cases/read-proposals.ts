import { z } from "zod";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { Dependency } from "../../source/index.ts";
import { type ContractFacts, type Proposal, proposalsOf } from "../proposals.ts";
import type { Answers } from "../schema.ts";
import { readPowers } from "./access-rows.ts";
import { AccessSummary } from "./get-access-map.ts";

/** What the newest ready revision of the default branch proposes, inside an open transaction. */
export async function readProposals(tx: Tx, deps: ProjectDeps, answers: Answers): Promise<readonly Proposal[]> {
  const row = await tx.db.revision.findFirst({
    where: { organizationId: deps.organizationId, projectId: deps.projectId, state: "ready", isDefaultRef: true },
    select: {
      id: true,
      number: true,
      readyAt: true,
      nsloc: true,
      aiShare: true,
      roots: { select: { dependencies: true } },
    },
    orderBy: [{ readyAt: "desc" }, { number: "desc" }],
  });
  if (row === null || row.readyAt === null) return [];
  const packages = row.roots.flatMap(({ dependencies }) => z.array(Dependency).parse(dependencies));
  const { number, readyAt, nsloc, aiShare } = row;
  const contracts = await readContracts(tx, deps, row.id);
  const names = packages.map(({ name }) => name);
  return proposalsOf({ number, readyAt, nsloc, aiShare, packages: names, contracts }, answers);
}

/** What the compiler showed of a revision's contracts; null while nobody has read it to its end. */
async function readContracts(tx: Tx, deps: ProjectDeps, revisionId: string): Promise<ContractFacts | null> {
  const { organizationId, projectId } = deps;
  const reading = await tx.db.accessReading.findFirst({
    where: { organizationId, projectId, revisionId, state: "done" },
    select: { summary: true },
    orderBy: { createdAt: "desc" },
  });
  if (reading === null) return null;
  const { calls, roots } = AccessSummary.parse(reading.summary);
  if (roots.some(({ reason }) => reason !== null)) return null;
  return { calls, powers: (await readPowers(tx, deps)).filter(({ origin }) => origin === "code") };
}
