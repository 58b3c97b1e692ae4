import { shortName } from "../../source/index.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { PocVerdict } from "../../verification/index.ts";
import type { PocLine, RevisionRef } from "../schema.ts";

const MOST = 200;

/** PoCs of unrestricted findings with their newest ended run on each revision that any of them ran on. */
export async function readPocs(tx: Tx, deps: ProjectDeps): Promise<{ pocs: PocLine[]; revisions: RevisionRef[] }> {
  const pocs = await tx.db.poc.findMany({
    where: {
      organizationId: deps.organizationId,
      projectId: deps.projectId,
      OR: [{ findingId: null }, { finding: { restricted: false } }],
    },
    select: { id: true, number: true, title: true, finding: { select: { number: true } } },
    orderBy: { number: "asc" },
    take: MOST,
  });
  const runs = await tx.db.pocRun.findMany({
    where: {
      organizationId: deps.organizationId,
      pocId: { in: pocs.map((poc) => poc.id) },
      state: { in: ["finished", "failed"] },
    },
    select: {
      pocId: true,
      state: true,
      verdict: true,
      reason: true,
      revision: { select: { number: true, label: true, commit: true, treeHash: true } },
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
      return { revision: revision.number, verdict: verdictOf(run), reason: run?.reason ?? null };
    }),
  }));
  return { pocs: lines, revisions: ordered };
}

/** A run that never got as far as a verdict is an error, not a run that did not happen. */
function verdictOf(run: { readonly state: string; readonly verdict: string | null } | undefined): PocVerdict | null {
  if (run === undefined) return null;
  return run.verdict === null ? "error" : PocVerdict.parse(run.verdict);
}
