import type { ProjectDeps } from "../../shared/server.ts";
import { shortName } from "../../source/index.ts";
import { describeLimits } from "../method.ts";
import { describeChanges, readMoved } from "../queries/changes.ts";
import { countOpen } from "../queries/counts.ts";
import { readRevisions } from "../queries/newest-revision.ts";
import { readPocs } from "../queries/pocs.ts";
import { readRunning } from "../queries/running.ts";
import { readScanCoverage } from "../queries/scan-coverage.ts";
import { readTopFindings } from "../queries/top-findings.ts";
import { decideNext } from "../next-step.ts";
import type { Overview } from "../schema.ts";

/** The first screen of a project: what got better, what got worse, what to do next, and the facts below. */
export async function getOverview(deps: ProjectDeps): Promise<Overview> {
  return deps.withOrganization(async (tx) => {
    const revisions = await readRevisions(tx, deps);
    const newest = revisions.at(-1) ?? null;
    const before = revisions.at(-2) ?? null;
    const { open, hiddenRestricted } = await countOpen(tx, deps);
    const { pocs, revisions: pocRevisions } = await readPocs(tx, deps);
    const { scanners, notScanned } = await readScanCoverage(tx, deps, newest?.id ?? null);
    const openCriticalAndHigh = await readTopFindings(tx, deps);
    // Changed since the newest revision's content arrived; without an earlier one everything is new.
    const moved = newest?.readyAt != null && before !== null ? await readMoved(tx, deps, newest.readyAt) : [];
    const changes = describeChanges(moved);
    const running = await readRunning(tx, deps);
    return {
      better: changes.find((change) => change.direction === "better") ?? null,
      worse: changes.find((change) => change.direction === "worse") ?? null,
      next: decideNext({ hasRevision: newest !== null, scanners, openCriticalAndHigh, open, running: running.length }),
      revision: newest === null ? null : { number: newest.number, name: shortName(newest), commit: newest.commit },
      open,
      hiddenRestricted,
      running,
      pocs,
      pocRevisions,
      scanners,
      notScanned,
      openCriticalAndHigh,
      cannotSee: describeLimits({ notScanned, hasPocs: pocs.length > 0, hiddenRestricted }),
    };
  });
}
