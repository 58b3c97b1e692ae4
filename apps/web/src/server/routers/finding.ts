import {
  AdoptBacklog,
  AssignFinding,
  ChangeAssignment,
  ChangeFindingSettings,
  ChangeTracker,
  ChangeView,
  ClearBranch,
  CommentFinding,
  ConfirmProposal,
  CountFindings,
  CountLists,
  CountOrganizationFindings,
  CountOrganizationLists,
  CreateView,
  DecideBranch,
  DecideFinding,
  DecideHold,
  DecidePair,
  EndOrganizationPolicy,
  EndPolicy,
  DeleteView,
  GetFinding,
  GrantFinding,
  GroupFindings,
  GroupOrganizationFindings,
  LinkIssue,
  ListFindings,
  ListPairs,
  ListPreviewRows,
  ListOrganizationFindings,
  MoveOrganizationPolicy,
  MovePolicy,
  PreviewOrganizationPolicy,
  PreviewPolicy,
  OrderViews,
  RecordFinding,
  RefuseProposal,
  RereadFindings,
  RereadOrganizationFindings,
  RestrictFinding,
  RevokeFindingGrant,
  SaveOrganizationPolicy,
  SavePolicy,
  SelectImport,
  SelectOrganizationPolicy,
  SelectPolicy,
  ScoreCvss,
  SetOrganizationSla,
  SetProjectSla,
  SetSeverity,
  SnoozeFindings,
  SplitFinding,
  SuggestOrganizationValues,
  SuggestValues,
  UndoDecision,
  UndoPair,
} from "@redoubt/domain/finding";
import {
  adoptBacklog,
  approvePolicy,
  assignFinding,
  changeAssignment,
  changeFindingSettings,
  changeTracker,
  changeView,
  clearBranch,
  commentFinding,
  confirmImport,
  confirmProposal,
  countDue,
  countFindings,
  countLists,
  countOrganizationFindings,
  countOrganizationLists,
  countPairs,
  createView,
  decideBranch,
  decideFinding,
  decideHold,
  decidePair,
  declineBacklog,
  deleteView,
  discardImport,
  getBacklog,
  getFinding,
  getFindingSettings,
  getImportPreview,
  getOrganizationSla,
  getPolicy,
  getProjectSettings,
  getProjectSla,
  getRegister,
  grantFinding,
  groupFindings,
  groupOrganizationFindings,
  linkIssue,
  listAssignees,
  listFindings,
  listKnownIssues,
  listOrganizationFindings,
  listPairs,
  listPreviewRows,
  previewPolicy,
  listViews,
  orderViews,
  recordFinding,
  refusePolicy,
  refuseProposal,
  rereadFindings,
  rereadOrganizationFindings,
  restrictFinding,
  retryImport,
  revokeFindingGrant,
  revokePolicy,
  savePolicy,
  scoreCvss,
  setSeverity,
  setSla,
  snoozeFindings,
  splitFinding,
  submitPolicy,
  suggestOrganizationValues,
  suggestValues,
  undoBacklog,
  undoDecision,
  undoPair,
  visitFindings,
} from "@redoubt/domain/finding/server";
import { ScanSelector } from "@redoubt/domain/scan";
import { OrganizationScope, ProjectScope } from "@redoubt/domain/shared";
import { organizationProcedure, projectProcedure, router } from "../procedures.ts";
import { pastRouter } from "./finding/past.ts";

