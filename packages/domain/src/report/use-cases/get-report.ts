import type { ProjectDeps } from "../../shared/server.ts";
import { REPORT_SELECT, toReportEntry } from "../row.ts";
import type { ReportDetail, ReportSelector } from "../stored.ts";
import { countLiveShares, readNames } from "./list-reports.ts";
import { readReport } from "./read-report.ts";

/** One frozen report with its data. Throws report.not-found and report.names-restricted. */
export async function getReport(deps: ProjectDeps, input: ReportSelector): Promise<ReportDetail> {
  return deps.withOrganization(async (tx) => {
    const { row, snapshot } = await readReport(tx, deps, input.report, REPORT_SELECT);
    const names = await readNames(tx, [row]);
    const shares = await countLiveShares(tx, deps, [row.id]);
    const others =
      row.kind !== "risk"
        ? []
        : await tx.db.report.findMany({
            where: {
              ...{ organizationId: deps.organizationId, projectId: deps.projectId, kind: "risk" },
              number: { not: row.number },
            },
            select: { number: true, createdAt: true },
            orderBy: { number: "desc" },
            take: 50,
          });
    return {
      ...toReportEntry(row, names.get(row.createdById ?? "") ?? null, shares.get(row.id) ?? 0),
      snapshot,
      comparable: others,
    };
  });
}
