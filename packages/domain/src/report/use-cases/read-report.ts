import { visibleFindings } from "../../finding/server.ts";
import type { Prisma, ProjectDeps, Tx } from "../../shared/server.ts";
import { reportError } from "../errors.ts";
import { namedFindings } from "../named-findings.ts";
import { readSnapshot } from "../read-snapshot.ts";
import type { ReportSnapshot } from "../stored.ts";

/**
 * One report of the project by its number, with the columns asked for and its data read. Throws report.not-found, and
 * report.names-restricted when it names a finding that the reader may not see any more.
 */
export async function readReport<S extends Prisma.ReportSelect>(
  tx: Tx,
  deps: ProjectDeps,
  number: number,
  select: S,
): Promise<{ row: Prisma.ReportGetPayload<{ select: S }>; stored: unknown; snapshot: ReportSnapshot }> {
  const where = { organizationId: deps.organizationId, projectId: deps.projectId, number };
  const row = await tx.db.report.findFirst({ where, select });
  const data = await tx.db.report.findFirst({ where, select: { snapshot: true } });
  if (row === null || data === null) throw reportError("report.not-found");
  const snapshot = readSnapshot(data.snapshot);
  if (!(await seesAll(tx, deps, namedFindings(snapshot)))) throw reportError("report.names-restricted");
  return { row: row as Prisma.ReportGetPayload<{ select: S }>, stored: data.snapshot, snapshot };
}

/** Findings are never deleted: one that cannot be counted cannot be seen. */
async function seesAll(tx: Tx, deps: ProjectDeps, numbers: readonly number[]): Promise<boolean> {
  if (numbers.length === 0) return true;
  const visible = await tx.db.finding.count({ where: { ...visibleFindings(deps), number: { in: [...numbers] } } });
  return visible === numbers.length;
}

/** True when one of these findings is restricted now, whoever asks: nothing that names it may be opened by a link. */
export async function namesRestricted(
  tx: Tx,
  scope: { readonly organizationId: string; readonly projectId: string },
  snapshot: ReportSnapshot,
): Promise<boolean> {
  const { organizationId, projectId } = scope;
  const row = await tx.db.finding.findFirst({
    where: { organizationId, projectId, restricted: true, number: { in: namedFindings(snapshot) } },
    select: { id: true },
  });
  return row !== null;
}
