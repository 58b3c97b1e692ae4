import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { KNOWN_ATTRIBUTES } from "./attributes.ts";
import { ADVERSARIES, CAPABILITIES, CATALOGUE } from "./catalogue/index.ts";
import { GENERATORS } from "./catalogue/generators.ts";
import { Condition, type Condition as ConditionType, Generator, generateThreats, stableKey } from "./generator.ts";
import { ELEMENT_KINDS } from "./kinds.ts";
import type { ModelElement, ModelFlow } from "./model.ts";
import { testElement } from "./testing.ts";

const keys = KNOWN_ATTRIBUTES.map((attribute) => attribute.key);
const anyElement = fc.record({
  kind: fc.constantFrom(...ELEMENT_KINDS),
  attributes: fc.dictionary(fc.constantFrom(...keys), fc.oneof(fc.boolean(), fc.integer({ min: 0, max: 9 }))),
  parent: fc.option(fc.nat(20), { nil: null }),
});
const anyModel = fc
  .tuple(
    fc.array(anyElement, { minLength: 1, maxLength: 20 }),
    fc.array(fc.tuple(fc.nat(19), fc.nat(19), fc.boolean())),
  )
  .map(([parts, ends]) => {
    const elements: ModelElement[] = parts.map((part, at) =>
      testElement(`e${at}`, {
        ...{ kind: part.kind, attributes: part.attributes },
        parentId: part.parent === null || part.parent >= parts.length ? null : `e${part.parent}`,
      }),
    );
    const flows: ModelFlow[] = ends.map(([from, to, bidirectional], at) => ({
      ...{ id: `f${at}`, name: "", description: "", diagram: "main", bidirectional, attributes: {}, raw: {} },
      ...{ sourceId: `e${from}`, targetId: `e${to}`, route: { vertices: [] }, outOfScope: null, originKey: null },
    }));
    return { elements, flows };
  });

