import { z } from "zod";
import { toTypedId } from "../../shared/index.ts";
import type { Prisma } from "../../shared/server.ts";
import { ThreatState } from "../lifecycle.ts";
import { ControlKind, ControlState, Validity } from "../model.ts";
import { THREAT_CONTENT, threatContent } from "../row.ts";
import { type Assumption, type Control, type ModelPerson, type Threat, THREAT_ORIGINS } from "../schema.ts";
import { voidReasons } from "../void.ts";

const OWNER = { select: { id: true, user: { select: { name: true } } } } as const;

function toPerson(row: { readonly id: string; readonly user: { readonly name: string } } | null): ModelPerson | null {
  return row === null ? null : { id: toTypedId("member", row.id), name: row.user.name };
}

const CONTROL_REF = { number: true, name: true, kind: true, state: true, reliesOn: true } as const;
const THREAT_REF = { select: { number: true, statement: true, state: true } } as const;

export const THREAT_SELECT = {
  ...THREAT_CONTENT,
  owner: OWNER,
  due: true,
  origin: true,
  generatorKey: true,
  why: true,
  createdAt: true,
  updatedAt: true,
  rowVersion: true,
  elements: {
    select: { element: { select: { id: true, name: true, kind: true, removedAt: true } } },
    orderBy: { elementId: "asc" },
  },
  flows: { select: { flow: { select: { id: true, name: true, removedAt: true } } }, orderBy: { flowId: "asc" } },
  controls: {
    where: { control: { removedAt: null } },
    select: { control: { select: CONTROL_REF } },
    orderBy: { control: { number: "asc" } },
  },
} as const satisfies Prisma.ThreatSelect;

export function toThreat(row: Prisma.ThreatGetPayload<{ select: typeof THREAT_SELECT }>): Threat {
  return {
    ...{ id: toTypedId("threat", row.id), number: row.number },
    ...threatContent(row),
    ...{ owner: toPerson(row.owner), due: row.due, generatorKey: row.generatorKey, why: row.why },
    origin: z.enum(THREAT_ORIGINS).parse(row.origin),
    elements: row.elements.map(({ element }) => ({
      id: toTypedId("modelElement", element.id),
      ...{ name: element.name, kind: element.kind, removed: element.removedAt !== null },
    })),
    flows: row.flows.map(({ flow }) => ({
      id: toTypedId("modelFlow", flow.id),
      ...{ name: flow.name, kind: "flow", removed: flow.removedAt !== null },
    })),
    controls: row.controls.map(({ control }) => ({
      ...{ number: control.number, name: control.name },
      ...{ kind: ControlKind.parse(control.kind), state: ControlState.parse(control.state) },
      isVoid: voidReasons(control.reliesOn).length > 0,
    })),
    ...{ createdAt: row.createdAt, updatedAt: row.updatedAt, rowVersion: row.rowVersion },
  };
}

export const CONTROL_SELECT = {
  id: true,
  ...CONTROL_REF,
  description: true,
  originKey: true,
  owner: OWNER,
  due: true,
  updatedAt: true,
  rowVersion: true,
  threats: {
    where: { threat: { removedAt: null } },
    select: { threat: THREAT_REF },
    orderBy: { threat: { number: "asc" } },
  },
} as const satisfies Prisma.ControlSelect;

type ThreatRefRow = { readonly number: number; readonly statement: string; readonly state: string };
const toThreatRef = ({ threat }: { readonly threat: ThreatRefRow }) => ({
  number: threat.number,
  statement: threat.statement,
  state: ThreatState.parse(threat.state),
});

export function toControl(row: Prisma.ControlGetPayload<{ select: typeof CONTROL_SELECT }>): Control {
  return {
    ...{ id: toTypedId("control", row.id), number: row.number, name: row.name, description: row.description },
    ...{ kind: ControlKind.parse(row.kind), state: ControlState.parse(row.state) },
    ...{ reliesOn: row.reliesOn, originKey: row.originKey, owner: toPerson(row.owner), due: row.due },
    voidReasons: voidReasons(row.reliesOn),
    threats: row.threats.map(toThreatRef),
    ...{ updatedAt: row.updatedAt, rowVersion: row.rowVersion },
  };
}

export const ASSUMPTION_SELECT = {
  id: true,
  number: true,
  text: true,
  validity: true,
  reviewBy: true,
  owner: OWNER,
  decidedById: true,
  decidedAt: true,
  rowVersion: true,
  threats: {
    where: { threat: { removedAt: null } },
    select: { threat: THREAT_REF },
    orderBy: { threat: { number: "asc" } },
  },
  controls: {
    where: { control: { removedAt: null } },
    select: { control: { select: { number: true, name: true } } },
    orderBy: { control: { number: "asc" } },
  },
} as const satisfies Prisma.AssumptionSelect;

export function toAssumption(
  row: Prisma.AssumptionGetPayload<{ select: typeof ASSUMPTION_SELECT }>,
  names: ReadonlyMap<string, string>,
): Assumption {
  return {
    ...{ id: toTypedId("assumption", row.id), number: row.number, text: row.text },
    ...{ validity: Validity.parse(row.validity), reviewBy: row.reviewBy, owner: toPerson(row.owner) },
    decidedBy: row.decidedById === null ? null : (names.get(row.decidedById) ?? "former member"),
    decidedAt: row.decidedAt,
    threats: row.threats.map(toThreatRef),
    controls: row.controls.map(({ control }) => control),
    rowVersion: row.rowVersion,
  };
}
