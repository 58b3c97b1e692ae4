import {
  AdoptBacklog,
  AssignFinding,
  ChangeFindingSettings,
  ChangeView,
  CommentFinding,
  ConfirmProposal,
  CountFindings,
  CountLists,
  CountOrganizationFindings,
  CountOrganizationLists,
  CreateView,
  DecideFinding,
  DecideHold,
  DeleteView,
  GetFinding,
  GrantFinding,
  GroupFindings,
  GroupOrganizationFindings,
  ListFindings,
  ListOrganizationFindings,
  OrderViews,
  RecordFinding,
  RefuseProposal,
  RereadFindings,
  RereadOrganizationFindings,
  RestrictFinding,
  RevokeFindingGrant,
  SetSeverity,
  SnoozeFindings,
  SuggestOrganizationValues,
  SuggestValues,
  UndoDecision,
} from "@redoubt/domain/finding";
import {
  adoptBacklog,
  assignFinding,
  changeFindingSettings,
  changeView,
  commentFinding,
  confirmProposal,
  countFindings,
  countLists,
  countOrganizationFindings,
  countOrganizationLists,
  createView,
  decideFinding,
  decideHold,
  declineBacklog,
  deleteView,
  getBacklog,
  getFinding,
  getFindingSettings,
  grantFinding,
  groupFindings,
  groupOrganizationFindings,
  listAssignees,
  listFindings,
  listOrganizationFindings,
  listViews,
  orderViews,
  recordFinding,
  refuseProposal,
  rereadFindings,
  rereadOrganizationFindings,
  restrictFinding,
  revokeFindingGrant,
  setSeverity,
  snoozeFindings,
  suggestOrganizationValues,
  suggestValues,
  undoBacklog,
  undoDecision,
  visitFindings,
} from "@redoubt/domain/finding/server";
import { OrganizationScope, ProjectScope } from "@redoubt/domain/shared";
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
  confirmProposal: projectProcedure("finding:triage")
    .input(ConfirmProposal)
    .mutation(({ ctx, input }) => confirmProposal(ctx.deps, input)),
  refuseProposal: projectProcedure("finding:triage")
    .input(RefuseProposal)
    .mutation(({ ctx, input }) => refuseProposal(ctx.deps, input)),
  restrict: projectProcedure("finding:restrict")
    .input(RestrictFinding)
    .mutation(({ ctx, input }) => restrictFinding(ctx.deps, input)),
  grant: projectProcedure("finding:restrict")
    .input(GrantFinding)
    .mutation(({ ctx, input }) => grantFinding(ctx.deps, input)),
  revokeGrant: projectProcedure("finding:restrict")
    .input(RevokeFindingGrant)
    .mutation(({ ctx, input }) => revokeFindingGrant(ctx.deps, input)),
  snooze: projectProcedure("finding:triage")
    .input(SnoozeFindings)
    .mutation(({ ctx, input }) => snoozeFindings(ctx.deps, input)),
  settings: organizationProcedure("organization:read")
    .input(OrganizationScope)
    .query(({ ctx }) => getFindingSettings(ctx.deps)),
  changeSettings: organizationProcedure("finding:settings")
    .input(ChangeFindingSettings)
    .mutation(({ ctx, input }) => changeFindingSettings(ctx.deps, input)),
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
  groups: projectProcedure("finding:read")
    .input(GroupFindings)
    .query(({ ctx, input }) => groupFindings(ctx.deps, input)),
  groupsOrganization: organizationProcedure("finding:read")
    .input(GroupOrganizationFindings)
    .query(({ ctx, input }) => groupOrganizationFindings(ctx.deps, input)),
  reread: projectProcedure("finding:read")
    .input(RereadFindings)
    .query(({ ctx, input }) => rereadFindings(ctx.deps, input)),
  rereadOrganization: organizationProcedure("finding:read")
    .input(RereadOrganizationFindings)
    .query(({ ctx, input }) => rereadOrganizationFindings(ctx.deps, input)),
  countLists: projectProcedure("finding:read")
    .input(CountLists)
    .query(({ ctx, input }) => countLists(ctx.deps, input)),
  countOrganizationLists: organizationProcedure("finding:read")
    .input(CountOrganizationLists)
    .query(({ ctx, input }) => countOrganizationLists(ctx.deps, input)),
  suggest: projectProcedure("finding:read")
    .input(SuggestValues)
    .query(({ ctx, input }) => suggestValues(ctx.deps, input)),
  suggestOrganization: organizationProcedure("finding:read")
    .input(SuggestOrganizationValues)
    .query(({ ctx, input }) => suggestOrganizationValues(ctx.deps, input)),
  visit: projectProcedure("finding:read")
    .input(ProjectScope)
    .mutation(({ ctx }) => visitFindings(ctx.deps)),
  views: organizationProcedure("finding:save-view")
    .input(OrganizationScope)
    .query(({ ctx }) => listViews(ctx.deps)),
  createView: organizationProcedure("finding:save-view")
    .input(CreateView)
    .mutation(({ ctx, input }) => createView(ctx.deps, input)),
  changeView: organizationProcedure("finding:save-view")
    .input(ChangeView)
    .mutation(({ ctx, input }) => changeView(ctx.deps, input)),
  deleteView: organizationProcedure("finding:save-view")
    .input(DeleteView)
    .mutation(({ ctx, input }) => deleteView(ctx.deps, input)),
  orderViews: organizationProcedure("finding:save-view")
    .input(OrderViews)
    .mutation(({ ctx, input }) => orderViews(ctx.deps, input)),
});
