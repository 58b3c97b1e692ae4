import {
  AdoptBacklog,
  AssignFinding,
  ChangeFindingSettings,
  CommentFinding,
  ConfirmProposal,
  CountFindings,
  CountOrganizationFindings,
  DecideFinding,
  DecideHold,
  EndOrganizationPolicy,
  EndPolicy,
  GetFinding,
  GrantFinding,
  ListFindings,
  ListOrganizationFindings,
  MoveOrganizationPolicy,
  MovePolicy,
  PreviewOrganizationPolicy,
  PreviewPolicy,
  RecordFinding,
  RefuseProposal,
  RestrictFinding,
  RevokeFindingGrant,
  SaveOrganizationPolicy,
  SavePolicy,
  SelectOrganizationPolicy,
  SelectPolicy,
  ScoreCvss,
  SetOrganizationSla,
  SetProjectSla,
  SetSeverity,
  SnoozeFindings,
  UndoDecision,
} from "@redoubt/domain/finding";
import {
  adoptBacklog,
  approvePolicy,
  assignFinding,
  changeFindingSettings,
  commentFinding,
  confirmProposal,
  countDue,
  countFindings,
  countOrganizationFindings,
  decideFinding,
  decideHold,
  declineBacklog,
  getBacklog,
  getFinding,
  getFindingSettings,
  getOrganizationSla,
  getPolicy,
  getProjectSla,
  getRegister,
  grantFinding,
  listAssignees,
  listFindings,
  listOrganizationFindings,
  previewPolicy,
  recordFinding,
  refusePolicy,
  refuseProposal,
  restrictFinding,
  retryImport,
  revokeFindingGrant,
  revokePolicy,
  savePolicy,
  scoreCvss,
  setSeverity,
  setSla,
  snoozeFindings,
  submitPolicy,
  undoBacklog,
  undoDecision,
} from "@redoubt/domain/finding/server";
import { ScanSelector } from "@redoubt/domain/scan";
import { OrganizationScope, ProjectScope } from "@redoubt/domain/shared";
import { organizationProcedure, projectProcedure, router } from "../procedures.ts";

export const findingRouter = router({
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
});
