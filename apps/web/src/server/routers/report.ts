import { ReportSelector } from "@redoubt/domain/report";
import {
  createRiskReport,
  getCoverageMatrix,
  getOverview,
  getReport,
  listOrganizationReports,
  listReports,
  listRunningWork,
} from "@redoubt/domain/report/server";
import { OrganizationScope, ProjectScope } from "@redoubt/domain/shared";
import { organizationProcedure, projectProcedure, router } from "../procedures.ts";

export const reportRouter = router({
  overview: projectProcedure("report:read")
    .input(ProjectScope)
    .query(({ ctx }) => getOverview(ctx.deps)),
  running: projectProcedure("report:read")
    .input(ProjectScope)
    .query(({ ctx }) => listRunningWork(ctx.deps)),
  coverage: projectProcedure("report:read")
    .input(ProjectScope)
    .query(({ ctx }) => getCoverageMatrix(ctx.deps)),
  list: projectProcedure("report:read")
    .input(ProjectScope)
    .query(({ ctx }) => listReports(ctx.deps)),
  listOrganization: organizationProcedure("report:read")
    .input(OrganizationScope)
    .query(({ ctx }) => listOrganizationReports(ctx.deps)),
  get: projectProcedure("report:read")
    .input(ReportSelector)
    .query(({ ctx, input }) => getReport(ctx.deps, input)),
  create: projectProcedure("report:create")
    .input(ProjectScope)
    .mutation(({ ctx }) => createRiskReport(ctx.deps)),
});
