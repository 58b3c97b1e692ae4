import type { Deps, ProjectDeps, Tx } from "../../shared/server.ts";
import { REPORT_SELECT, type ReportRow, toReportEntry } from "../row.ts";
import type { OrganizationReport, ReportEntry } from "../schema.ts";

/** The newest 100 reports of the project, newest first. */
export async function listReports(deps: ProjectDeps): Promise<ReportEntry[]> {
  return deps.withOrganization(async (tx) => {
    const rows = await tx.db.report.findMany({
      where: { organizationId: deps.organizationId, projectId: deps.projectId },
      select: REPORT_SELECT,
      orderBy: { number: "desc" },
      take: 100,
    });
    const names = await readNames(tx, rows);
    return rows.map((row) => toReportEntry(row, names.get(row.createdById ?? "") ?? null));
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
    const names = await readNames(tx, rows);
    return rows.map((row) => ({
      ...toReportEntry(row, names.get(row.createdById ?? "") ?? null),
      project: row.project,
    }));
  });
}

/** Names of the people who made reports, by user id. */
export async function readNames(tx: Tx, rows: readonly ReportRow[]): Promise<Map<string, string>> {
  const ids = [...new Set(rows.flatMap((row) => (row.createdById === null ? [] : [row.createdById])))];
  const users = await tx.db.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  return new Map(users.map((user) => [user.id, user.name]));
}
