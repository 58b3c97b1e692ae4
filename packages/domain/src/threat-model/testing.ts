import { emptyDocument, type ModelDocument, type ModelElement, type ModelThreat } from "./model.ts";
import { NO_SCORES } from "./score.ts";

/** An element of a document with everything that it may leave out left out. */
export function testElement(id: string, over: Partial<ModelElement> = {}): ModelElement {
  return {
    ...{ id, kind: "contract", name: id, description: "", parentId: null, diagram: "main", trust: null },
    ...{ attributes: {}, position: null, size: null, outOfScope: null, code: [], assets: [], originKey: null, raw: {} },
    ...over,
  };
}

/** A threat of a document. */
export function testThreat(id: string, over: Partial<ModelThreat> = {}): ModelThreat {
  return {
    ...{ id, number: null, statement: `Somebody does ${id}.`, slots: {}, classId: null, catalogueKey: null },
    ...{ stride: [], adversaries: [], state: "open", reason: null, comment: "", until: null, scores: NO_SCORES },
    ...{ elementIds: [], flowIds: [], controlIds: [], originKey: null, raw: {} },
    ...over,
  };
}

/** A small model: two elements in nested boundaries, a flow, a threat that a control answers, an assumption. */
export function testDocument(over: Partial<ModelDocument> = {}): ModelDocument {
  return {
    ...emptyDocument("Vault"),
    elements: [
      testElement("chain", { kind: "boundary", name: "Chain", trust: 3 }),
      testElement("core", { kind: "boundary", name: "Core", parentId: "chain", trust: 2 }),
      testElement("vault", {
        ...{ name: "Vault", parentId: "core", attributes: { "holds-funds": true }, position: { x: 10, y: 20 } },
        ...{ size: { width: 184, height: 52 }, originKey: "code:Vault" },
        code: [{ path: "src/Vault.sol", container: "Vault", callable: "withdraw", hash: null }],
      }),
      testElement("feed", { kind: "oracle", name: "Feed", outOfScope: "run by others" }),
    ],
    flows: [
      {
        ...{ id: "price", name: "price", description: "", diagram: "main", sourceId: "feed", targetId: "vault" },
        ...{ bidirectional: false, attributes: { "carries-price": true }, route: { vertices: [{ x: 1, y: 2 }] } },
        ...{ outOfScope: null, originKey: null, raw: {} },
      },
    ],
    threats: [
      testThreat("stale", { elementIds: ["vault", "feed"], flowIds: ["price"], controlIds: ["age"], stride: ["T"] }),
    ],
    controls: [
      {
        ...{ id: "age", number: null, name: "Refuses old answers", description: "", kind: "preventive" },
        ...{ state: "in-place", reliesOn: [], originKey: null, raw: {} },
      },
    ],
    assumptions: [
      {
        ...{ id: "hourly", number: null, text: "The feed answers hourly.", validity: "unconfirmed", reviewBy: null },
        ...{ threatIds: ["stale"], controlIds: ["age"], originKey: null, raw: {} },
      },
    ],
    ...over,
  };
}
