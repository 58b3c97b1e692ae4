import { recordAudit } from "../../audit/server.ts";
import { toTypedId } from "../../shared/index.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { threatModelError } from "../errors.ts";
import { circles } from "../model.ts";
import { announceModel, inModel, lockModel } from "../queries/place.ts";
import type { ChangeDiagram, DiagramElement, DiagramFlow, ElementChange, FlowChange } from "../schema.ts";
import { elementColumns, flowColumns } from "./columns.ts";
import { copyThreats } from "./copy-threats.ts";
import { loadDiagram } from "./get-diagram.ts";
import { touchDraft } from "./touch-draft.ts";
import { requireRoom } from "./write-model.ts";

/** What a step of the editor left behind: the rows that it changed, as they are now. */
export interface ChangedDiagram {
  readonly elements: readonly DiagramElement[];
  readonly flows: readonly DiagramFlow[];
}

/**
 * One step of the editor, whole or not at all. A removed element takes its flows with it; what stood in a removed
 * boundary stands outside. Throws threat-model.stale with the rows as they are now, threat-model.element-not-found,
 * threat-model.broken and threat-model.too-large.
 */
export async function changeDiagram(deps: ProjectDeps, input: ChangeDiagram): Promise<ChangedDiagram> {
  return deps.withOrganization(async (tx) => {
    await lockModel(tx, deps);
    const before = await versionsBefore(tx, deps, input);
    await requireEnds(tx, deps, input);
    requireFresh(input, before);
    // New boundaries first without their parents, so that rows of one step may name each other.
    for (const element of input.elements) await saveElement(tx, deps, element, before);
    for (const element of input.elements) await setParent(tx, deps, element);
    for (const flow of input.flows) await saveFlow(tx, deps, flow, before);
    await remove(tx, deps, input);
    await requireTree(tx, deps);
    for (const { id, threatsFrom } of input.elements) {
      if (threatsFrom !== undefined) await copyThreats(tx, deps, { from: threatsFrom, to: id });
    }
    await requireRoom(tx, deps);
    const draft = await touchDraft(tx, deps);
    await recordAudit(tx, deps, "threat-model.change-diagram", {
      subjectId: draft.id,
      projectId: deps.projectId,
      after: input,
      details: {
        ...{ elements: input.elements.length, flows: input.flows.length },
        removed: input.removeElements.length + input.removeFlows.length,
      },
    });
    await announceModel(tx, deps, draft.id);
    return changedRows(tx, deps, input);
  });
}

type Versions = ReadonlyMap<string, { readonly rowVersion: number; readonly removed: boolean }>;

async function versionsBefore(tx: Tx, deps: ProjectDeps, input: ChangeDiagram): Promise<Versions> {
  const { organizationId, projectId } = deps;
  const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);
  const select = { id: true, rowVersion: true, removedAt: true, projectId: true } as const;
  const elements = await tx.db.modelElement.findMany({
    where: { organizationId, id: { in: [...ids(input.elements), ...ids(input.removeElements)] } },
    select,
  });
  const flows = await tx.db.modelFlow.findMany({
    where: { organizationId, id: { in: [...ids(input.flows), ...ids(input.removeFlows)] } },
    select,
  });
  const rows = [...elements, ...flows];
  // An id of another project of the organization is answered like one that nobody has.
  if (rows.some((row) => row.projectId !== projectId)) throw threatModelError("threat-model.element-not-found");
  return new Map(rows.map((row) => [row.id, { rowVersion: row.rowVersion, removed: row.removedAt !== null }]));
}

function requireFresh(input: ChangeDiagram, before: Versions): void {
  const stale: string[] = [];
  for (const change of [...input.elements, ...input.flows]) {
    const row = before.get(change.id);
    if (row === undefined && change.rowVersion !== 0) throw threatModelError("threat-model.element-not-found");
    if (row !== undefined && row.rowVersion !== change.rowVersion) stale.push(change.id);
  }
  for (const { id, rowVersion } of [...input.removeElements, ...input.removeFlows]) {
    const row = before.get(id);
    if (row === undefined) throw threatModelError("threat-model.element-not-found");
    if (row.rowVersion !== rowVersion) stale.push(id);
  }
  if (stale.length === 0) return;
  const current = stale.map((id) => ({ id, rowVersion: before.get(id)?.rowVersion, removed: before.get(id)?.removed }));
  throw threatModelError("threat-model.stale", { details: { current } });
}

