import { ProjectScope } from "@redoubt/domain/shared";
import {
  ConnectFolder,
  ConnectGit,
  ListRevisions,
  RequestRevision,
  RevisionSelector,
  UpdateSource,
} from "@redoubt/domain/source";
import {
  cancelRevision,
  connectFolder,
  connectGit,
  getRevision,
  listRevisions,
  listSources,
  requestRevision,
  retryRevision,
  updateSource,
} from "@redoubt/domain/source/server";
import { projectProcedure, router } from "../procedures.ts";

export const sourceRouter = router({
  list: projectProcedure("source:read")
    .input(ProjectScope)
    .query(({ ctx }) => listSources(ctx.deps)),
  connectGit: projectProcedure("source:write")
    .input(ConnectGit)
    .mutation(({ ctx, input }) => connectGit(ctx.deps, input)),
  connectFolder: projectProcedure("source:write")
    .input(ConnectFolder)
    .mutation(({ ctx, input }) => connectFolder(ctx.deps, input, ctx.operator)),
  update: projectProcedure("source:write")
    .input(UpdateSource)
    .mutation(({ ctx, input }) => updateSource(ctx.deps, input)),
  requestRevision: projectProcedure("source:write")
    .input(RequestRevision)
    .mutation(({ ctx, input }) => requestRevision(ctx.deps, input)),
  listRevisions: projectProcedure("source:read")
    .input(ListRevisions)
    .query(({ ctx, input }) => listRevisions(ctx.deps, input)),
  getRevision: projectProcedure("source:read")
    .input(RevisionSelector)
    .query(({ ctx, input }) => getRevision(ctx.deps, input)),
  cancelRevision: projectProcedure("source:write")
    .input(RevisionSelector)
    .mutation(({ ctx, input }) => cancelRevision(ctx.deps, input)),
  retryRevision: projectProcedure("source:write")
    .input(RevisionSelector)
    .mutation(({ ctx, input }) => retryRevision(ctx.deps, input)),
});
