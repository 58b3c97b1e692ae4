import {
  ChangePastHead,
  ChangePastRow,
  ConnectDefectDojo,
  ImportPast,
  ListPastRows,
  MapPast,
  SelectPast,
  SelectPastRow,
} from "@redoubt/domain/finding";
import {
  changePastHead,
  changePastRow,
  connectDefectDojo,
  discardPast,
  getPast,
  getPastRow,
  importPast,
  listPastRows,
  listPasts,
  mapPast,
} from "@redoubt/domain/finding/server";
import { ProjectScope } from "@redoubt/domain/shared";
import { projectProcedure, router } from "../../procedures.ts";

/** Documents of the past: audit reports, tables, exports of other platforms. */
export const pastRouter = router({
  list: projectProcedure("finding:read")
    .input(ProjectScope)
    .query(({ ctx }) => listPasts(ctx.deps)),
  get: projectProcedure("finding:read")
    .input(SelectPast)
    .query(({ ctx, input }) => getPast(ctx.deps, input)),
  rows: projectProcedure("finding:read")
    .input(ListPastRows)
    .query(({ ctx, input }) => listPastRows(ctx.deps, input)),
  row: projectProcedure("finding:read")
    .input(SelectPastRow)
    .query(({ ctx, input }) => getPastRow(ctx.deps, input)),
  changeRow: projectProcedure("finding:record")
    .input(ChangePastRow)
    .mutation(({ ctx, input }) => changePastRow(ctx.deps, input)),
  changeHead: projectProcedure("finding:record")
    .input(ChangePastHead)
    .mutation(({ ctx, input }) => changePastHead(ctx.deps, input)),
  map: projectProcedure("finding:record")
    .input(MapPast)
    .mutation(({ ctx, input }) => mapPast(ctx.deps, input)),
  connectDefectDojo: projectProcedure("finding:record")
    .input(ConnectDefectDojo)
    .mutation(({ ctx, input }) => connectDefectDojo(ctx.deps, input)),
  import: projectProcedure("finding:record")
    .input(ImportPast)
    .mutation(({ ctx, input }) => importPast(ctx.deps, input)),
  discard: projectProcedure("finding:record")
    .input(SelectPast)
    .mutation(({ ctx, input }) => discardPast(ctx.deps, input)),
});
