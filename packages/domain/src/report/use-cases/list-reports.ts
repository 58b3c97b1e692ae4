import type { Deps, ProjectDeps, Tx } from "../../shared/server.ts";
import { REPORT_SELECT, type ReportRow, toReportEntry } from "../row.ts";
import type { OrganizationReport, ReportEntry } from "../stored.ts";

/** The newest 100 reports of the project, newest first. */
export async function listReports(deps: ProjectDeps): Promise<ReportEntry[]> {
  return deps.withOrganization(async (tx) => {
    const rows = await tx.db.report.findMany({
      where: { organizationId: deps.organizationId, projectId: deps.projectId },
      select: REPORT_SELECT,
      orderBy: { number: "desc" },
      take: 100,
    });
    return toEntries(tx, deps, rows);
  });
}

/** The newest 200 reports of all projects of the organization, newest first. */
export async function listOrganizationReports(deps: Deps): Promise<OrganizationReport[]> {
  return deps.withOrganization(async (tx) => {
    const rows = await tx.db.report.findMany({
      where: { organizationId: deps.organizationId },
      select: { ...REPORT_SELECT, project: { select: { slug: true, name: true } } },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: 200,
    });
    const entries = await toEntries(tx, deps, rows);
    return rows.flatMap((row, index) => {
      const entry = entries[index];
      return entry === undefined ? [] : [{ ...entry, project: row.project }];
    });
  });
}

async function toEntries(tx: Tx, deps: Deps, rows: readonly ReportRow[]): Promise<ReportEntry[]> {
  const names = await readNames(tx, rows);
  const shares = await countLiveShares(
    tx,
    deps,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => toReportEntry(row, names.get(row.createdById ?? "") ?? null, shares.get(row.id) ?? 0));
}

/** Names of the people who made reports, by user id. */
export async function readNames(tx: Tx, rows: readonly ReportRow[]): Promise<Map<string, string>> {
  const ids = [...new Set(rows.flatMap((row) => (row.createdById === null ? [] : [row.createdById])))];
  const users = await tx.db.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  return new Map(users.map((user) => [user.id, user.name]));
}

/** How many links open each report now. */
export async function countLiveShares(tx: Tx, deps: Deps, reportIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.db.reportShare.findMany({
    where: {
      organizationId: deps.organizationId,
      reportId: { in: [...reportIds] },
      revokedAt: null,
      expiresAt: { gt: tx.now },
    },
    select: { reportId: true },
  });
  const counts = new Map<string, number>();
  for (const { reportId } of rows) counts.set(reportId, (counts.get(reportId) ?? 0) + 1);
  return counts;
}
