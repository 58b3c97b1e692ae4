import { isFinished, ScanProgress, ScanState, scannerTitle } from "../../scan/index.ts";
import { type Asking, Prisma, type ProjectDeps, type Tx } from "../../shared/server.ts";
import { FetchProgress, shortName } from "../../source/index.ts";
import type { RunningWork } from "../schema.ts";

const NAME = { number: true, label: true, commit: true, treeHash: true } as const;
/** More than this is a queue, and the screen says so by its length. */
const MOST = 20;

/** States in which work waits or runs. */
const ALIVE = {
  fetch: ["queued", "fetching"],
  scan: ["queued", "preparing", "running", "publishing"],
  poc: ["queued", "running"],
  render: ["queued"],
};

/** Work that waits or runs now: fetches, scans by request, PoC runs by revision, documents of reports. */
export async function readRunning(from: Asking, deps: ProjectDeps): Promise<RunningWork[]> {
  if (!(await isBusy(from, deps))) return [];
  return deps.withOrganization(async (tx) => [
    ...(await readFetches(tx, deps)),
    ...(await readScans(tx, deps)),
    ...(await readPocRuns(tx, deps)),
    ...(await readRenders(tx, deps)),
  ]);
}

/** Whether there is any such work: mostly not, and every page asks. */
async function isBusy(from: Asking, { organizationId, projectId }: ProjectDeps): Promise<boolean> {
  const inProject = (alias: string) => {
    const of = Prisma.raw(alias);
    return Prisma.sql`${of}."organization_id" = ${organizationId}::uuid AND ${of}."project_id" = ${projectId}::uuid`;
  };
  const [row] = await from.ask<{ busy: boolean }>(Prisma.sql`
    SELECT EXISTS (SELECT FROM "revision" r WHERE ${inProject("r")} AND r."state" = ANY(${ALIVE.fetch}))
      OR EXISTS (SELECT FROM "scan" s WHERE ${inProject("s")}
        AND s."state" = ANY(${ALIVE.scan}))
      OR EXISTS (SELECT FROM "report" d WHERE ${inProject("d")} AND d."render_state" = ANY(${ALIVE.render}))
      OR EXISTS (SELECT FROM "poc" p
        JOIN "poc_run" x ON x."organization_id" = p."organization_id" AND x."poc_id" = p."id"
        WHERE ${inProject("p")} AND x."state" = ANY(${ALIVE.poc})) AS "busy"`);
  return row?.busy === true;
}

async function readFetches(tx: Tx, deps: ProjectDeps): Promise<RunningWork[]> {
  const rows = await tx.db.revision.findMany({
    where: { organizationId: deps.organizationId, projectId: deps.projectId, state: { in: ALIVE.fetch } },
    select: { number: true, ref: true, label: true, progress: true, source: { select: { kind: true } } },
    orderBy: { number: "asc" },
    take: MOST,
  });
  return rows.map((row) => {
    const progress = FetchProgress.safeParse(row.progress).data;
    const done = Math.round(progress?.done ?? 0);
    const total = Math.round(progress?.total ?? 0);
    return {
      kind: "fetch",
      number: row.number,
      revision: row.number,
      label: labelOfFetch(row),
      detail: progress?.phase ?? "waiting",
      ...{ done, total, share: shareOf(done, total) },
      href: `source/${row.number}`,
    };
  });
}

function labelOfFetch(row: { ref: string; label: string | null; source: { kind: string } }): string {
  if (row.source.kind === "upload") return `Unpack ${row.label ?? "an upload"}`;
  return `Fetch ${row.ref === "HEAD" ? "the default branch" : row.ref}`;
}

async function readScans(tx: Tx, deps: ProjectDeps): Promise<RunningWork[]> {
  const requests = await tx.db.scanRequest.findMany({
    where: {
      organizationId: deps.organizationId,
      projectId: deps.projectId,
      scans: { some: { state: { in: ALIVE.scan } } },
    },
    select: {
      number: true,
      kind: true,
      revision: { select: NAME },
      scans: { select: { scanner: true, state: true, progress: true }, orderBy: { id: "asc" } },
    },
    orderBy: { number: "asc" },
    take: MOST,
  });
  return requests.map((request) => {
    const scans = request.scans.map((scan) => ({ ...scan, state: ScanState.parse(scan.state) }));
    const ended = scans.filter((scan) => isFinished(scan.state));
    const now = scans.filter((scan) => !isFinished(scan.state) && scan.state !== "queued");
    const noun = request.kind === "import" ? "Import" : "Scan";
    const parts = now.map((scan) => {
      const { done, total } = ScanProgress.safeParse(scan.progress).data ?? {};
      return shareOf(done ?? 0, total ?? 0);
    });
    return {
      kind: "scan",
      number: request.number,
      revision: request.revision?.number ?? null,
      label: `${noun} ${request.number}${request.revision === null ? "" : ` of ${shortName(request.revision)}`}`,
      detail: now.length === 0 ? "waiting" : now.map((scan) => scannerTitle(scan.scanner)).join(", "),
      ...{ done: ended.length, total: scans.length },
      share: shareOf(ended.length + parts.reduce((sum, part) => sum + part, 0), scans.length),
      href: `scan/${request.number}`,
    };
  });
}

/** By revision, because one build answers them all; done are those that were asked for together with what still waits. */
async function readPocRuns(tx: Tx, deps: ProjectDeps): Promise<RunningWork[]> {
  const mine = { organizationId: deps.organizationId, poc: { projectId: deps.projectId } };
  const waiting = await tx.db.pocRun.findMany({
    where: { ...mine, state: { in: ALIVE.poc } },
    select: { revisionId: true, createdAt: true, state: true, revision: { select: NAME } },
    orderBy: { createdAt: "asc" },
    take: 500,
  });
  const groups = Map.groupBy(waiting, (run) => run.revisionId);
  const running: RunningWork[] = [];
  for (const [revisionId, runs] of groups) {
    const [first] = runs;
    if (first === undefined) continue;
    const together = { ...mine, revisionId, createdAt: { gte: first.createdAt } };
    const done = await tx.db.pocRun.count({ where: { ...together, state: { notIn: ALIVE.poc } } });
    const total = done + runs.length;
    running.push({
      kind: "poc",
      number: first.revision.number,
      revision: first.revision.number,
      label: `PoCs on ${shortName(first.revision)}`,
      detail: runs.some((run) => run.state === "running") ? "running" : "waiting",
      ...{ done, total, share: shareOf(done, total) },
      href: "verification",
    });
  }
  return running.sort((a, b) => a.number - b.number);
}

async function readRenders(tx: Tx, deps: ProjectDeps): Promise<RunningWork[]> {
  const rows = await tx.db.report.findMany({
    where: { organizationId: deps.organizationId, projectId: deps.projectId, renderState: { in: ALIVE.render } },
    select: { number: true },
    orderBy: { number: "asc" },
    take: MOST,
  });
  return rows.map(({ number }) => ({
    kind: "report",
    number,
    revision: null,
    label: `Report ${number}`,
    detail: "making PDF and Markdown",
    ...{ done: 0, total: 0, share: 0 },
    href: `report/${number}`,
  }));
}

function shareOf(done: number, total: number): number {
  return total <= 0 ? 0 : Math.min(1, Math.max(0, done / total));
}
