import {
  AddControl,
  AddTime,
  ChangeControl,
  ChangeTime,
  RemoveControl,
  RemoveTime,
  SetParameter,
  SimulationSelector,
} from "@redoubt/domain/economics";
import {
  addControl,
  addTime,
  cancelSimulation,
  changeControl,
  changeTime,
  getEconomics,
  listStatements,
  removeControl,
  removeTime,
  requestSimulation,
  setParameter,
} from "@redoubt/domain/economics/server";
import { ProjectScope } from "@redoubt/domain/shared";
import { projectProcedure, router } from "../procedures.ts";

export const economicsRouter = router({
  get: projectProcedure("economics:read")
    .input(ProjectScope)
    .query(({ ctx }) => getEconomics(ctx.deps)),
  statements: projectProcedure("economics:read")
    .input(ProjectScope)
    .query(({ ctx }) => listStatements(ctx.deps)),
  setParameter: projectProcedure("economics:write")
    .input(SetParameter)
    .mutation(({ ctx, input }) => setParameter(ctx.deps, input)),
  addControl: projectProcedure("economics:write")
    .input(AddControl)
    .mutation(({ ctx, input }) => addControl(ctx.deps, input)),
  changeControl: projectProcedure("economics:write")
    .input(ChangeControl)
    .mutation(({ ctx, input }) => changeControl(ctx.deps, input)),
  removeControl: projectProcedure("economics:write")
    .input(RemoveControl)
    .mutation(({ ctx, input }) => removeControl(ctx.deps, input)),
  addTime: projectProcedure("economics:write")
    .input(AddTime)
    .mutation(({ ctx, input }) => addTime(ctx.deps, input)),
  changeTime: projectProcedure("economics:write")
    .input(ChangeTime)
    .mutation(({ ctx, input }) => changeTime(ctx.deps, input)),
  removeTime: projectProcedure("economics:write")
    .input(RemoveTime)
    .mutation(({ ctx, input }) => removeTime(ctx.deps, input)),
  simulate: projectProcedure("economics:write")
    .input(ProjectScope)
    .mutation(({ ctx }) => requestSimulation(ctx.deps)),
  cancelSimulation: projectProcedure("economics:write")
    .input(SimulationSelector)
    .mutation(({ ctx, input }) => cancelSimulation(ctx.deps, input)),
});
