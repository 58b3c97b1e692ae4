import type { Prisma } from "../../shared/server.ts";
import type { ModelElement, ModelFlow, ModelThreat } from "../model.ts";
import { scoreColumns } from "../row.ts";

/** Parsed JSON as Prisma takes it: what zod has read holds nothing that JSON does not. */
export function json(value: unknown): Prisma.InputJsonValue {
  return JSON.parse(JSON.stringify(value ?? {})) as Prisma.InputJsonValue;
}

type ElementContent = Omit<ModelElement, "id" | "parentId" | "originKey" | "raw">;

/** Columns of an element but for ids, origin and what is unknown. Only a boundary has trust. */
export function elementColumns(element: ElementContent) {
  const { kind, name, description, diagram, outOfScope } = element;
  return {
    ...{ kind, name, description, diagram, outOfScope },
    trust: kind === "boundary" ? element.trust : null,
    attributes: json(element.attributes),
    x: element.position?.x ?? null,
    y: element.position?.y ?? null,
    width: element.size?.width ?? null,
    height: element.size?.height ?? null,
    code: json(element.code),
    assets: [...element.assets],
  };
}

type FlowContent = Omit<ModelFlow, "id" | "sourceId" | "targetId" | "originKey" | "raw">;

export function flowColumns(flow: FlowContent) {
  const { name, description, diagram, bidirectional, outOfScope } = flow;
  return {
    ...{ name, description, diagram, bidirectional, outOfScope },
    attributes: json(flow.attributes),
    route: json(flow.route),
  };
}

type ThreatContent = Pick<
  ModelThreat,
  "statement" | "slots" | "classId" | "catalogueKey" | "stride" | "adversaries" | "scores"
>;

export function threatColumns(threat: ThreatContent) {
  const { statement, classId, catalogueKey } = threat;
  return {
    ...{ statement, classId, catalogueKey },
    slots: json(threat.slots),
    stride: [...threat.stride],
    adversaries: [...threat.adversaries],
    ...scoreColumns(threat.scores),
  };
}
