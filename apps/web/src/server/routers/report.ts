import {
  CompareReports,
  CreateFindingReport,
  ReportSelector,
  RevokeShare,
  SetSchedule,
  SetSubscription,
  ShareReport,
} from "@redoubt/domain/report";
import {
  clearSchedule,
  compareReports,
  createFindingReport,
  createKnownIssues,
  createModelReport,
  createRiskReport,
  getCoverageMatrix,
  getOverview,
  getReport,
  getSchedule,
  getTrend,
  listOrganizationReports,
  listReports,
  listRunningWork,
  listShares,
  revokeShare,
  setSchedule,
  setSubscription,
  shareReport,
} from "@redoubt/domain/report/server";
import { OrganizationScope, ProjectScope } from "@redoubt/domain/shared";
import { organizationProcedure, projectProcedure, router } from "../procedures.ts";

export const reportRouter = router({
  overview: projectProcedure("report:read")
    .input(ProjectScope)
    .query(({ ctx }) => getOverview(ctx.deps)),
  trend: projectProcedure("report:read")
    .input(ProjectScope)
    .query(({ ctx }) => getTrend(ctx.deps)),
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
  compare: projectProcedure("report:read")
    .input(CompareReports)
    .query(({ ctx, input }) => compareReports(ctx.deps, input)),
  create: projectProcedure("report:create")
    .input(ProjectScope)
    .mutation(({ ctx }) => createRiskReport(ctx.deps, { read: ctx.readSource })),
  createForFinding: projectProcedure("report:create")
    .input(CreateFindingReport)
    .mutation(({ ctx, input }) => createFindingReport(ctx.deps, input, ctx.readSource)),
  createKnownIssues: projectProcedure("report:create")
    .input(ProjectScope)
    .mutation(({ ctx }) => createKnownIssues(ctx.deps)),
  createThreatModel: projectProcedure("report:create")
    .input(ProjectScope)
    .mutation(({ ctx }) => createModelReport(ctx.deps)),
  schedule: projectProcedure("report:read")
    .input(ProjectScope)
    .query(({ ctx }) => getSchedule(ctx.deps)),
  setSchedule: projectProcedure("report:create")
    .input(SetSchedule)
    .mutation(({ ctx, input }) => setSchedule(ctx.deps, input)),
  clearSchedule: projectProcedure("report:create")
    .input(ProjectScope)
    .mutation(({ ctx }) => clearSchedule(ctx.deps)),
  subscribe: projectProcedure("report:read")
    .input(SetSubscription)
    .mutation(({ ctx, input }) => setSubscription(ctx.deps, input)),
  shares: projectProcedure("report:share")
    .input(ReportSelector)
    .query(({ ctx, input }) => listShares(ctx.deps, input)),
  share: projectProcedure("report:share")
    .input(ShareReport)
    .mutation(({ ctx, input }) => shareReport(ctx.deps, input)),
  revokeShare: projectProcedure("report:share")
    .input(RevokeShare)
    .mutation(({ ctx, input }) => revokeShare(ctx.deps, input)),
});
