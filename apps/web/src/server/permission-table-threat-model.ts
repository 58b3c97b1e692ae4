import { emptyDocument, GENERATORS } from "@redoubt/domain/threat-model";
import { inOrganization, inProject, LEADS, PEOPLE_READERS, type Row, TRIAGERS } from "./permission-members.ts";
import type { Side } from "./testing/world.ts";

const SCORES = {
  inherent: { likelihood: 3, impact: 4 },
  current: { likelihood: 2, impact: 4 },
  projected: { likelihood: null, impact: null },
};

/** Made by the editor, the same on both sides. */
const NEW_ELEMENT = "elm_0193a0000000700080000000000000e1";

const element = (over: object) => ({
  ...{ kind: "contract", name: "Vault", description: "", parentId: null, diagram: "main", trust: null },
  ...{ attributes: {}, position: null, size: null, outOfScope: null, code: [], assets: [], rowVersion: 0 },
  ...over,
});

const withThreat = async (side: Side) => ({ ...side.project, number: await side.newThreat() });
const withControl = async (side: Side) => ({ ...side.project, number: await side.newControl(), rowVersion: 1 });
const withAssumption = async (side: Side) => ({ ...side.project, number: await side.newAssumption(), rowVersion: 1 });

const withVersion = async (side: Side) => {
  await side.newThreat();
  return { ...side.project, version: 1 };
};

const withDocument = (side: Side) => ({ ...side.project, document: emptyDocument("A model"), mode: "merge" });

/** Rows of the threat model for permission-table.ts, where a row is explained. */
export const THREAT_MODEL_ROWS: Readonly<Record<string, Row>> = {
  "threatModel.diagram": { allow: PEOPLE_READERS, input: inProject },
  "threatModel.changeDiagram": {
    allow: TRIAGERS,
    input: async (side) => ({
      ...side.project,
      elements: [element({ id: NEW_ELEMENT, threatsFrom: await side.newElement() })],
      removeElements: [{ id: await side.newElement(), rowVersion: 1 }],
    }),
  },
  "threatModel.model": { allow: PEOPLE_READERS, input: inProject },
  "threatModel.previewModel": { allow: TRIAGERS, input: withDocument },
  "threatModel.writeModel": { allow: TRIAGERS, input: withDocument },
  "threatModel.threats": {
    allow: PEOPLE_READERS,
    input: async (side) => ({ ...side.project, element: await side.newElement() }),
  },
  "threatModel.threat": { allow: PEOPLE_READERS, input: withThreat },
  "threatModel.recordThreat": {
    allow: TRIAGERS,
    input: async (side) => ({
      ...side.project,
      statement: "Somebody drains it.",
      elementIds: [await side.newElement()],
    }),
  },
  "threatModel.updateThreat": {
    allow: TRIAGERS,
    input: async (side) => ({ ...(await withThreat(side)), rowVersion: 1, scores: SCORES }),
  },
  "threatModel.moveThreat": {
    allow: TRIAGERS,
    input: async (side) => ({ ...(await withThreat(side)), rowVersion: 1, command: "treat" }),
  },
  "threatModel.undoThreat": { allow: TRIAGERS, input: withThreat },
  "threatModel.controls": { allow: PEOPLE_READERS, input: inProject },
  "threatModel.recordControl": {
    allow: TRIAGERS,
    input: async (side) => ({
      ...{ ...side.project, name: "Cap", kind: "preventive", reliesOn: ["CAP-02"] },
      threats: [await side.newThreat()],
    }),
  },
  "threatModel.updateControl": { allow: TRIAGERS, input: withControl },
  "threatModel.moveControl": {
    allow: TRIAGERS,
    input: async (side) => ({ ...(await withControl(side)), state: "retired" }),
  },
  "threatModel.linkControl": {
    allow: TRIAGERS,
    input: async (side) => ({
      ...{ ...side.project, control: await side.newControl(), threat: await side.newThreat(), linked: true },
    }),
  },
  "threatModel.assumptions": { allow: PEOPLE_READERS, input: inProject },
  "threatModel.recordAssumption": {
    allow: TRIAGERS,
    input: async (side) => ({ ...side.project, text: "It holds.", threats: [await side.newThreat()] }),
  },
  "threatModel.updateAssumption": { allow: TRIAGERS, input: withAssumption },
  "threatModel.overview": { allow: PEOPLE_READERS, input: inProject },
  "threatModel.requestDraft": {
    allow: TRIAGERS,
    input: async (side) => ({ ...side.project, revision: await side.newRevision() }),
  },
  "threatModel.cancelReading": { allow: TRIAGERS, input: inProject },
  "threatModel.previewGeneration": { allow: PEOPLE_READERS, input: inProject },
  "threatModel.applyGeneration": { allow: TRIAGERS, input: (side) => ({ ...side.project, keys: ["nothing"] }) },
  "threatModel.versions": { allow: PEOPLE_READERS, input: inProject },
  "threatModel.compareVersion": { allow: PEOPLE_READERS, input: withVersion },
  "threatModel.submitVersion": { allow: TRIAGERS, input: withVersion },
  "threatModel.approveVersion": { allow: LEADS, input: withVersion },
  "threatModel.commentVersion": {
    allow: [...TRIAGERS, "manager", "granted-auditor"],
    input: async (side) => ({ ...(await withVersion(side)), text: "Read." }),
  },
  "threatModel.generators": { allow: ["owner", "security-lead", "developer", "manager"], input: inOrganization },
  "threatModel.saveGenerator": {
    allow: LEADS,
    input: (side) => ({ ...side.organization, definition: GENERATORS[0], enabled: false, rowVersion: 0 }),
  },
  "threatModel.judgeAssumption": {
    allow: TRIAGERS,
    input: async (side) => ({ ...(await withAssumption(side)), validity: "confirmed" }),
  },
};
