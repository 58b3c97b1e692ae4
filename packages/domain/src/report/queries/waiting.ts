import { OPEN_STATES } from "../../finding/index.ts";
import { scannerTitle } from "../../scan/index.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import type { DatedFinding, DecisionFacts } from "../decisions.ts";
import type { DueFinding } from "../promises.ts";

/** Dated things are few; a limit all the same. */
const MOST = 2000;

const OWNER = { assignee: { select: { user: { select: { name: true } } } } } as const;

function openScope({ organizationId, projectId }: ProjectDeps) {
  return { organizationId, projectId, dependency: false, restricted: false };
}

/** Acknowledged findings by the date on which that ends. */
export async function readAcknowledged(tx: Tx, deps: ProjectDeps): Promise<DatedFinding[]> {
  const rows = await tx.db.finding.findMany({
    where: { ...openScope(deps), state: "acknowledged", acknowledgedUntil: { not: null } },
    select: { number: true, title: true, acknowledgedUntil: true, ...OWNER },
    orderBy: [{ acknowledgedUntil: "asc" }, { number: "asc" }],
    take: MOST,
  });
  return rows.flatMap(({ number, title, acknowledgedUntil: at, assignee }) =>
    at === null ? [] : [{ number, title, at, owner: assignee?.user.name ?? null }],
  );
}

/** Findings with a due date that are open or were resolved; what was set aside is no promise any more. */
export async function readDue(tx: Tx, deps: ProjectDeps): Promise<DueFinding[]> {
  const rows = await tx.db.finding.findMany({
    where: { ...openScope(deps), dueAt: { not: null }, state: { in: [...OPEN_STATES, "resolved"] } },
    select: {
      ...{ number: true, title: true, dueAt: true, state: true, ...OWNER },
      events: {
        where: { kind: { in: ["transition", "undo"] }, to: "resolved" },
        select: { at: true },
        orderBy: [{ at: "desc" }, { id: "desc" }],
        take: 1,
      },
    },
    orderBy: [{ dueAt: "asc" }, { number: "asc" }],
    take: MOST,
  });
  return rows.flatMap((row) =>
    row.dueAt === null
      ? []
      : [
          {
            finding: row.number,
            title: row.title,
            owner: row.assignee?.user.name ?? null,
            dueAt: row.dueAt,
            resolvedAt: row.state === "resolved" ? (row.events[0]?.at ?? null) : null,
          },
        ],
  );
}

/** Scans whose closings wait for a person. */
export async function readHolds(tx: Tx, deps: ProjectDeps): Promise<DecisionFacts["holds"]> {
  const rows = await tx.db.scanHold.findMany({
    where: { organizationId: deps.organizationId, decision: null, scan: { projectId: deps.projectId } },
    select: { findingIds: true, scan: { select: { scanner: true, request: { select: { number: true } } } } },
    orderBy: { createdAt: "asc" },
    take: 100,
  });
  return rows.map(({ findingIds, scan }) => ({
    scan: scan.request.number,
    title: scannerTitle(scan.scanner),
    findings: findingIds.length,
  }));
}