export const findingRouter = router({
  importPreview: projectProcedure("finding:read")
    .input(SelectImport)
    .query(({ ctx, input }) => getImportPreview(ctx.deps, input)),
  previewRows: projectProcedure("finding:read")
    .input(ListPreviewRows)
    .query(({ ctx, input }) => listPreviewRows(ctx.deps, input)),
  confirmImport: projectProcedure("scan:import")
    .input(SelectImport)
    .mutation(({ ctx, input }) => confirmImport(ctx.deps, input)),
  discardImport: projectProcedure("scan:import")
    .input(SelectImport)
    .mutation(({ ctx, input }) => discardImport(ctx.deps, input)),
  retryImport: projectProcedure("scan:import")
    .input(ScanSelector)
    .mutation(({ ctx, input }) => retryImport(ctx.deps, input)),
  /** Policies and the register of one project. */
  policy: router({
    register: projectProcedure("finding:read")
      .input(ProjectScope)
      .query(({ ctx }) => getRegister(ctx.deps)),
    get: projectProcedure("finding:read")
      .input(SelectPolicy)
      .query(({ ctx, input }) => getPolicy(ctx.deps, input)),
    preview: projectProcedure("finding:read")
      .input(PreviewPolicy)
      .query(({ ctx, input }) => previewPolicy(ctx.deps, input)),
    save: projectProcedure("finding:policy")
      .input(SavePolicy)
      .mutation(({ ctx, input }) => savePolicy(ctx.deps, input)),
    submit: projectProcedure("finding:policy")
      .input(MovePolicy)
      .mutation(({ ctx, input }) => submitPolicy(ctx.deps, input)),
    approve: projectProcedure("finding:policy")
      .input(MovePolicy)
      .mutation(({ ctx, input }) => approvePolicy(ctx.deps, input)),
    refuse: projectProcedure("finding:policy")
      .input(EndPolicy)
      .mutation(({ ctx, input }) => refusePolicy(ctx.deps, input)),
    revoke: projectProcedure("finding:policy")
      .input(EndPolicy)
      .mutation(({ ctx, input }) => revokePolicy(ctx.deps, input)),
  }),
  /** The same over all projects of an organization. */
  organizationPolicy: router({
    register: organizationProcedure("finding:read")
      .input(OrganizationScope)
      .query(({ ctx }) => getRegister(ctx.deps)),
    get: organizationProcedure("finding:read")
      .input(SelectOrganizationPolicy)
      .query(({ ctx, input }) => getPolicy(ctx.deps, input)),
    preview: organizationProcedure("finding:read")
      .input(PreviewOrganizationPolicy)
      .query(({ ctx, input }) => previewPolicy(ctx.deps, input)),
    save: organizationProcedure("finding:policy")
      .input(SaveOrganizationPolicy)
      .mutation(({ ctx, input }) => savePolicy(ctx.deps, input)),
    submit: organizationProcedure("finding:policy")
      .input(MoveOrganizationPolicy)
      .mutation(({ ctx, input }) => submitPolicy(ctx.deps, input)),
    approve: organizationProcedure("finding:policy")
      .input(MoveOrganizationPolicy)
      .mutation(({ ctx, input }) => approvePolicy(ctx.deps, input)),
    refuse: organizationProcedure("finding:policy")
      .input(EndOrganizationPolicy)
      .mutation(({ ctx, input }) => refusePolicy(ctx.deps, input)),
    revoke: organizationProcedure("finding:policy")
      .input(EndOrganizationPolicy)
      .mutation(({ ctx, input }) => revokePolicy(ctx.deps, input)),
  }),
  past: pastRouter,
  /** Pairs of findings that may be one. */
  pairs: projectProcedure("finding:read")
    .input(ListPairs)
    .query(({ ctx, input }) => listPairs(ctx.deps, input)),
  countPairs: projectProcedure("finding:read")
    .input(ProjectScope)
    .query(({ ctx }) => countPairs(ctx.deps)),
  decidePair: projectProcedure("finding:triage")
    .input(DecidePair)
    .mutation(({ ctx, input }) => decidePair(ctx.deps, input)),
  undoPair: projectProcedure("finding:triage")
    .input(UndoPair)
    .mutation(({ ctx, input }) => undoPair(ctx.deps, input)),
  split: projectProcedure("finding:triage")
    .input(SplitFinding)
    .mutation(({ ctx, input }) => splitFinding(ctx.deps, input)),
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
  assigneesOrganization: organizationProcedure("finding:read")
    .input(OrganizationScope)
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
  projectSettings: projectProcedure("finding:read")
    .input(ProjectScope)
    .query(({ ctx }) => getProjectSettings(ctx.deps)),
  changeAssignment: projectProcedure("finding:policy")
    .input(ChangeAssignment)
    .mutation(({ ctx, input }) => changeAssignment(ctx.deps, input)),
  changeTracker: projectProcedure("finding:policy")
    .input(ChangeTracker)
    .mutation(({ ctx, input }) => changeTracker(ctx.deps, input)),
  decideBranch: projectProcedure("finding:triage")
    .input(DecideBranch)
    .mutation(({ ctx, input }) => decideBranch(ctx.deps, input)),
  clearBranch: projectProcedure("finding:triage")
    .input(ClearBranch)
    .mutation(({ ctx, input }) => clearBranch(ctx.deps, input)),
  linkIssue: projectProcedure("finding:triage")
    .input(LinkIssue)
    .mutation(({ ctx, input }) => linkIssue(ctx.deps, input)),
  knownIssues: projectProcedure("finding:read")
    .input(ProjectScope)
    .query(({ ctx }) => listKnownIssues(ctx.deps)),
  due: projectProcedure("finding:read")
    .input(ProjectScope)
    .query(({ ctx }) => countDue(ctx.deps)),
  dueOrganization: organizationProcedure("finding:read")
    .input(OrganizationScope)
    .query(({ ctx }) => countDue(ctx.deps)),
  scoreCvss: projectProcedure("finding:read")
    .input(ScoreCvss)
    .query(({ input }) => scoreCvss(input.vector)),
  sla: projectProcedure("finding:read")
    .input(ProjectScope)
    .query(({ ctx }) => getProjectSla(ctx.deps)),
  organizationSla: organizationProcedure("organization:read")
    .input(OrganizationScope)
    .query(({ ctx }) => getOrganizationSla(ctx.deps)),
  setSla: projectProcedure("finding:policy")
    .input(SetProjectSla)
    .mutation(({ ctx, input }) => setSla(ctx.deps, input)),
  setOrganizationSla: organizationProcedure("finding:policy")
    .input(SetOrganizationSla)
    .mutation(({ ctx, input }) => setSla(ctx.deps, input)),
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
