import { actorUserId, type ProjectDeps, type Tx } from "../../shared/server.ts";
import { shortName } from "../../source/index.ts";
import { describeLimits, describeMethod, describeSummary } from "../method.ts";
import { describeChanges, readMoved } from "../queries/changes.ts";
import { countOpen } from "../queries/counts.ts";
import { readRevisions } from "../queries/newest-revision.ts";
import { readPocs } from "../queries/pocs.ts";
import { readRevisionStates } from "../queries/revision-states.ts";
import { readScanCoverage } from "../queries/scan-coverage.ts";
import { readTopFindings } from "../queries/top-findings.ts";
import type { RiskSnapshot } from "../schema.ts";

export interface SnapshotFrame {
  readonly number: number;
  readonly previous: { readonly number: number; readonly createdAt: Date } | null;
}

/** All data of a risk report as of the transaction's moment. */
export async function buildRiskSnapshot(tx: Tx, deps: ProjectDeps, frame: SnapshotFrame): Promise<RiskSnapshot> {
  const project = await tx.db.project.findFirstOrThrow({
    where: { organizationId: deps.organizationId, id: deps.projectId },
    select: { name: true, slug: true, kind: true, organization: { select: { name: true } } },
  });
  const userId = actorUserId(deps);
  const user = userId === null ? null : await tx.db.user.findUnique({ where: { id: userId }, select: { name: true } });
  const revisions = await readRevisions(tx, deps);
  const newest = revisions.at(-1) ?? null;
  const { open, hiddenRestricted } = await countOpen(tx, deps);
  const { pocs } = await readPocs(tx, deps);
  const { scanners, notScanned } = await readScanCoverage(tx, deps, newest?.id ?? null);
  const moved = frame.previous === null ? [] : await readMoved(tx, deps, frame.previous.createdAt);
  const reproducing = pocs.filter((poc) =>
    poc.verdicts.some((line) => line.revision === newest?.number && line.verdict === "reproduces"),
  ).length;
  return {
    format: "redoubt/risk-report@1",
    organization: project.organization.name,
    project: { name: project.name, slug: project.slug, kind: project.kind },
    number: frame.number,
    generatedAt: tx.now.toISOString(),
    generatedBy: user?.name ?? "Redoubt",
    revision:
      newest === null
        ? null
        : {
            number: newest.number,
            name: shortName(newest),
            commit: newest.commit,
            nsloc: newest.nsloc,
            authoredAt: newest.authoredAt?.toISOString() ?? null,
          },
    previous:
      frame.previous === null
        ? null
        : { number: frame.previous.number, generatedAt: frame.previous.createdAt.toISOString() },
    changes: describeChanges(moved),
    summary: describeSummary(open, reproducing),
    open,
    hiddenRestricted,
    revisions: await readRevisionStates(tx, deps, revisions),
    openCriticalAndHigh: await readTopFindings(tx, deps),
    pocs,
    scanners,
    notScanned,
    method: describeMethod(scanners),
    limits: describeLimits({ notScanned, hasPocs: pocs.length > 0, hiddenRestricted }),
  };
}
