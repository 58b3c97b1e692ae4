import { readDue } from "../../finding/server.ts";
import { Prisma, type ProjectDeps } from "../../shared/server.ts";
import { shortName } from "../../source/index.ts";
import { describeChanges, type Moves } from "../changes.ts";
import { headlines } from "../headlines.ts";
import { describeLimits } from "../method.ts";
import { decideNext } from "../next-step.ts";
import { countOpen } from "../queries/counts.ts";
import { readMoves } from "../queries/moves.ts";
import { readPocs } from "../queries/pocs.ts";
import { type ReportRevision, readRevisionLine } from "../queries/revision-line.ts";
import { readRunning } from "../queries/running.ts";
import { readScanCoverage } from "../queries/scan-coverage.ts";
import { readTopFindings } from "../queries/top-findings.ts";
import type { Overview, RunningWork } from "../schema.ts";

const NO_MOVES: Moves = { groups: [], named: [] };

/** The first screen of a project: what got better, what got worse, what to do next, and the facts below. */
export async function getOverview(deps: ProjectDeps): Promise<Overview> {
  const [
    line,
    { open, hiddenRestricted, backlog },
    { pocs, revisions: pocRevisions },
    openCriticalAndHigh,
    running,
    empty,
    due,
  ] = await Promise.all([
    readRevisionLine(deps, deps),
    countOpen(deps, deps),
    readPocs(deps, deps),
    readTopFindings(deps, deps),
    readRunning(deps, deps),
    isEmpty(deps),
    readDue(deps, deps, deps.projectId),
  ]);
  const newest = line.at(-1) ?? null;
  const before = line.at(-2) ?? null;
  const [{ scanners, notScanned }, moves] = await Promise.all([
    readScanCoverage(deps, deps, newest),
    // What the newest revision brought; with the first one everything is new, and that is no news.
    newest?.readyAt != null && before !== null ? readMoves(deps, deps, newest.readyAt) : NO_MOVES,
  ]);
  return {
    empty,
    ...headlines({
      changes: describeChanges(moves),
      newest: newest === null ? null : shortName(newest),
      before: before === null ? null : shortName(before),
      looking: newest !== null && isLookedAt(newest, running),
    }),
    next: decideNext({
      hasRevision: newest !== null,
      revision: newest?.number ?? null,
      scanners,
      openCriticalAndHigh,
      open,
      hiddenRestricted,
      running,
    }),
    revision: newest === null ? null : { ...refOf(newest), readyAt: newest.readyAt, nsloc: newest.nsloc },
    open,
    hiddenRestricted,
    backlog,
    due,
    running,
    pocs,
    pocRevisions,
    scanners,
    notScanned,
    openCriticalAndHigh,
    cannotSee: describeLimits({ scanners, notScanned, pocs: pocs.length, hiddenRestricted, backlog }),
  };
}

async function isEmpty({ ask, organizationId, projectId }: ProjectDeps): Promise<boolean> {
  const [row] = await ask<{ empty: boolean }>(Prisma.sql`
    SELECT NOT EXISTS (
      SELECT FROM "finding" f WHERE f."organization_id" = ${organizationId}::uuid AND f."project_id" = ${projectId}::uuid
    ) AND NOT EXISTS (
      SELECT FROM "source" s WHERE s."organization_id" = ${organizationId}::uuid AND s."project_id" = ${projectId}::uuid
    ) AS "empty"`);
  return row?.empty === true;
}

function refOf(revision: ReportRevision) {
  return { number: revision.number, name: shortName(revision), commit: revision.commit };
}

/** Work on another revision, a side branch say, does not keep the newest from speaking. */
function isLookedAt(newest: ReportRevision, running: readonly RunningWork[]): boolean {
  return running.some((work) => work.revision === newest.number);
}
