import { AddAsset, ArchiveAsset, ChangeAsset, CompareVersions, SaveProfile } from "@redoubt/domain/profile";
import {
  addAsset,
  archiveAsset,
  changeAsset,
  compareVersions,
  getProfile,
  listVersions,
  saveProfile,
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
});
