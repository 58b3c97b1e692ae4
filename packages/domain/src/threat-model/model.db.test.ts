import { createTestDatabase, type TestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestProject, type TestProject } from "../project/testing.ts";
import { newId, toTypedId, toUuid } from "../shared/index.ts";
import type { ModelDocument } from "./model.ts";
import type { ElementChange } from "./schema.ts";
import { testDocument, testElement, testThreat } from "./testing.ts";
import { changeDiagram } from "./use-cases/change-diagram.ts";
import { getDiagram } from "./use-cases/get-diagram.ts";
import { getThreat } from "./use-cases/get-threat.ts";
import { linkControl } from "./use-cases/link-control.ts";
import { listThreats } from "./use-cases/list-threats.ts";
import { moveControl } from "./use-cases/move-control.ts";
import { moveThreat } from "./use-cases/move-threat.ts";
import { readModel } from "./use-cases/read-model.ts";
import { recordControl } from "./use-cases/record-control.ts";
import { recordThreat } from "./use-cases/record-threat.ts";
import { undoThreat } from "./use-cases/undo-threat.ts";
import { updateControl } from "./use-cases/update-control.ts";
import { writeModel } from "./use-cases/write-model.ts";

const scope = { organization: "x", project: "x" };
let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase(Object.values(JOBS));
});
afterAll(() => test.drop());

const fresh = (): Promise<TestProject> => createTestProject(test.database);

/** A document without what the database adds, so that two can be compared. */
function shape(document: ModelDocument) {
  const names = new Map(document.elements.map((element) => [element.id, element.name]));
  return {
    elements: document.elements.map((element) => [
      element.name,
      element.kind,
      element.parentId === null ? null : names.get(element.parentId),
      element.attributes,
      element.position,
      element.code,
      element.outOfScope,
    ]),
    flows: document.flows.map((flow) => [flow.name, names.get(flow.sourceId ?? ""), names.get(flow.targetId ?? "")]),
    threats: document.threats.map((threat) => [
      threat.statement,
      threat.state,
      threat.elementIds.map((id) => names.get(id)).sort(),
      threat.flowIds.length,
      threat.controlIds.length,
    ]),
    controls: document.controls.map((control) => [control.name, control.kind, control.state]),
    assumptions: document.assumptions.map((each) => [each.text, each.threatIds.length, each.controlIds.length]),
  };
}

describe("a document", () => {
  it("comes back as it was written, and writing it again changes nothing of the drawing", async () => {
    const deps = (await fresh()).as("developer");
    const document = testDocument();
    const written = await writeModel(deps, { ...scope, document, mode: "merge" });
    expect(written).toMatchObject({ added: 8, changed: 0, removed: 0 });
    const read = await readModel(deps);
    expect(shape(read)).toEqual(shape(document));
    expect(read.threats[0]?.number).toBe(1);
    const again = await writeModel(deps, { ...scope, document: read, mode: "replace" });
    expect(again).toMatchObject({ added: 0, removed: 0 });
    expect(await readModel(deps)).toEqual(read);
    const diagram = await getDiagram(deps);
    expect(diagram.elements.map((element) => element.rowVersion)).toEqual([1, 1, 1, 1]);
  });

  it("finds a row by its origin key, and brings it back when it was removed", async () => {
    const deps = (await fresh()).as("developer");
    await writeModel(deps, { ...scope, document: testDocument(), mode: "merge" });
    const vault = (await readModel(deps)).elements.find((element) => element.name === "Vault");
    await writeModel(deps, {
      ...scope,
      document: testDocument({ elements: [], flows: [], threats: [], controls: [], assumptions: [] }),
      mode: "replace",
    });
    expect((await readModel(deps)).elements).toEqual([]);
    await writeModel(deps, { ...scope, document: testDocument(), mode: "merge" });
    expect((await readModel(deps)).elements.find((element) => element.name === "Vault")?.id).toBe(vault?.id);
  });

  it("names every place that does not fit", async () => {
    const deps = (await fresh()).as("developer");
    const elements = [
      testElement("a", { kind: "boundary", parentId: "b" }),
      testElement("b", { kind: "boundary", parentId: "a" }),
      testElement("c", { parentId: "nowhere" }),
      testElement("d", { parentId: "c" }),
    ];
    const document = { ...testDocument(), elements, flows: [], assumptions: [] };
    await expect(writeModel(deps, { ...scope, document, mode: "merge" })).rejects.toMatchObject({
      code: "threat-model.broken",
      details: {
        problems: [
          "element c: there is no nowhere",
          "element d: it stands in c, which is no boundary",
          "threat stale: there is no vault",
          "threat stale: there is no feed",
          "threat stale: there is no price",
          expect.stringContaining("circle"),
          expect.stringContaining("circle"),
        ],
      },
    });
  });

  it("never makes a threat demonstrated, and lets an accepted one be held for a time", async () => {
    const deps = (await fresh()).as("owner");
    const threats = [testThreat("a", { state: "demonstrated" }), testThreat("b", { state: "acknowledged" })];
    await writeModel(deps, { ...scope, document: testDocument({ threats, assumptions: [] }), mode: "merge" });
    const { items } = await listThreats(deps, { ...scope, states: [], text: "", after: 0, limit: 10 });
    expect(items.map((threat) => threat.state)).toEqual(["mitigated", "acknowledged"]);
    expect(items[1]?.owner).not.toBeNull();
    expect(items[1]?.until?.getTime()).toBeGreaterThan(Date.now());
  });
});

