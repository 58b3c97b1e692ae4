import { OrganizationScope, ProjectScope } from "@redoubt/domain/shared";
import {
  ApplyGeneration,
  ChangeDiagram,
  CommentVersion,
  JudgeAssumption,
  LinkControl,
  ListThreats,
  MoveControl,
  MoveThreat,
  RecordAssumption,
  RecordControl,
  RecordThreat,
  RequestDraft,
  SaveGenerator,
  ThreatSelector,
  UpdateAssumption,
  UpdateControl,
  UpdateThreat,
  VersionSelector,
  WriteModel,
} from "@redoubt/domain/threat-model";
import {
  applyGeneration,
  approveVersion,
  cancelReading,
  changeDiagram,
  commentVersion,
  compareVersion,
  getDiagram,
  getOverview,
  getThreat,
  judgeAssumption,
  linkControl,
  listAssumptions,
  listControls,
  listGenerators,
  listThreats,
  listVersions,
  moveControl,
  moveThreat,
  previewGeneration,
  previewModel,
  readModel,
  recordAssumption,
  recordControl,
  recordThreat,
  requestDraft,
  saveGenerator,
  submitVersion,
  undoThreat,
  updateAssumption,
  updateControl,
  updateThreat,
  writeModel,
} from "@redoubt/domain/threat-model/server";
import { organizationProcedure, projectProcedure, router } from "../procedures.ts";

export const threatModelRouter = router({
  diagram: projectProcedure("threat-model:read")
    .input(ProjectScope)
    .query(({ ctx }) => getDiagram(ctx.deps)),
  changeDiagram: projectProcedure("threat-model:write")
    .input(ChangeDiagram)
    .mutation(({ ctx, input }) => changeDiagram(ctx.deps, input)),
  model: projectProcedure("threat-model:read")
    .input(ProjectScope)
    .query(({ ctx }) => readModel(ctx.deps)),
  previewModel: projectProcedure("threat-model:write")
    .input(WriteModel)
    .mutation(({ ctx, input }) => previewModel(ctx.deps, input)),
  writeModel: projectProcedure("threat-model:write")
    .input(WriteModel)
    .mutation(({ ctx, input }) => writeModel(ctx.deps, input)),
  threats: projectProcedure("threat-model:read")
    .input(ListThreats)
    .query(({ ctx, input }) => listThreats(ctx.deps, input)),
  threat: projectProcedure("threat-model:read")
    .input(ThreatSelector)
    .query(({ ctx, input }) => getThreat(ctx.deps, input)),
  recordThreat: projectProcedure("threat-model:write")
    .input(RecordThreat)
    .mutation(({ ctx, input }) => recordThreat(ctx.deps, input)),
  updateThreat: projectProcedure("threat-model:write")
    .input(UpdateThreat)
    .mutation(({ ctx, input }) => updateThreat(ctx.deps, input)),
  moveThreat: projectProcedure("threat-model:write")
    .input(MoveThreat)
    .mutation(({ ctx, input }) => moveThreat(ctx.deps, input)),
  undoThreat: projectProcedure("threat-model:write")
    .input(ThreatSelector)
    .mutation(({ ctx, input }) => undoThreat(ctx.deps, input)),
  controls: projectProcedure("threat-model:read")
    .input(ProjectScope)
    .query(({ ctx }) => listControls(ctx.deps)),
  recordControl: projectProcedure("threat-model:write")
    .input(RecordControl)
    .mutation(({ ctx, input }) => recordControl(ctx.deps, input)),
  updateControl: projectProcedure("threat-model:write")
    .input(UpdateControl)
    .mutation(({ ctx, input }) => updateControl(ctx.deps, input)),
  moveControl: projectProcedure("threat-model:write")
    .input(MoveControl)
    .mutation(({ ctx, input }) => moveControl(ctx.deps, input)),
  linkControl: projectProcedure("threat-model:write")
    .input(LinkControl)
    .mutation(({ ctx, input }) => linkControl(ctx.deps, input)),
  assumptions: projectProcedure("threat-model:read")
    .input(ProjectScope)
    .query(({ ctx }) => listAssumptions(ctx.deps)),
  recordAssumption: projectProcedure("threat-model:write")
    .input(RecordAssumption)
    .mutation(({ ctx, input }) => recordAssumption(ctx.deps, input)),
  updateAssumption: projectProcedure("threat-model:write")
    .input(UpdateAssumption)
    .mutation(({ ctx, input }) => updateAssumption(ctx.deps, input)),
  judgeAssumption: projectProcedure("threat-model:write")
    .input(JudgeAssumption)
    .mutation(({ ctx, input }) => judgeAssumption(ctx.deps, input)),
  overview: projectProcedure("threat-model:read")
    .input(ProjectScope)
    .query(({ ctx }) => getOverview(ctx.deps)),
  requestDraft: projectProcedure("threat-model:write")
    .input(RequestDraft)
    .mutation(({ ctx, input }) => requestDraft(ctx.deps, input)),
  cancelReading: projectProcedure("threat-model:write")
    .input(ProjectScope)
    .mutation(({ ctx }) => cancelReading(ctx.deps)),
  previewGeneration: projectProcedure("threat-model:read")
    .input(ProjectScope)
    .query(({ ctx }) => previewGeneration(ctx.deps)),
  applyGeneration: projectProcedure("threat-model:write")
    .input(ApplyGeneration)
    .mutation(({ ctx, input }) => applyGeneration(ctx.deps, input)),
  versions: projectProcedure("threat-model:read")
    .input(ProjectScope)
    .query(({ ctx }) => listVersions(ctx.deps)),
  compareVersion: projectProcedure("threat-model:read")
    .input(VersionSelector)
    .query(({ ctx, input }) => compareVersion(ctx.deps, input)),
  submitVersion: projectProcedure("threat-model:write")
    .input(VersionSelector)
    .mutation(({ ctx, input }) => submitVersion(ctx.deps, input)),
  approveVersion: projectProcedure("threat-model:approve")
    .input(VersionSelector)
    .mutation(({ ctx, input }) => approveVersion(ctx.deps, input)),
  commentVersion: projectProcedure("threat-model:comment")
    .input(CommentVersion)
    .mutation(({ ctx, input }) => commentVersion(ctx.deps, input)),
  generators: organizationProcedure("threat-model:read")
    .input(OrganizationScope)
    .query(({ ctx }) => listGenerators(ctx.deps)),
  saveGenerator: organizationProcedure("threat-model:catalogue")
    .input(SaveGenerator)
    .mutation(({ ctx, input }) => saveGenerator(ctx.deps, input)),
});
