import { nextNumber } from "../../project/server.ts";
import { newId } from "../../shared/index.ts";
import { actorUserId, type ProjectDeps, type Tx } from "../../shared/server.ts";
import type { ModelDocument, ModelThreat } from "../model.ts";
import { json, threatColumns } from "./columns.ts";
import { idMap, resolveIds, rowOf } from "./resolve-ids.ts";
import type { Tally } from "./write-drawing.ts";

const ACKNOWLEDGED_DAYS = 90;
const DAY = 86_400_000;
const KNOWN = { id: true, originKey: true, removedAt: true } as const;

interface Places {
  readonly elements: ReadonlyMap<string, string>;
  readonly flows: ReadonlyMap<string, string>;
}

/** Writes controls, threats and assumptions of a checked document with their links. */
export async function writeAnswers(
  tx: Tx,
  deps: ProjectDeps,
  document: ModelDocument,
  places: Places,
  replace: boolean,
  tally: Tally,
): Promise<{ threats: Map<string, string>; controls: Map<string, string>; assumptions: Map<string, string> }> {
  const controls = await writeControls(tx, deps, document, replace, tally);
  const threats = await writeThreats(tx, deps, document, { ...places, controls }, replace, tally);
  const assumptions = await writeAssumptions(tx, deps, document, { threats, controls }, replace, tally);
  return { threats, controls, assumptions };
}

async function writeControls(tx: Tx, deps: ProjectDeps, document: ModelDocument, replace: boolean, tally: Tally) {
  const { organizationId, projectId } = deps;
  const rows = await tx.db.control.findMany({ where: { organizationId, projectId }, select: KNOWN });
  const resolved = resolveIds("control", document.controls, rows);
  const fresh = resolved.filter(({ known }) => known === undefined);
  const first = fresh.length === 0 ? 0 : await nextNumber(tx, deps, "control", fresh.length);
  const content = ({ part, originKey }: (typeof resolved)[number]) => ({
    ...{ name: part.name, description: part.description, kind: part.kind, reliesOn: part.reliesOn, originKey },
    raw: json(part.raw),
  });
  await tx.db.control.createMany({
    data: fresh.map((each, at) => ({
      ...{ organizationId, id: each.rowId, projectId, number: first + at, state: each.part.state },
      ...{ ...content(each), createdAt: tx.now, updatedAt: tx.now },
    })),
  });
  tally.added += fresh.length;
  for (const each of resolved.filter(({ known }) => known !== undefined)) {
    await tx.db.control.updateMany({
      where: { organizationId, id: each.rowId },
      data: { ...content(each), removedAt: null, updatedAt: tx.now, rowVersion: { increment: 1 } },
    });
    tally.changed += 1;
  }
  const ids = idMap(resolved);
  if (replace) {
    const { count } = await tx.db.control.updateMany({
      where: { organizationId, projectId, removedAt: null, id: { notIn: [...ids.values()] } },
      data: { removedAt: tx.now, updatedAt: tx.now, rowVersion: { increment: 1 } },
    });
    tally.removed += count;
  }
  return ids;
}

async function writeThreats(
  tx: Tx,
  deps: ProjectDeps,
  document: ModelDocument,
  links: Places & { readonly controls: ReadonlyMap<string, string> },
  replace: boolean,
  tally: Tally,
) {
  const { organizationId, projectId } = deps;
  const rows = await tx.db.threat.findMany({ where: { organizationId, projectId }, select: KNOWN });
  const resolved = resolveIds("threat", document.threats, rows);
  const fresh = resolved.filter(({ known }) => known === undefined);
  const first = fresh.length === 0 ? 0 : await nextNumber(tx, deps, "threat", fresh.length);
  await tx.db.threat.createMany({
    data: fresh.map((each, at) => ({
      ...{ organizationId, id: each.rowId, projectId, number: first + at, originKey: each.originKey },
      ...{ ...threatColumns(each.part), ...importedState(tx, deps, each.part), raw: json(each.part.raw) },
      ...{ origin: "import", createdById: actorUserId(deps), createdAt: tx.now, updatedAt: tx.now },
    })),
  });
  tally.added += fresh.length;
  for (const each of resolved.filter(({ known }) => known !== undefined)) {
    await tx.db.threat.updateMany({
      where: { organizationId, id: each.rowId },
      data: {
        ...{ ...threatColumns(each.part), originKey: each.originKey, raw: json(each.part.raw) },
        ...{ removedAt: null, updatedAt: tx.now, rowVersion: { increment: 1 } },
      },
    });
    tally.changed += 1;
  }
  const ids = idMap(resolved);
  const threatId = { in: [...ids.values()] };
  await tx.db.threatElement.deleteMany({ where: { organizationId, threatId } });
  await tx.db.threatFlow.deleteMany({ where: { organizationId, threatId } });
  await tx.db.threatControl.deleteMany({ where: { organizationId, threatId } });
  const pairs = <K extends string>(key: K, map: ReadonlyMap<string, string>, of: (threat: ModelThreat) => string[]) =>
    resolved.flatMap(({ part, rowId }) =>
      [...new Set(of(part))].map((id) => ({ organizationId, threatId: rowId, [key]: rowOf(map, id) ?? "" })),
    ) as ({ organizationId: string; threatId: string } & Record<K, string>)[];
  await tx.db.threatElement.createMany({ data: pairs("elementId", links.elements, (threat) => threat.elementIds) });
  await tx.db.threatFlow.createMany({ data: pairs("flowId", links.flows, (threat) => threat.flowIds) });
  await tx.db.threatControl.createMany({ data: pairs("controlId", links.controls, (threat) => threat.controlIds) });
  await tx.db.threatEvent.createMany({
    data: fresh.flatMap(({ part, rowId }) => {
      const { state } = importedState(tx, deps, part);
      if (state === "open" || state === "proposed") return [];
      return [
        {
          ...{ organizationId, id: newId(), threatId: rowId, at: tx.now, actorUserId: actorUserId(deps) },
          ...{ command: COMMAND_OF[state] ?? "accept", origin: "import", from: "open", to: state },
        },
      ];
    }),
  });
  if (replace) {
    const { count } = await tx.db.threat.updateMany({
      where: { organizationId, projectId, removedAt: null, id: { notIn: [...ids.values()] } },
      data: { removedAt: tx.now, updatedAt: tx.now, rowVersion: { increment: 1 } },
    });
    tally.removed += count;
  }
  return ids;
}

