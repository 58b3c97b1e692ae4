import {
  AttachPoc,
  ListPocs,
  PocRunLog,
  PocRunSelector,
  PocSelector,
  RequestPocRuns,
} from "@redoubt/domain/verification";
import {
  attachPoc,
  cancelPocRun,
  getPoc,
  getPocRunLog,
  listPocs,
  requestPocRuns,
} from "@redoubt/domain/verification/server";
import { projectProcedure, router } from "../procedures.ts";

export const verificationRouter = router({
  list: projectProcedure("verification:read")
    .input(ListPocs)
    .query(({ ctx, input }) => listPocs(ctx.deps, input)),
  get: projectProcedure("verification:read")
    .input(PocSelector)
    .query(({ ctx, input }) => getPoc(ctx.deps, input)),
  runLog: projectProcedure("verification:read")
    .input(PocRunLog)
    .query(({ ctx, input }) => getPocRunLog(ctx.deps, input)),
  attach: projectProcedure("verification:run")
    .input(AttachPoc)
    .mutation(({ ctx, input }) => attachPoc(ctx.deps, input)),
  requestRuns: projectProcedure("verification:run")
    .input(RequestPocRuns)
    .mutation(({ ctx, input }) => requestPocRuns(ctx.deps, input)),
  cancelRun: projectProcedure("verification:run")
    .input(PocRunSelector)
    .mutation(({ ctx, input }) => cancelPocRun(ctx.deps, input)),
});
