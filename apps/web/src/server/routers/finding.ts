import {
  AdoptBacklog,
  AssignFinding,
  CommentFinding,
  CountFindings,
  CountOrganizationFindings,
  DecideFinding,
  DecideHold,
  GetFinding,
  ListFindings,
  ListOrganizationFindings,
  RecordFinding,
  SetSeverity,
  UndoDecision,
} from "@redoubt/domain/finding";
import {
  adoptBacklog,
  assignFinding,
  commentFinding,
  countFindings,
  countOrganizationFindings,
  decideFinding,
  decideHold,
  declineBacklog,
  getBacklog,
  getFinding,
  listAssignees,
  listFindings,
  listOrganizationFindings,
  recordFinding,
  setSeverity,
  undoBacklog,
  undoDecision,
} from "@redoubt/domain/finding/server";
import { ProjectScope } from "@redoubt/domain/shared";
import { organizationProcedure, projectProcedure, router } from "../procedures.ts";

export const findingRouter = router({
  list: projectProcedure("finding:read")
    .input(ListFindings)
    .query(({ ctx, input }) => listFindings(ctx.deps, input)),
  listOrganization: organizationProcedure("finding:read")
    .input(ListOrganizationFindings)
    .query(({ ctx, input }) => listOrganizationFindings(ctx.deps, input)),
  count: projectProcedure("finding:read")
    .input(CountFindings)
    .query(({ ctx, input }) => countFindings(ctx.deps, input)),
  countOrganization: organizationProcedure("finding:read")
    .input(CountOrganizationFindings)
    .query(({ ctx, input }) => countOrganizationFindings(ctx.deps, input)),
  get: projectProcedure("finding:read")
    .input(GetFinding)
    .query(({ ctx, input }) => getFinding(ctx.deps, input)),
  assignees: projectProcedure("finding:read")
    .input(ProjectScope)
    .query(({ ctx }) => listAssignees(ctx.deps)),
  record: projectProcedure("finding:record")
    .input(RecordFinding)
    .mutation(({ ctx, input }) => recordFinding(ctx.deps, input)),
  decide: projectProcedure("finding:triage")
    .input(DecideFinding)
    .mutation(({ ctx, input }) => decideFinding(ctx.deps, input)),
  undo: projectProcedure("finding:triage")
    .input(UndoDecision)
    .mutation(({ ctx, input }) => undoDecision(ctx.deps, input)),
  decideHold: projectProcedure("finding:triage")
    .input(DecideHold)
    .mutation(({ ctx, input }) => decideHold(ctx.deps, input)),
  assign: projectProcedure("finding:assign")
    .input(AssignFinding)
    .mutation(({ ctx, input }) => assignFinding(ctx.deps, input)),
  comment: projectProcedure("finding:comment")
    .input(CommentFinding)
    .mutation(({ ctx, input }) => commentFinding(ctx.deps, input)),
  setSeverity: projectProcedure("finding:triage")
    .input(SetSeverity)
    .mutation(({ ctx, input }) => setSeverity(ctx.deps, input)),
  backlog: projectProcedure("finding:read")
    .input(ProjectScope)
    .query(({ ctx }) => getBacklog(ctx.deps)),
  adoptBacklog: projectProcedure("finding:acknowledge")
    .input(AdoptBacklog)
    .mutation(({ ctx }) => adoptBacklog(ctx.deps)),
  declineBacklog: projectProcedure("finding:acknowledge")
    .input(AdoptBacklog)
    .mutation(({ ctx }) => declineBacklog(ctx.deps)),
  undoBacklog: projectProcedure("finding:acknowledge")
    .input(AdoptBacklog)
    .mutation(({ ctx }) => undoBacklog(ctx.deps)),
});
