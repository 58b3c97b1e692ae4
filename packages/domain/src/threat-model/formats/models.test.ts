import fc from "fast-check";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { THREAT_STATES } from "../lifecycle.ts";
import { documentProblems, emptyDocument, ModelDocument, type ModelElement } from "../model.ts";
import { NO_SCORES } from "../score.ts";
import { describe, expect, it } from "vitest";
import {
  countDocument,
  MODEL_FORMATS,
  parseModel,
  ModelFileError,
  roundTrip,
  toMarkdown,
  writeOtm,
  writeThreatDragon,
} from "./index.ts";

const OTHERS = path.resolve(import.meta.dirname, "../../../../../../shared/fixtures/threat-models");
const others = existsSync(OTHERS)
  ? readdirSync(OTHERS, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  : [];
if (others.length === 0)
  process.stderr.write(`\nSKIPPED: 13 threat models of other tools are not there (${OTHERS})\n\n`);

const read = async (value: unknown) => {
  const parsed = await parseModel(typeof value === "string" ? value : JSON.stringify(value));
  if (parsed.format === undefined) throw new Error("no format");
  return { ...parsed.format.read(parsed.file), format: parsed.format, stated: parsed.format.count(parsed.file) };
};
const refusal = async (value: unknown): Promise<string> => {
  try {
    await read(value);
  } catch (error) {
    if (error instanceof ModelFileError) return error.message;
    throw error;
  }
  throw new Error("it was not refused");
};

const cell = (id: string, shape: string, data: object, over: object = {}) => ({
  ...{ id, shape, zIndex: 1, position: { x: 10, y: 10 }, size: { width: 80, height: 40 } },
  data: { type: "tm.X", name: id, description: "", ...data },
  ...over,
});
const threat = (over: object = {}) => ({
  ...{ id: "t1", title: "Somebody takes it", status: "Open", severity: "High", type: "Tampering", description: "Why." },
  ...{ mitigation: "Lock it", modelType: "STRIDE", number: 1, score: "" },
  ...over,
});
const dragon = (cells: object[]) => ({
  version: "2.5.0",
  summary: { title: "Shop", owner: "", description: "What it is", id: 0 },
  detail: {
    contributors: [],
    reviewer: "",
    diagramTop: 1,
    threatTop: 1,
    diagrams: [{ id: 0, title: "Main", diagramType: "STRIDE", cells }],
  },
});
const box = cell("zone", "trust-boundary-box", {}, { position: { x: 0, y: 0 }, size: { width: 400, height: 300 } });

describe("Threat Dragon", () => {
  it("reads shapes, boundaries by geometry, flows, threats with states and mitigations", async () => {
    const { document, stated, losses } = await read(
      dragon([
        box,
        cell("db", "store", {
          storesCredentials: true,
          threats: [threat({ status: "Mitigated" }), threat({ id: "t2", status: "NA", mitigation: "" })],
        }),
        cell("user", "actor", { outOfScope: true, reasonOutOfScope: "Not ours" }, { position: { x: 900, y: 10 } }),
        cell(
          "f",
          "flow",
          { isEncrypted: true, isBidirectional: true, threats: [threat({ id: "t3", type: "Spoofing" })] },
          { source: { cell: "user" }, target: { cell: "db" } },
        ),
        cell("loose", "flow", {}, { source: { x: 1, y: 2 }, target: { cell: "db" } }),
        cell("curve", "trust-broundary-curve", {}),
        cell("note", "td-text-block", {}),
      ]),
    );
    expect(countDocument(document)).toEqual({ elements: 5, flows: 2, threats: 3, controls: 2, links: 5 });
    expect(stated).toEqual(countDocument(document));
    const db = document.elements.find(({ id }) => id === "db");
    expect(db).toMatchObject({ kind: "data-store", parentId: "zone", attributes: { "holds-keys": true } });
    expect(document.elements.find(({ id }) => id === "user")).toMatchObject({ outOfScope: "Not ours", parentId: null });
    expect(document.flows[0]).toMatchObject({ sourceId: "user", targetId: "db", bidirectional: true });
    expect(document.threats.map(({ state, stride }) => [state, stride])).toEqual([
      ["mitigated", ["T"]],
      ["not-applicable", ["T"]],
      ["open", ["S"]],
    ]);
    expect(document.controls[0]).toMatchObject({ name: "Lock it", state: "in-place" });
    expect(losses).toEqual(["a flow with an end that is on nothing keeps its drawing only"]);
  });

  it("reads version 1, where facts and threats stand on the cell", async () => {
    const old = {
      summary: { title: "Old" },
      detail: {
        contributors: [],
        diagrams: [
          {
            ...{ id: 0, title: "One" },
            diagramJson: {
              cells: [
                {
                  id: "a",
                  type: "tm.Store",
                  attrs: { text: { text: "Log" } },
                  isALog: true,
                  threats: [threat({ status: "Not Applicable", $$hashKey: "x" })],
                },
                { id: "b", type: "tm.Process", attrs: { text: { text: "App" } } },
                { id: "c", type: "tm.Flow", source: { id: "a" }, target: { id: "b" }, vertices: [{ x: 1, y: 1 }] },
              ],
            },
          },
          { id: 1, title: "Empty" },
        ],
      },
    };
    const { document, stated } = await read(old);
    expect(countDocument(document)).toEqual(stated);
    expect(document.elements.map(({ name, kind }) => [name, kind])).toEqual([
      ["Log", "data-store"],
      ["App", "service"],
    ]);
    expect(document.flows[0]).toMatchObject({ sourceId: "a", targetId: "b" });
    expect(document.threats[0]?.state).toBe("not-applicable");
  });

  it.each([
    [{ version: "2.1", summary: { titled: "x" }, details: {} }, "detail: it is missing"],
    [{ ...dragon([]), summary: { owner: "x" } }, "summary.title: it is missing"],
    [dragon([{ shape: "actor", data: {} }]), "detail.diagrams[0].cells[0].id: it is missing"],
    [dragon([cell("a", "actor", { threats: {} })]), "detail.diagrams[0].cells[0].data.threats: a list is expected"],
    [
      dragon([cell("a", "actor", { threats: ["x"] })]),
      "detail.diagrams[0].cells[0].data.threats[0]: an object is expected",
    ],
  ])("refuses what is malformed with its place", async (file, words) => {
    expect(await refusal(file)).toBe(words);
  });
});

const otm = (over: object = {}) => ({
  otmVersion: "0.2.0",
  project: { name: "Shop", id: "shop" },
  trustZones: [{ id: "z", name: "Cloud", risk: { trustRating: 70 } }],
  components: [
    {
      id: "c1",
      name: "API",
      type: "web-service",
      parent: { trustZone: "z" },
      threats: [{ threat: "t", state: "exposed", mitigations: [{ mitigation: "m", state: "required" }] }],
    },
    {
      id: "c2",
      name: "DB",
      type: "rds-database",
      parent: { component: "c1" },
      threats: [{ threat: "t", state: "MITIGATED", mitigations: null }],
    },
  ],
  dataflows: [
    { id: "f", name: "reads", source: "c1", destination: "c2", threats: [{ threat: "unheard", state: "whatever" }] },
  ],
  threats: [
    { id: "t", name: "It leaks", categories: ["Information Disclosure"], risk: { likelihood: 60, impact: 100 } },
  ],
  mitigations: [{ id: "m", name: "Encrypt", riskReduction: 80 }],
  ...over,
});

describe("Open Threat Model", () => {
  it("makes one threat of a definition and its instances, the worst state of all", async () => {
    const { document, stated, losses } = await read(otm());
    expect(countDocument(document)).toEqual(stated);
    expect(document.threats[0]).toMatchObject({
      ...{
        statement: "It leaks",
        state: "open",
        stride: ["I"],
        elementIds: ["c1", "c2"],
        controlIds: ["mitigation:m"],
      },
      scores: { inherent: { likelihood: 3, impact: 5 } },
    });
    expect(document.elements.map(({ kind, parentId, trust }) => [kind, parentId, trust])).toEqual([
      ["boundary", null, 2],
      ["service", "z", null],
      ["data-store", "z", null],
    ]);
    expect(document.controls[0]).toMatchObject({ name: "Encrypt", state: "planned" });
    expect(losses).toEqual([
      "a component inside another one stands in the trust zone around both",
      'the state "whatever" is read as open',
      "a threat that stands differently on its components has the worst of their states",
      "a threat is named that the file does not describe",
    ]);
  });

  it("reads YAML, refuses aliases, traps and what has no version", async () => {
    const { document } = await read(
      "otmVersion: 0.1.0\nproject:\n  name: A\n  id: a\ntrustZones:\n- id: z\n  name: Z\n",
    );
    expect(document.elements).toHaveLength(1);
    expect(await refusal("project:\n  name: A\n  id: a")).toBe("otmVersion: it is missing");
    expect(await refusal({ ...otm(), components: [{ id: "x" }] })).toBe("components[0].name: it is missing");
    await expect(parseModel("a: &x [1]\nb: *x\n")).rejects.toThrow();
    expect(await refusal("otmVersion: 1\nproject: {name: [}")).toMatch(/^line 2, column \d+: /);
    const { file } = await parseModel("otmVersion: 1\n__proto__: {x: 1}\n");
    expect(Object.getPrototypeOf(file)).toBe(Object.prototype);
    expect((file as { x?: unknown }).x).toBeUndefined();
  });
});

describe("Threat Composer and the Threat Model Library", () => {
  it("reads links, states and sentences of a workspace; links into nothing are named", async () => {
    const { document, stated, losses } = await read({
      ...{ schema: 1, applicationInfo: { name: "App" }, architecture: { image: "data:image/png;base64,AA" } },
      threats: [
        {
          id: "t",
          numericId: 1,
          threatSource: "visitor",
          threatAction: "read it",
          threatImpact: "loss",
          status: "threatResolved",
          metadata: [
            { key: "STRIDE", value: ["I"] },
            { key: "Priority", value: "High" },
          ],
        },
      ],
      mitigations: [{ id: "m", numericId: 1, content: "Close it", status: "mitigationResolved" }],
      assumptions: [{ id: "a", numericId: 1, content: "It is on" }],
      mitigationLinks: [
        { mitigationId: "m", linkedId: "t" },
        { mitigationId: "m", linkedId: "gone" },
      ],
      assumptionLinks: [{ type: "Threat", assumptionId: "a", linkedId: "t" }],
    });
    expect(countDocument(document)).toEqual(stated);
    expect(document.threats[0]).toMatchObject({
      ...{
        statement: "A visitor can read it which leads to loss",
        state: "mitigated",
        stride: ["I"],
        controlIds: ["m"],
      },
      scores: { inherent: { likelihood: 4, impact: 4 } },
    });
    expect(document.assumptions[0]).toMatchObject({ text: "It is on", threatIds: ["t"] });
    expect(losses).toEqual(["the picture of the architecture", "a link to something that is not in the file"]);
    expect(await refusal({ schema: 2, applicationInfo: {} })).toBe("schema: 1 is the schema that is read here");
  });

  it("reads places, flows, threats and controls of a library's model", async () => {
    const { document, stated } = await read({
      ...{ version: "1.0", scope: { title: "Wallet" }, trust_zones: [{ symbolic_name: "z", title: "Device" }] },
      actors: [{ symbolic_name: "u", title: "User", trust_zone: "z" }],
      components: [{ symbolic_name: "c", title: "App" }],
      data_stores: [{ symbolic_name: "s", title: "File" }],
      data_sets: [{ symbolic_name: "d", title: "Keys", placements: [{ data_store: "s" }] }],
      data_flows: [
        {
          symbolic_name: "f",
          source: { type: "actor", object: "u" },
          destination: { type: "component", object: "c" },
          encrypted: true,
        },
      ],
      threats: [
        {
          symbolic_name: "t",
          title: "Theft",
          components_affected: ["c", "s", "gone"],
          likelihood: "likely",
          impact: "severe",
        },
      ],
      controls: [{ symbolic_name: "k", title: "Encrypt", threats: ["t"], status: "scheduled" }],
      assumptions: [{ description: "It is locked", validity: "confirmed" }],
    });
    expect(countDocument(document)).toEqual(stated);
    expect(document.elements.find(({ id }) => id === "s")?.assets).toEqual(["Keys"]);
    expect(document.threats[0]).toMatchObject({ elementIds: ["c", "s"], controlIds: ["k"] });
    expect(document.controls[0]?.state).toBe("planned");
    expect(document.assumptions[0]?.validity).toBe("confirmed");
  });
});

const words = fc.string({ minLength: 1, maxLength: 30 }).map((text) => `x${text.replaceAll(/[^\w ,.-]/g, "")}`.trim());
const anyDocument = fc
  .record({
    elements: fc.array(
      fc.record({
        name: words,
        kind: fc.constantFrom("contract", "oracle", "data-store", "actor", "boundary", "note"),
        within: fc.nat(9),
      }),
      { minLength: 1, maxLength: 10 },
    ),
    flows: fc.array(fc.record({ from: fc.nat(9), to: fc.nat(9), name: words }), { maxLength: 8 }),
    threats: fc.array(
      fc.record({
        statement: words,
        state: fc.constantFrom(...THREAT_STATES),
        on: fc.nat(9),
        by: fc.uniqueArray(fc.nat(4), { maxLength: 3 }),
      }),
      { maxLength: 8 },
    ),
    controls: fc.array(words, { minLength: 5, maxLength: 5 }),
  })
  .map(({ elements, flows, threats, controls }): ModelDocument => {
    const hex = (kind: string, at: number) => `${kind}_${String(at).padStart(32, "0")}`;
    const made = elements.map(({ name, kind, within }, at): ModelElement => {
      const box = elements[within];
      return {
        ...{
          id: hex("elm", at),
          kind: kind as ModelElement["kind"],
          name,
          description: "",
          diagram: "main",
          trust: null,
        },
        parentId: box?.kind === "boundary" && within < at ? hex("elm", within) : null,
        ...{
          attributes: {},
          position: null,
          size: null,
          outOfScope: null,
          code: [],
          assets: [],
          originKey: null,
          raw: {},
        },
      };
    });
    const places = made.filter(({ kind }) => kind !== "boundary");
    const answered = threats.map(({ by }) => (places.length === 0 ? [] : by));
    const used = new Set(answered.flat());
    return {
      ...emptyDocument("A model"),
      elements: made,
      flows: flows.map(({ from, to, name }, at) => ({
        ...{ id: hex("flw", at), name, description: "", diagram: "main", bidirectional: false, attributes: {} },
        ...{ sourceId: made[from % made.length]?.id ?? null, targetId: made[to % made.length]?.id ?? null },
        ...{ route: { vertices: [] }, outOfScope: null, originKey: null, raw: {} },
      })),
      threats: threats.map(({ statement, state, on }, at) => ({
        ...{ id: hex("thr", at), number: at + 1, statement, slots: {}, classId: null, catalogueKey: null, stride: [] },
        ...{ adversaries: [], state, reason: null, comment: "", until: null, scores: NO_SCORES, flowIds: [] },
        elementIds: places.length === 0 ? [] : [places[on % places.length]?.id ?? ""],
        controlIds: (answered[at] ?? []).map((control) => hex("ctl", control)),
        ...{ originKey: null, raw: {} },
      })),
      controls: controls.flatMap((name, at) =>
        used.has(at)
          ? [
              {
                ...{ id: hex("ctl", at), number: at + 1, name, description: "", kind: "preventive" as const },
                ...{ state: "planned" as const, reliesOn: [], originKey: null, raw: {} },
              },
            ]
          : [],
      ),
    };
  });

describe("round trips", () => {
  it.each([
    ["Threat Dragon", writeThreatDragon],
    ["OTM", writeOtm],
  ])("%s gives back what it was given, or names what it cannot hold", async (_, write) => {
    await fc.assert(
      fc.asyncProperty(anyDocument, async (document) => {
        const written = write(document);
        const { document: back, stated } = await read(written.text);
        expect(documentProblems(back)).toEqual([]);
        expect(stated).toEqual(countDocument(back));
        const lost = written.losses.join();
        const unplaced = document.threats.filter(({ elementIds }) => elementIds.length === 0).length;
        expect(
          back.elements
            .filter(({ id }) => id !== "redoubt-outside")
            .map(({ name }) => name)
            .sort(),
        ).toEqual(document.elements.map(({ name }) => name).sort());
        expect(back.flows).toHaveLength(document.flows.length);
        expect(back.threats.length).toBe(
          /left out/.test(lost) ? document.threats.length - unplaced : document.threats.length,
        );
        if (unplaced === 0) {
          expect(back.threats.map(({ statement }) => statement).sort()).toEqual(
            document.threats.map(({ statement }) => statement).sort(),
          );
          expect(back.controls).toHaveLength(document.controls.length);
        }
        // What comes home is recognised by the ids that went out with it.
        expect(new Set(back.threats.map(({ id }) => id))).toEqual(
          new Set(
            document.threats
              .filter(({ elementIds }) => elementIds.length > 0 || !/left out/.test(lost))
              .map(({ id }) => id),
          ),
        );
      }),
      { numRuns: 60 },
    );
  });
});

it.skipIf(others.length === 0).each(others.map((entry) => path.join(entry.parentPath, entry.name)))(
  "%s: what is stated comes in, and comes back or is named",
  async (file) => {
    const { file: parsed, format } = await parseModel(readFileSync(file, "utf8"));
    expect(MODEL_FORMATS).toContain(format);
    if (format === undefined) return;
    if (/malformed|without_version/.test(file)) {
      expect(() => format.read(parsed)).toThrow(/^[\w.]+: it is missing$/);
      return;
    }
    const { document } = format.read(parsed);
    expect(ModelDocument.safeParse(document).error).toBeUndefined();
    expect(countDocument(document)).toEqual(format.count(parsed));
    const { losses, ...back } = await roundTrip(format, document);
    if (losses.length === 0) expect(back).toEqual(countDocument(document));
    else expect(back).toMatchObject({ threats: document.threats.length, controls: document.controls.length });
  },
);

it("a report for reading names threats, what answers them and what is void, and holds no markup of others", async () => {
  const { document } = await read(otm({ mitigations: [{ id: "m", name: "<b>[x](y)</b> | `z`", riskReduction: 1 }] }));
  const [control] = document.controls;
  if (control !== undefined) control.reliesOn = ["CAP-02"];
  const report = toMarkdown(document);
  expect(report).toContain("### T-1 It leaks");
  expect(report).toContain("- Control: \\<b\\>\\[x\\](y)\\</b\\> \\| \\`z\\` (void)");
  expect(report).toContain("| API | Service | Cloud | in |");
});
