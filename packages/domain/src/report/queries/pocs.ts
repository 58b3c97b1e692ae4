import { shortName } from "../../source/index.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { PocVerdict } from "../../verification/index.ts";
import type { PocLine, RevisionRef } from "../schema.ts";

/** PoCs of unrestricted findings with their newest finished verdict on each revision that any of them ran on. */
export async function readPocs(tx: Tx, deps: ProjectDeps): Promise<{ pocs: PocLine[]; revisions: RevisionRef[] }> {
  const pocs = await tx.db.poc.findMany({
    where: {
      organizationId: deps.organizationId,
      projectId: deps.projectId,
      OR: [{ findingId: null }, { finding: { restricted: false } }],
    },
    select: { id: true, number: true, title: true, finding: { select: { number: true } } },
    orderBy: { number: "asc" },
    take: 200,
  });
  const runs = await tx.db.pocRun.findMany({
    where: {
      organizationId: deps.organizationId,
      pocId: { in: pocs.map((poc) => poc.id) },
      state: "finished",
    },
    select: {
      pocId: true,
      verdict: true,
      reason: true,
      revision: { select: { id: true, number: true, label: true, commit: true, treeHash: true } },
    },
    distinct: ["pocId", "revisionId"],
    orderBy: [{ pocId: "asc" }, { revisionId: "asc" }, { createdAt: "desc" }, { id: "desc" }],
  });
  const revisions = new Map<number, RevisionRef>();
  for (const { revision } of runs) {
    revisions.set(revision.number, { number: revision.number, name: shortName(revision), commit: revision.commit });
  }
  const ordered = [...revisions.values()].sort((a, b) => a.number - b.number);
  const lines = pocs.map((poc) => ({
    number: poc.number,
    title: poc.title,
    finding: poc.finding?.number ?? null,
    verdicts: ordered.map((revision) => {
      const run = runs.find((candidate) => candidate.pocId === poc.id && candidate.revision.number === revision.number);
      const verdict = run?.verdict == null ? null : PocVerdict.parse(run.verdict);
      return { revision: revision.number, verdict, reason: run?.reason ?? null };
    }),
  }));
  return { pocs: lines, revisions: ordered };
}