/** Every element that the step names must be there after it, in this project. */
async function requireEnds(tx: Tx, deps: ProjectDeps, input: ChangeDiagram): Promise<void> {
  const named = new Set<string>();
  for (const { parentId, threatsFrom } of input.elements) {
    if (parentId !== null) named.add(parentId);
    if (threatsFrom !== undefined) named.add(threatsFrom);
  }
  for (const { sourceId, targetId } of input.flows) {
    if (sourceId !== null) named.add(sourceId);
    if (targetId !== null) named.add(targetId);
  }
  for (const { id } of input.elements) named.delete(id);
  const found = await tx.db.modelElement.count({ where: { ...inModel(deps), id: { in: [...named] } } });
  if (found !== named.size) throw threatModelError("threat-model.element-not-found");
}

async function saveElement(tx: Tx, deps: ProjectDeps, element: ElementChange, before: Versions): Promise<void> {
  const { organizationId, projectId } = deps;
  const columns = elementColumns(element);
  if (!before.has(element.id)) {
    await tx.db.modelElement.createMany({
      data: [{ organizationId, id: element.id, projectId, ...columns, createdAt: tx.now, updatedAt: tx.now }],
    });
    return;
  }
  await tx.db.modelElement.updateMany({
    where: { organizationId, projectId, id: element.id },
    data: { ...columns, removedAt: null, updatedAt: tx.now, rowVersion: { increment: 1 } },
  });
}

async function setParent(tx: Tx, deps: ProjectDeps, { id, parentId }: ElementChange): Promise<void> {
  const { organizationId, projectId } = deps;
  await tx.db.modelElement.updateMany({ where: { organizationId, projectId, id }, data: { parentId } });
}

async function saveFlow(tx: Tx, deps: ProjectDeps, flow: FlowChange, before: Versions): Promise<void> {
  const { organizationId, projectId } = deps;
  const columns = { ...flowColumns(flow), sourceId: flow.sourceId, targetId: flow.targetId };
  if (!before.has(flow.id)) {
    await tx.db.modelFlow.createMany({
      data: [{ organizationId, id: flow.id, projectId, ...columns, createdAt: tx.now, updatedAt: tx.now }],
    });
    return;
  }
  await tx.db.modelFlow.updateMany({
    where: { organizationId, projectId, id: flow.id },
    data: { ...columns, removedAt: null, updatedAt: tx.now, rowVersion: { increment: 1 } },
  });
}

async function remove(tx: Tx, deps: ProjectDeps, input: ChangeDiagram): Promise<void> {
  const where = inModel(deps);
  const gone = { removedAt: tx.now, updatedAt: tx.now, rowVersion: { increment: 1 } } as const;
  const elements = input.removeElements.map(({ id }) => id);
  const flows = input.removeFlows.map(({ id }) => id);
  await tx.db.modelFlow.updateMany({
    where: { ...where, OR: [{ id: { in: flows } }, { sourceId: { in: elements } }, { targetId: { in: elements } }] },
    data: gone,
  });
  await tx.db.modelElement.updateMany({
    where: { ...where, parentId: { in: elements } },
    data: { parentId: null, updatedAt: tx.now, rowVersion: { increment: 1 } },
  });
  await tx.db.modelElement.updateMany({ where: { ...where, id: { in: elements } }, data: { ...gone, parentId: null } });
}

async function requireTree(tx: Tx, deps: ProjectDeps): Promise<void> {
  const rows = await tx.db.modelElement.findMany({
    where: inModel(deps),
    select: { id: true, parentId: true, kind: true, name: true },
  });
  const problems = circles(rows);
  const boundaries = new Set(rows.filter((row) => row.kind === "boundary").map((row) => row.id));
  for (const { name, parentId } of rows) {
    if (parentId !== null && !boundaries.has(parentId))
      problems.push(`${name} stands in something that is no boundary`);
  }
  if (problems.length > 0)
    throw threatModelError("threat-model.broken", { details: { problems: problems.slice(0, 20) } });
}

/** All of the diagram when something was removed (flows and parents moved with it), else what the step named. */
async function changedRows(tx: Tx, deps: ProjectDeps, input: ChangeDiagram): Promise<ChangedDiagram> {
  const all = await loadDiagram(tx, deps);
  if (input.removeElements.length > 0) return { elements: all.elements, flows: all.flows };
  const elements = new Set(input.elements.map(({ id }) => toTypedId("modelElement", id)));
  const flows = new Set(input.flows.map(({ id }) => toTypedId("modelFlow", id)));
  return {
    elements: all.elements.filter(({ id }) => elements.has(id)),
    flows: all.flows.filter(({ id }) => flows.has(id)),
  };
}