describe("the drawing", () => {
  const change = (id: string, over: Partial<ElementChange> = {}): ElementChange => {
    const { originKey: _key, raw: _raw, ...rest } = testElement(id);
    return { ...rest, id, parentId: null, rowVersion: 0, ...over };
  };

  it("changes whole or not at all, and refuses what is stale with the rows as they are", async () => {
    const deps = (await fresh()).as("developer");
    const [box, vault] = [newId(), newId()];
    const none = { flows: [], removeElements: [], removeFlows: [] };
    const made = await changeDiagram(deps, {
      ...{ ...scope, ...none },
      elements: [change(vault, { name: "Vault", parentId: box }), change(box, { kind: "boundary", name: "Chain" })],
    });
    expect(made.elements.map((element) => [element.name, element.parentId, element.rowVersion])).toEqual([
      ["Chain", null, 1],
      ["Vault", toTypedId("modelElement", box), 1],
    ]);
    const stale = { ...scope, ...none, elements: [change(vault, { name: "New", rowVersion: 7 }), change(newId())] };
    await expect(changeDiagram(deps, stale)).rejects.toMatchObject({
      code: "threat-model.stale",
      details: { current: [{ id: vault, rowVersion: 1, removed: false }] },
    });
    expect((await getDiagram(deps)).elements).toHaveLength(2);
    const round = { ...scope, ...none, elements: [change(box, { kind: "boundary", parentId: box, rowVersion: 1 })] };
    await expect(changeDiagram(deps, round)).rejects.toThrow();
  });

  it("takes flows along with a removed element, brings it back, and copies threats", async () => {
    const deps = (await fresh()).as("developer");
    const written = await writeModel(deps, { ...scope, document: testDocument(), mode: "merge" });
    const vault = toUuid(written.ids.elements.vault ?? "");
    const none = { elements: [], flows: [], removeFlows: [], removeElements: [] };
    const copy = newId();
    await changeDiagram(deps, { ...scope, ...none, elements: [change(copy, { name: "Copy", threatsFrom: vault })] });
    const { items } = await listThreats(deps, { ...scope, states: [], text: "", after: 0, limit: 10, element: copy });
    expect(items.map((threat) => [threat.number, threat.why, threat.controls.length])).toEqual([
      [2, "Copied from T-1 with the element.", 1],
    ]);
    const gone = await changeDiagram(deps, { ...scope, ...none, removeElements: [{ id: vault, rowVersion: 1 }] });
    expect(gone.flows).toEqual([]);
    expect((await getThreat(deps, { ...scope, number: 1 })).elements.map((place) => place.removed)).toContain(true);
    await changeDiagram(deps, { ...scope, ...none, elements: [change(vault, { name: "Vault", rowVersion: 2 })] });
    expect((await getDiagram(deps)).elements.map((element) => element.name)).toContain("Vault");
  });

  it("knows nothing of another project's elements", async () => {
    const organization = (await fresh()).organization;
    const mine = (await createTestProject(test.database, { organization, slug: "mine" })).as("developer");
    const other = (await createTestProject(test.database, { organization, slug: "other" })).as("developer");
    const stranger = (await fresh()).as("developer");
    const written = await writeModel(mine, { ...scope, document: testDocument(), mode: "merge" });
    const vault = toUuid(written.ids.elements.vault ?? "");
    const none = { elements: [], flows: [], removeElements: [], removeFlows: [] };
    for (const deps of [other, stranger]) {
      for (const step of [
        { removeElements: [{ id: vault, rowVersion: 1 }] },
        { elements: [change(vault, { rowVersion: 1 })] },
        { elements: [change(newId(), { parentId: vault })] },
        { elements: [change(newId(), { threatsFrom: vault })] },
      ]) {
        const wrong = changeDiagram(deps, { ...scope, ...none, ...step });
        await expect(wrong).rejects.toMatchObject({ code: "threat-model.element-not-found" });
      }
      await expect(recordThreat(deps, { ...scope, statement: "x", elementIds: [vault] })).rejects.toMatchObject({
        code: "threat-model.element-not-found",
      });
      await expect(getThreat(deps, { ...scope, number: 1 })).rejects.toMatchObject({
        code: "threat-model.threat-not-found",
      });
      expect((await readModel(deps)).elements).toEqual([]);
    }
  });
});

