import { isDeepStrictEqual } from "node:util";
import { toTypedId } from "../../shared/index.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import type { ModelDocument, ModelElement } from "../model.ts";
import { ELEMENT_SELECT, FLOW_SELECT, toElement, toFlow } from "../row.ts";
import { elementColumns, flowColumns, json } from "./columns.ts";
import { idMap, type Resolved, resolveIds, rowOf } from "./resolve-ids.ts";

export interface Tally {
  added: number;
  changed: number;
  removed: number;
}

/** Writes elements and flows of a checked document; the answer maps the document's ids to rows. */
export async function writeDrawing(
  tx: Tx,
  deps: ProjectDeps,
  document: ModelDocument,
  replace: boolean,
  tally: Tally,
): Promise<{ elements: Map<string, string>; flows: Map<string, string> }> {
  const elements = await writeElements(tx, deps, document, replace, tally);
  const flows = await writeFlows(tx, deps, document, elements, replace, tally);
  return { elements, flows };
}

async function writeElements(
  tx: Tx,
  deps: ProjectDeps,
  document: ModelDocument,
  replace: boolean,
  tally: Tally,
): Promise<Map<string, string>> {
  const { organizationId, projectId } = deps;
  const rows = await tx.db.modelElement.findMany({
    where: { organizationId, projectId },
    select: { ...ELEMENT_SELECT, removedAt: true },
  });
  const before = new Map(rows.map((row) => [row.id, row]));
  const resolved = parentsFirst(resolveIds("modelElement", document.elements, rows));
  const ids = idMap(resolved);
  const columns = ({ part, originKey }: Resolved<ModelElement>) => ({
    ...{ originKey, ...elementColumns(part), raw: json(part.raw), parentId: rowOf(ids, part.parentId) },
  });
  const fresh = resolved.filter(({ known }) => known === undefined);
  await tx.db.modelElement.createMany({
    data: fresh.map((each) => ({
      ...{ organizationId, id: each.rowId, projectId, ...columns(each), createdAt: tx.now, updatedAt: tx.now },
    })),
  });
  tally.added += fresh.length;
  for (const each of resolved) {
    const row = before.get(each.rowId);
    if (row === undefined) continue;
    const data = columns(each);
    if (row.removedAt === null && isDeepStrictEqual(asRow(each, data.parentId), toElement(row))) continue;
    tally.changed += 1;
    await tx.db.modelElement.updateMany({
      where: { organizationId, id: each.rowId },
      data: { ...data, removedAt: null, updatedAt: tx.now, rowVersion: { increment: 1 } },
    });
  }
  if (replace) {
    const { count } = await tx.db.modelElement.updateMany({
      where: { organizationId, projectId, removedAt: null, id: { notIn: [...ids.values()] } },
      data: { removedAt: tx.now, parentId: null, updatedAt: tx.now, rowVersion: { increment: 1 } },
    });
    tally.removed += count;
  }
  return ids;
}

async function writeFlows(
  tx: Tx,
  deps: ProjectDeps,
  document: ModelDocument,
  elements: ReadonlyMap<string, string>,
  replace: boolean,
  tally: Tally,
): Promise<Map<string, string>> {
  const { organizationId, projectId } = deps;
  const rows = await tx.db.modelFlow.findMany({
    where: { organizationId, projectId },
    select: { ...FLOW_SELECT, removedAt: true },
  });
  const before = new Map(rows.map((row) => [row.id, row]));
  const resolved = resolveIds("modelFlow", document.flows, rows);
  const columnsOf = (each: (typeof resolved)[number]) => ({
    ...flowColumns(each.part),
    sourceId: rowOf(elements, each.part.sourceId),
    targetId: rowOf(elements, each.part.targetId),
    originKey: each.originKey,
    raw: json(each.part.raw),
  });
  const fresh = resolved.filter(({ known }) => known === undefined);
  await tx.db.modelFlow.createMany({
    data: fresh.map((each) => ({
      ...{ organizationId, id: each.rowId, projectId, ...columnsOf(each), createdAt: tx.now, updatedAt: tx.now },
    })),
  });
  tally.added += fresh.length;
  for (const each of resolved) {
    const row = before.get(each.rowId);
    if (row === undefined) continue;
    const data = columnsOf(each);
    const now = {
      ...{ ...each.part, id: toTypedId("modelFlow", row.id), originKey: each.originKey },
      ...{ sourceId: typedOrNull(data.sourceId), targetId: typedOrNull(data.targetId) },
    };
    if (row.removedAt === null && isDeepStrictEqual(now, toFlow(row))) continue;
    tally.changed += 1;
    await tx.db.modelFlow.updateMany({
      where: { organizationId, id: each.rowId },
      data: { ...data, removedAt: null, updatedAt: tx.now, rowVersion: { increment: 1 } },
    });
  }
  const ids = idMap(resolved);
  if (replace) {
    const { count } = await tx.db.modelFlow.updateMany({
      where: { organizationId, projectId, removedAt: null, id: { notIn: [...ids.values()] } },
      data: { removedAt: tx.now, updatedAt: tx.now, rowVersion: { increment: 1 } },
    });
    tally.removed += count;
  }
  return ids;
}

/** A part of the document as its row would read, if it were written. */
function asRow({ part, rowId, originKey }: Resolved<ModelElement>, parentId: string | null): ModelElement {
  const trust = part.kind === "boundary" ? part.trust : null;
  return { ...part, id: toTypedId("modelElement", rowId), parentId: typedOrNull(parentId), originKey, trust };
}

function typedOrNull(rowId: string | null): string | null {
  return rowId === null ? null : toTypedId("modelElement", rowId);
}

/** Boundaries before what stands in them, so that a row never names one that comes later. */
function parentsFirst(elements: readonly Resolved<ModelElement>[]): Resolved<ModelElement>[] {
  const parents = new Map(elements.map(({ part }) => [part.id, part.parentId]));
  const depthOf = (id: string): number => {
    let depth = 0;
    for (let at = parents.get(id) ?? null; at !== null; at = parents.get(at) ?? null) depth += 1;
    return depth;
  };
  return elements
    .map((element) => ({ element, depth: depthOf(element.part.id) }))
    .sort((a, b) => a.depth - b.depth)
    .map(({ element }) => element);
}
