import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { emptyDocument, type ModelDocument, Raw } from "../model.ts";
import { inModel } from "../queries/place.ts";
import {
  ELEMENT_SELECT,
  FLOW_SELECT,
  MODEL_ASSUMPTION_SELECT,
  MODEL_CONTROL_SELECT,
  MODEL_THREAT_SELECT,
  toDiagrams,
  toElement,
  toFlow,
  toModelAssumption,
  toModelControl,
  toModelThreat,
} from "../row.ts";

/** The project's model as it stands now, as one document with typed ids. */
export async function readModel(deps: ProjectDeps): Promise<ModelDocument> {
  return deps.withOrganization((tx) => loadModel(tx, deps));
}

/** The same inside an open transaction. Order is that of creation, so that equal models give equal documents. */
export async function loadModel(tx: Tx, deps: ProjectDeps): Promise<ModelDocument> {
  const where = inModel(deps);
  const { organizationId, projectId } = deps;
  const version = await tx.db.threatModel.findFirst({
    where: { organizationId, projectId },
    select: { title: true, description: true, diagrams: true, raw: true },
    orderBy: { version: "desc" },
  });
  const orderBy = { id: "asc" } as const;
  const elements = await tx.db.modelElement.findMany({ where, select: ELEMENT_SELECT, orderBy });
  const flows = await tx.db.modelFlow.findMany({ where, select: FLOW_SELECT, orderBy });
  const threats = await tx.db.threat.findMany({ where, select: MODEL_THREAT_SELECT, orderBy: { number: "asc" } });
  const controls = await tx.db.control.findMany({ where, select: MODEL_CONTROL_SELECT, orderBy: { number: "asc" } });
  const assumptions = await tx.db.assumption.findMany({
    where,
    select: MODEL_ASSUMPTION_SELECT,
    orderBy: { number: "asc" },
  });
  const empty = emptyDocument("Threat model");
  return {
    title: version?.title ?? empty.title,
    description: version?.description ?? "",
    diagrams: version === null ? empty.diagrams : toDiagrams(version.diagrams),
    elements: elements.map(toElement),
    flows: flows.map(toFlow),
    threats: threats.map(toModelThreat),
    controls: controls.map(toModelControl),
    assumptions: assumptions.map(toModelAssumption),
    raw: version === null ? {} : Raw.parse(version.raw),
  };
}
