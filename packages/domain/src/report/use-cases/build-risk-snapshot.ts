import { actorUserId, type ProjectDeps, type Tx } from "../../shared/server.ts";
import { shortName } from "../../source/index.ts";
import { describeLimits, describeMethod, describeSummary } from "../method.ts";
import { describeChanges } from "../changes.ts";
import { countOpen } from "../queries/counts.ts";
import { readMoves } from "../queries/moves.ts";
import { readPocs } from "../queries/pocs.ts";
import { readRevisionLine } from "../queries/revision-line.ts";
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
  const line = await readRevisionLine(tx, deps);
  const newest = line.at(-1) ?? null;
  const { open, hiddenRestricted, backlog } = await countOpen(tx, deps);
  const { pocs, revisions: pocRevisions } = await readPocs(tx, deps);
  const { scanners, notScanned } = await readScanCoverage(tx, deps, newest);
  const moves = frame.previous === null ? null : await readMoves(tx, deps, frame.previous.createdAt);
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
    changes: moves === null ? [] : describeChanges(moves),
    summary: describeSummary(open, reproducing),
    open,
    hiddenRestricted,
    revisions: await readRevisionStates(tx, deps, line),
    openCriticalAndHigh: await readTopFindings(tx, deps),
    pocs,
    pocRevisions,
    scanners,
    notScanned,
    method: describeMethod(scanners),
    limits: describeLimits({ scanners, notScanned, pocs: pocs.length, hiddenRestricted, backlog }),
  };
}
