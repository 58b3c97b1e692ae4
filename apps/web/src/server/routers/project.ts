import { CreateProject, ListProjects, UpdateProject } from "@redoubt/domain/project";
import {
  archiveProject,
  createProject,
  getProject,
  listProjects,
  removeDemo,
  restoreProject,
  updateProject,
} from "@redoubt/domain/project/server";
import { OrganizationScope, ProjectScope } from "@redoubt/domain/shared";
import { organizationProcedure, projectProcedure, router } from "../procedures.ts";

export const projectRouter = router({
  list: organizationProcedure("organization:read")
    .input(ListProjects)
    .query(({ ctx, input }) => listProjects(ctx.deps, input)),
  create: organizationProcedure("project:create")
    .input(CreateProject)
    .mutation(({ ctx, input }) => createProject(ctx.deps, input)),
  get: projectProcedure("project:read")
    .input(ProjectScope)
    .query(({ ctx }) => getProject(ctx.deps)),
  update: projectProcedure("project:write")
    .input(UpdateProject)
    .mutation(({ ctx, input }) => updateProject(ctx.deps, input)),
  archive: projectProcedure("project:write")
    .input(ProjectScope)
    .mutation(({ ctx }) => archiveProject(ctx.deps)),
  restore: projectProcedure("project:write")
    .input(ProjectScope)
    .mutation(({ ctx }) => restoreProject(ctx.deps)),
  removeDemo: organizationProcedure("organization:delete")
    .input(OrganizationScope)
    .mutation(({ ctx }) => removeDemo(ctx.deps)),
});
