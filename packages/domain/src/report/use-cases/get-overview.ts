import { readDue } from "../../finding/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
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
  return deps.withOrganization(async (tx) => {
    const line = await readRevisionLine(tx, deps);
    const newest = line.at(-1) ?? null;
    const before = line.at(-2) ?? null;
    const { open, hiddenRestricted, backlog } = await countOpen(tx, deps);
    const { pocs, revisions: pocRevisions } = await readPocs(tx, deps);
    const { scanners, notScanned } = await readScanCoverage(tx, deps, newest);
    const openCriticalAndHigh = await readTopFindings(tx, deps);
    const running = await readRunning(tx, deps);
    // What the newest revision brought; with the first one everything is new, and that is no news.
    const moves = newest?.readyAt != null && before !== null ? await readMoves(tx, deps, newest.readyAt) : NO_MOVES;
    const findings = await tx.db.finding.count({
      where: { organizationId: deps.organizationId, projectId: deps.projectId },
      take: 1,
    });
    return {
      empty: findings === 0 && (await tx.db.source.count({ where: scopeOf(deps), take: 1 })) === 0,
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
      due: await readDue(tx, deps, deps.projectId),
      running,
      pocs,
      pocRevisions,
      scanners,
      notScanned,
      openCriticalAndHigh,
      cannotSee: describeLimits({ scanners, notScanned, pocs: pocs.length, hiddenRestricted, backlog }),
    };
  });
}

function scopeOf({ organizationId, projectId }: ProjectDeps) {
  return { organizationId, projectId };
}

function refOf(revision: ReportRevision) {
  return { number: revision.number, name: shortName(revision), commit: revision.commit };
}

/** Work on another revision, a side branch say, does not keep the newest from speaking. */
function isLookedAt(newest: ReportRevision, running: readonly RunningWork[]): boolean {
  return running.some((work) => work.revision === newest.number);
}
