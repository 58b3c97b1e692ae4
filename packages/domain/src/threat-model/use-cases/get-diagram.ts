import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { type ThreatState, THREAT_STATES, isOpenThreat } from "../lifecycle.ts";
import type { Diagram } from "../model.ts";
import { inModel } from "../queries/place.ts";
import { ELEMENT_SELECT, FLOW_SELECT, toDiagrams, toElement, toFlow } from "../row.ts";
import type { DiagramElement, DiagramFlow } from "../schema.ts";

/** What the editor draws: all diagrams of the model as it stands now. */
export interface DiagramView {
  readonly version: number;
  readonly state: string;
  readonly diagrams: readonly Diagram[];
  readonly elements: readonly DiagramElement[];
  readonly flows: readonly DiagramFlow[];
}

const OPEN: string[] = [...THREAT_STATES.filter((state: ThreatState) => isOpenThreat(state)), "proposed"];

/** Elements and flows with row versions and threat counts. */
export async function getDiagram(deps: ProjectDeps): Promise<DiagramView> {
  return deps.withOrganization((tx) => loadDiagram(tx, deps));
}

/** The same inside an open transaction. */
export async function loadDiagram(tx: Tx, deps: ProjectDeps): Promise<DiagramView> {
  const where = inModel(deps);
  const { organizationId, projectId } = deps;
  const version = await tx.db.threatModel.findFirst({
    where: { organizationId, projectId },
    select: { version: true, state: true, diagrams: true },
    orderBy: { version: "desc" },
  });
  const threats = { where: { threat: { removedAt: null } }, select: { threat: { select: { state: true } } } } as const;
  const orderBy = { id: "asc" } as const;
  const elements = await tx.db.modelElement.findMany({ where, select: { ...ELEMENT_SELECT, threats }, orderBy });
  const flows = await tx.db.modelFlow.findMany({ where, select: { ...FLOW_SELECT, threats }, orderBy });
  return {
    version: version?.version ?? 0,
    state: version?.state ?? "draft",
    diagrams: version === null ? [{ key: "main", title: "Main" }] : toDiagrams(version.diagrams),
    elements: elements.map((row) => ({ ...toElement(row), rowVersion: row.rowVersion, ...tally(row.threats) })),
    flows: flows.map((row) => ({ ...toFlow(row), rowVersion: row.rowVersion, ...tally(row.threats) })),
  };
}

function tally(links: readonly { readonly threat: { readonly state: string } }[]) {
  return {
    threats: links.length,
    openThreats: links.filter(({ threat }) => OPEN.includes(threat.state)).length,
  };
}
