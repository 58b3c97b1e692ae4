import { OPEN_STATES, Severity } from "../../finding/index.ts";
import type { Prisma, ProjectDeps, Tx } from "../../shared/server.ts";
import { PocVerdict } from "../../verification/index.ts";
import type { ReportFinding } from "../schema.ts";

const DAY = 86_400_000;

const ORDER = [
  { severityRank: "asc" },
  { firstSeenAt: "asc" },
  { number: "asc" },
] as const satisfies Prisma.FindingOrderByWithRelationInput[];

/** Read in its order from the index `finding_worst_open_idx`, which names the same states and marks. */
function topScope({ organizationId, projectId }: ProjectDeps) {
  return {
    ...{ organizationId, projectId, severityRank: { lte: 1 }, dependency: false, restricted: false, backlog: false },
    branchOnly: false,
    state: { in: [...OPEN_STATES] },
  };
}

/** Numbers of the same findings in the same order, as many as asked for. */
export async function readTopNumbers(tx: Tx, deps: ProjectDeps, most: number): Promise<number[]> {
  const rows = await tx.db.finding.findMany({
    where: topScope(deps),
    select: { number: true },
    orderBy: [...ORDER],
    take: most,
  });
  return rows.map(({ number }) => number);
}

/** Open criticals and highs of own code, worst and oldest first, 100 at most; restricted ones are never listed. */
export async function readTopFindings(tx: Tx, deps: ProjectDeps): Promise<ReportFinding[]> {
  const rows = await tx.db.finding.findMany({
    where: topScope(deps),
    select: {
      number: true,
      title: true,
      severity: true,
      state: true,
      path: true,
      startLine: true,
      container: true,
      callable: true,
      firstSeenAt: true,
      assignee: { select: { user: { select: { name: true } } } },
      pocs: {
        select: {
          runs: {
            where: { state: "finished" },
            select: { verdict: true, revision: { select: { number: true } } },
            orderBy: [{ revision: { number: "desc" } }, { createdAt: "desc" }],
            take: 1,
          },
        },
        take: 10,
      },
    },
    orderBy: [...ORDER],
    take: 100,
  });
  return rows.map((row) => {
    const verdicts = row.pocs.flatMap((poc) => poc.runs.map((run) => run.verdict));
    const worst = verdicts.find((verdict) => verdict === "reproduces") ?? verdicts.find((verdict) => verdict !== null);
    return {
      number: row.number,
      title: row.title,
      severity: Severity.parse(row.severity),
      state: row.state,
      place: placeOf(row),
      owner: row.assignee?.user.name ?? null,
      ageDays: Math.max(0, Math.floor((tx.now.getTime() - row.firstSeenAt.getTime()) / DAY)),
      poc: worst == null ? null : PocVerdict.parse(worst),
    };
  });
}

export function placeOf(row: {
  path: string | null;
  startLine: number | null;
  container: string | null;
  callable: string | null;
}): string | null {
  const name = [row.container, row.callable].filter((part) => part !== null).join(".");
  if (name !== "") return name;
  if (row.path === null) return null;
  return row.startLine === null ? row.path : `${row.path}:${row.startLine}`;
}