describe("a threat", () => {
  const record = async (deps: ReturnType<TestProject["as"]>) =>
    recordThreat(deps, { ...scope, statement: "Somebody moves the price within one transaction." });

  it("is mitigated only by what counts, and open again when that becomes void or goes", async () => {
    const deps = (await fresh()).as("developer");
    const { number } = await record(deps);
    const mitigate = (rowVersion: number) => moveThreat(deps, { ...scope, number, rowVersion, command: "mitigate" });
    await expect(mitigate(1)).rejects.toMatchObject({ code: "threat-model.needs-control" });
    const control = await recordControl(deps, {
      ...{ ...scope, name: "Source not published", kind: "preventive", state: "in-place", threats: [number] },
      reliesOn: ["CAP-02"],
    });
    expect(control.voidReasons.map((reason) => reason.capability)).toEqual(["CAP-02"]);
    await expect(mitigate(1)).rejects.toMatchObject({ code: "threat-model.needs-control" });
    const real = { ...scope, name: "Cap per block", kind: "preventive", state: "in-place", threats: [number] } as const;
    const cap = await recordControl(deps, { ...real, threats: [number] });
    expect((await mitigate(1)).state).toBe("mitigated");
    await updateControl(deps, { ...scope, number: cap.number, rowVersion: 1, reliesOn: ["CAP-14"] });
    const opened = await getThreat(deps, { ...scope, number });
    expect([opened.state, opened.events.map((event) => [event.command, event.origin])]).toEqual([
      "open",
      [
        ["mitigate", "human"],
        ["lose-control", "system"],
      ],
    ]);
    await updateControl(deps, { ...scope, number: cap.number, rowVersion: 2, reliesOn: [] });
    await mitigate(opened.rowVersion);
    await moveControl(deps, { ...scope, number: cap.number, rowVersion: 3, state: "retired" });
    expect((await getThreat(deps, { ...scope, number })).state).toBe("open");
    await moveControl(deps, { ...scope, number: cap.number, rowVersion: 4, state: "in-place" });
    await mitigate((await getThreat(deps, { ...scope, number })).rowVersion);
    await linkControl(deps, { ...scope, control: control.number, threat: number, linked: false });
    const unlinked = await linkControl(deps, { ...scope, control: cap.number, threat: number, linked: false });
    expect(unlinked.state).toBe("open");
  });

  it("is acknowledged by those who may approve, and taken back whole", async () => {
    const project = await fresh();
    const { number } = await record(project.as("developer"));
    const input = {
      ...{ ...scope, number, rowVersion: 1, command: "acknowledge" as const, comment: "Until the next release." },
      ...{ ownerId: project.organization.members.owner.memberId, until: new Date(Date.now() + 86_400_000) },
    } as const;
    await expect(moveThreat(project.as("developer"), input)).rejects.toMatchObject({ code: "threat-model.not-yours" });
    const owner = project.as("owner");
    expect(await moveThreat(owner, input)).toMatchObject({ state: "acknowledged", comment: "Until the next release." });
    await moveThreat(owner, { ...scope, number, rowVersion: 2, command: "reopen" });
    await expect(undoThreat(project.as("developer"), { ...scope, number })).rejects.toMatchObject({
      code: "threat-model.nothing-to-undo",
    });
    expect(await undoThreat(owner, { ...scope, number })).toMatchObject({ state: "acknowledged", until: input.until });
    expect(await undoThreat(owner, { ...scope, number })).toMatchObject({ state: "open", comment: "", until: null });
    const stale = moveThreat(owner, { ...scope, number, rowVersion: 1, command: "treat" });
    await expect(stale).rejects.toMatchObject({ code: "threat-model.stale" });
  });

  it("is not declined until a day that has passed, and keeps waiting", async () => {
    const deps = (await fresh()).as("developer");
    await writeModel(deps, {
      ...{ ...scope, mode: "merge" as const },
      document: testDocument({ threats: [testThreat("late", { state: "proposed" })], assumptions: [] }),
    });
    const decline = { ...scope, number: 1, rowVersion: 1, command: "decline", reason: "misread" } as const;
    const past = moveThreat(deps, { ...decline, until: new Date(Date.now() - 1000) });
    await expect(past).rejects.toMatchObject({ code: "threat-model.past-date" });
    expect((await getThreat(deps, { ...scope, number: 1 })).state).toBe("proposed");
    const until = new Date(Date.now() + 86_400_000);
    expect(await moveThreat(deps, { ...decline, until })).toMatchObject({ state: "not-applicable", until });
  });

  it("is found by element, class, entry of the catalogue, words and number", async () => {
    const deps = (await fresh()).as("developer");
    const { ids } = await writeModel(deps, {
      ...{ ...scope, mode: "merge" as const },
      document: testDocument({
        threats: [
          testThreat("drain", { elementIds: ["vault"], classId: "oracle-price", catalogueKey: "TH-01" }),
          testThreat("wait", { elementIds: ["feed"], classId: "oracle-price", catalogueKey: "TH-02" }),
          testThreat("leave", { elementIds: ["vault", "feed"], classId: "people" }),
        ],
        assumptions: [],
      }),
    });
    const found = async (filter: object) => {
      const input = { ...scope, states: [], text: "", after: 0, limit: 100, ...filter };
      return (await listThreats(deps, input)).items.map(({ number }) => number);
    };
    expect(await found({ element: toUuid(ids.elements.vault ?? "") })).toEqual([1, 3]);
    expect(await found({ classId: "oracle-price" })).toEqual([1, 2]);
    expect(await found({ catalogueKey: "TH-02" })).toEqual([2]);
    expect(await found({ classId: "oracle-price", element: toUuid(ids.elements.feed ?? "") })).toEqual([2]);
    expect(await found({ text: "LEAVE" })).toEqual([3]);
    expect([await found({ text: "T-2" }), await found({ text: "t3" }), await found({ text: "9" })]).toEqual([
      [2],
      [3],
      [],
    ]);
    const other = found({ element: newId() });
    await expect(other).rejects.toMatchObject({ code: "threat-model.element-not-found" });
  });
});
