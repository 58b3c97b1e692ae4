import type { ProjectDeps } from "../../shared/server.ts";
import { reportError } from "../errors.ts";
import { REPORT_SELECT, toReportEntry } from "../row.ts";
import { type ReportDetail, type ReportSelector, RiskSnapshot } from "../schema.ts";
import { readNames } from "./list-reports.ts";

/** One frozen report with its data. Throws report.not-found. */
export async function getReport(deps: ProjectDeps, input: ReportSelector): Promise<ReportDetail> {
  return deps.withOrganization(async (tx) => {
    const row = await tx.db.report.findFirst({
      where: { organizationId: deps.organizationId, projectId: deps.projectId, number: input.report },
      select: { ...REPORT_SELECT, snapshot: true },
    });
    if (row === null) throw reportError("report.not-found");
    const names = await readNames(tx, [row]);
    return {
      ...toReportEntry(row, names.get(row.createdById ?? "") ?? null),
      snapshot: RiskSnapshot.parse(row.snapshot),
    };
  });
}
