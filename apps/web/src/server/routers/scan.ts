import { GetScanLog, GetScanRequest, ListScans, RequestScan, ScanSelector } from "@redoubt/domain/scan";
import { cancelScan, getScanLog, getScanRequest, listScans, requestScan, retryScan } from "@redoubt/domain/scan/server";
import { projectProcedure, router } from "../procedures.ts";

export const scanRouter = router({
  list: projectProcedure("scan:read")
    .input(ListScans)
    .query(({ ctx, input }) => listScans(ctx.deps, input)),
  get: projectProcedure("scan:read")
    .input(GetScanRequest)
    .query(({ ctx, input }) => getScanRequest(ctx.deps, input)),
  log: projectProcedure("scan:read")
    .input(GetScanLog)
    .query(({ ctx, input }) => getScanLog(ctx.deps, input)),
  request: projectProcedure("scan:run")
    .input(RequestScan)
    .mutation(({ ctx, input }) => requestScan(ctx.deps, input)),
  cancel: projectProcedure("scan:run")
    .input(ScanSelector)
    .mutation(({ ctx, input }) => cancelScan(ctx.deps, input)),
  retry: projectProcedure("scan:run")
    .input(ScanSelector)
    .mutation(({ ctx, input }) => retryScan(ctx.deps, input)),
});