const anyCondition: fc.Arbitrary<ConditionType> = fc.letrec<{ condition: ConditionType }>((tie) => ({
  condition: fc.oneof(
    { depthSize: "small" },
    fc.record({ kind: fc.subarray([...ELEMENT_KINDS], { minLength: 1 }) }),
    fc.record({ attribute: fc.constantFrom(...keys), is: fc.boolean() }),
    fc.record({ attribute: fc.constantFrom(...keys), atLeast: fc.integer() }),
    fc.record({ not: tie("condition") }),
    fc.record({ all: fc.array(tie("condition"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie("condition"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ incoming: tie("condition") }),
    fc.record({ source: tie("condition") }),
    fc.record({ within: tie("condition") }),
  ),
})).condition;

const rule = (when: ConditionType, over: Partial<Generator> = {}): Generator => ({
  ...{ key: "rule", title: "Rule", threat: null, stride: [], subject: "element", when, rank: 5 },
  ...{ statement: "On {element}.", why: "Because of {element}." },
  ...over,
});

describe("the evaluator", () => {
  it("ends on every model, also where boundaries stand in a circle, and names what is there", () => {
    fc.assert(
      fc.property(anyModel, anyCondition, (model, when) => {
        for (const subject of ["element", "flow", "crossing"] as const) {
          const ids = new Set(model.elements.map((element) => element.id));
          for (const threat of generateThreats(model, [rule(when, { subject })])) {
            expect(threat.elementIds.every((id) => ids.has(id))).toBe(true);
          }
        }
      }),
    );
  });

  it("fires for a condition or for its opposite, never for both", () => {
    fc.assert(
      fc.property(anyModel, anyCondition, (model, when) => {
        const yes = new Set(generateThreats(model, [rule(when)]).map((threat) => threat.key));
        const no = generateThreats(model, [rule({ not: when })]).map((threat) => threat.key);
        expect(no.filter((key) => yes.has(key))).toEqual([]);
        const placed = model.elements.filter(({ kind }) => kind !== "boundary" && kind !== "note");
        expect(yes.size + no.length).toBe(placed.length);
      }),
    );
  });

  it("gives the same keys in whatever order elements and flows stand, each once", () => {
    fc.assert(
      fc.property(anyModel, (model) => {
        const keysOf = (of: typeof model) => generateThreats(of, GENERATORS).map((threat) => threat.key);
        const first = keysOf(model);
        const turned = { elements: model.elements.toReversed(), flows: model.flows.toReversed() };
        expect(keysOf(turned)).toEqual(first);
        expect(new Set(first).size).toBe(first.length);
      }),
    );
  });

  it("a key depends on generator and elements alone", () => {
    fc.assert(
      fc.property(fc.array(fc.uuid(), { minLength: 1, maxLength: 5 }), (ids) => {
        expect(stableKey("g", ids.toReversed())).toBe(stableKey("g", ids));
        expect(stableKey("h", ids)).not.toBe(stableKey("g", ids));
      }),
    );
  });

  it("says nothing of what is out of scope", () => {
    const element = testElement("vault", { attributes: { "spot-price": true }, outOfScope: "run by others" });
    expect(generateThreats({ elements: [element], flows: [] }, GENERATORS)).toEqual([]);
  });

  it("refuses what is no condition: programs, unknown words, nesting without end", () => {
    let deep: unknown = { kind: ["contract"] };
    for (let at = 0; at < 20; at += 1) deep = { not: deep };
    for (const bad of [
      deep,
      { eval: "1" },
      { kind: ["dragon"] },
      { all: [] },
      "contract",
      { kind: ["key"], not: {} },
    ]) {
      expect(Condition.safeParse(bad).success).toBe(false);
    }
  });
});

describe("the built-in pack", () => {
  it("is valid, with keys of its own, and asks for known attributes only", () => {
    for (const generator of GENERATORS) expect(Generator.parse(generator)).toEqual(generator);
    expect(new Set(GENERATORS.map((generator) => generator.key)).size).toBe(GENERATORS.length);
    const asked = [...JSON.stringify(GENERATORS).matchAll(/"attribute":"([^"]+)"/g)].map((match) => match[1]);
    expect(asked.filter((key) => !keys.includes(key ?? ""))).toEqual([]);
  });

  it("titles every generator with a sentence", () => {
    for (const { title } of GENERATORS) expect(title).toMatch(/^[A-Z][^{}]+\.$/);
  });

  it("has a generator for every threat, and one that fires for every generator", () => {
    const named = new Set(GENERATORS.map((generator) => generator.threat));
    expect(CATALOGUE.filter((threat) => !named.has(threat.id))).toEqual([]);
    expect(CATALOGUE).toHaveLength(40);
    expect([ADVERSARIES.length, CAPABILITIES.length]).toEqual([10, 14]);
  });

  it("names adversaries and capabilities that exist, and every field is filled", () => {
    const adversaries = ADVERSARIES.map((adversary) => adversary.id);
    const capabilities: string[] = CAPABILITIES.map((capability) => capability.id);
    for (const threat of CATALOGUE) {
      expect(threat.adversaries.length).toBeGreaterThan(0);
      expect(threat.adversaries.filter((id) => !adversaries.includes(id))).toEqual([]);
      expect(threat.capabilities.length).toBeGreaterThan(0);
      expect(threat.capabilities.filter((id) => !capabilities.includes(id))).toEqual([]);
      for (const list of [threat.assets, threat.preconditions, threat.mitigations, threat.tests]) {
        expect(list.length, threat.id).toBeGreaterThan(0);
      }
      expect(Object.values(threat.maps).flat().length, threat.id).toBeGreaterThan(0);
      expect(threat.runbook).toMatch(/^RB-\d+$/);
    }
  });

  it("proposes what stands in a vault that reads a pool", () => {
    const vault = testElement("oracle", { kind: "oracle", name: "Oracle", attributes: { "spot-price": true } });
    const [first] = generateThreats({ elements: [vault], flows: [] }, GENERATORS);
    expect(first).toMatchObject({ threat: "TH-01", why: "Oracle reads a pool price and does not average it." });
  });
});