const COMMAND_OF: Readonly<Record<string, string>> = {
  "in-treatment": "treat",
  mitigated: "mitigate",
  acknowledged: "acknowledge",
  transferred: "transfer",
  avoided: "avoid",
  "not-applicable": "rule-out",
  regressed: "regress",
};

/**
 * The state that a threat from a document begins in. What a file calls demonstrated was demonstrated elsewhere: here it
 * is a claim. What it calls accepted is held by whoever brought the file, for a time.
 */
function importedState(tx: Tx, deps: ProjectDeps, threat: ModelThreat) {
  const { state, reason, comment } = threat;
  if (state === "demonstrated") return { state: "mitigated", reason, comment, until: null };
  if (state === "acknowledged") {
    const owner = deps.actor.kind === "user" ? deps.actor.memberId : null;
    if (owner === null) return { state: "open", reason, comment, until: null };
    const until = threat.until ?? new Date(tx.now.getTime() + ACKNOWLEDGED_DAYS * DAY);
    return { state, reason, comment, until, ownerId: owner };
  }
  return { state, reason, comment, until: threat.until };
}

async function writeAssumptions(
  tx: Tx,
  deps: ProjectDeps,
  document: ModelDocument,
  links: { readonly threats: ReadonlyMap<string, string>; readonly controls: ReadonlyMap<string, string> },
  replace: boolean,
  tally: Tally,
) {
  const { organizationId, projectId } = deps;
  const rows = await tx.db.assumption.findMany({ where: { organizationId, projectId }, select: KNOWN });
  const resolved = resolveIds("assumption", document.assumptions, rows);
  const fresh = resolved.filter(({ known }) => known === undefined);
  const first = fresh.length === 0 ? 0 : await nextNumber(tx, deps, "assumption", fresh.length);
  const content = ({ part, originKey }: (typeof resolved)[number]) => ({
    ...{ text: part.text, reviewBy: part.reviewBy, originKey, raw: json(part.raw) },
  });
  await tx.db.assumption.createMany({
    data: fresh.map((each, at) => ({
      ...{ organizationId, id: each.rowId, projectId, number: first + at, validity: each.part.validity },
      ...{ ...content(each), createdAt: tx.now, updatedAt: tx.now },
    })),
  });
  tally.added += fresh.length;
  for (const each of resolved.filter(({ known }) => known !== undefined)) {
    await tx.db.assumption.updateMany({
      where: { organizationId, id: each.rowId },
      data: { ...content(each), removedAt: null, updatedAt: tx.now, rowVersion: { increment: 1 } },
    });
    tally.changed += 1;
  }
  const ids = idMap(resolved);
  const assumptionId = { in: [...ids.values()] };
  await tx.db.assumptionThreat.deleteMany({ where: { organizationId, assumptionId } });
  await tx.db.assumptionControl.deleteMany({ where: { organizationId, assumptionId } });
  await tx.db.assumptionThreat.createMany({
    data: resolved.flatMap(({ part, rowId }) =>
      [...new Set(part.threatIds)].map((id) => ({
        ...{ organizationId, assumptionId: rowId, threatId: rowOf(links.threats, id) ?? "" },
      })),
    ),
  });
  await tx.db.assumptionControl.createMany({
    data: resolved.flatMap(({ part, rowId }) =>
      [...new Set(part.controlIds)].map((id) => ({
        ...{ organizationId, assumptionId: rowId, controlId: rowOf(links.controls, id) ?? "" },
      })),
    ),
  });
  if (replace) {
    const { count } = await tx.db.assumption.updateMany({
      where: { organizationId, projectId, removedAt: null, id: { notIn: [...ids.values()] } },
      data: { removedAt: tx.now, updatedAt: tx.now, rowVersion: { increment: 1 } },
    });
    tally.removed += count;
  }
  return ids;
}
