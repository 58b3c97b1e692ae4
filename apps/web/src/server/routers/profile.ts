import {
  AddAsset,
  AddPower,
  ArchiveAsset,
  ArchiveHolder,
  AssignRole,
  ChangeAsset,
  ChangePower,
  CompareVersions,
  RemovePower,
  SaveHolder,
  SaveProfile,
  SetAccessLimits,
} from "@redoubt/domain/profile";
import {
  addAsset,
  addPower,
  archiveAsset,
  archiveHolder,
  assignRole,
  cancelAccessReading,
  changeAsset,
  changePower,
  compareVersions,
  getAccessMap,
  getProfile,
  listVersions,
  removePower,
  requestAccessReading,
  saveHolder,
  saveProfile,
  setAccessLimits,
} from "@redoubt/domain/profile/server";
import { ProjectScope } from "@redoubt/domain/shared";
import { projectProcedure, router } from "../procedures.ts";

export const profileRouter = router({
  get: projectProcedure("profile:read")
    .input(ProjectScope)
    .query(({ ctx }) => getProfile(ctx.deps)),
  versions: projectProcedure("profile:read")
    .input(ProjectScope)
    .query(({ ctx }) => listVersions(ctx.deps)),
  compare: projectProcedure("profile:read")
    .input(CompareVersions)
    .query(({ ctx, input }) => compareVersions(ctx.deps, input)),
  save: projectProcedure("profile:write")
    .input(SaveProfile)
    .mutation(({ ctx, input }) => saveProfile(ctx.deps, input)),
  addAsset: projectProcedure("profile:write")
    .input(AddAsset)
    .mutation(({ ctx, input }) => addAsset(ctx.deps, input)),
  changeAsset: projectProcedure("profile:write")
    .input(ChangeAsset)
    .mutation(({ ctx, input }) => changeAsset(ctx.deps, input)),
  archiveAsset: projectProcedure("profile:write")
    .input(ArchiveAsset)
    .mutation(({ ctx, input }) => archiveAsset(ctx.deps, input)),
  accessMap: projectProcedure("profile:read")
    .input(ProjectScope)
    .query(({ ctx }) => getAccessMap(ctx.deps)),
  readAccess: projectProcedure("profile:write")
    .input(ProjectScope)
    .mutation(({ ctx }) => requestAccessReading(ctx.deps)),
  cancelAccessReading: projectProcedure("profile:write")
    .input(ProjectScope)
    .mutation(({ ctx }) => cancelAccessReading(ctx.deps)),
  saveHolder: projectProcedure("profile:write")
    .input(SaveHolder)
    .mutation(({ ctx, input }) => saveHolder(ctx.deps, input)),
  archiveHolder: projectProcedure("profile:write")
    .input(ArchiveHolder)
    .mutation(({ ctx, input }) => archiveHolder(ctx.deps, input)),
  assignRole: projectProcedure("profile:write")
    .input(AssignRole)
    .mutation(({ ctx, input }) => assignRole(ctx.deps, input)),
  addPower: projectProcedure("profile:write")
    .input(AddPower)
    .mutation(({ ctx, input }) => addPower(ctx.deps, input)),
  changePower: projectProcedure("profile:write")
    .input(ChangePower)
    .mutation(({ ctx, input }) => changePower(ctx.deps, input)),
  removePower: projectProcedure("profile:write")
    .input(RemovePower)
    .mutation(({ ctx, input }) => removePower(ctx.deps, input)),
  setAccessLimits: projectProcedure("profile:write")
    .input(SetAccessLimits)
    .mutation(({ ctx, input }) => setAccessLimits(ctx.deps, input)),
});
