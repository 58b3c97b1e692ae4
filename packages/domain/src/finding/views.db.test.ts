import { createTestDatabase, type TestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestProject, type TestProject } from "../project/testing.ts";
import { toUuid } from "../shared/index.ts";
import type { ProjectDeps } from "../shared/server.ts";
import { FindingFilters } from "./filters.ts";
import { changeView } from "./use-cases/change-view.ts";
import { createView } from "./use-cases/create-view.ts";
import { deleteView } from "./use-cases/delete-view.ts";
import { listViews } from "./use-cases/list-views.ts";
import { orderViews } from "./use-cases/order-views.ts";
import { MOST_VIEWS, type SavedList } from "./views.ts";

const scope = { organization: "x" };
let test: TestDatabase;
let lead: ProjectDeps;
let developer: ProjectDeps;
let manager: ProjectDeps;
let stranger: ProjectDeps;

const LIST: SavedList = {
  filters: FindingFilters.parse({ severity: ["high"], not: { path: ["lib/"] }, assignee: ["me"] }),
  group: "detector",
  sort: "severity",
};

beforeAll(async () => {
  test = await createTestDatabase(Object.values(JOBS));
  const project: TestProject = await createTestProject(test.database);
  [lead, developer, manager] = [project.as("security-lead"), project.as("developer"), project.as("manager")];
  stranger = (await createTestProject(test.database)).as("owner");
});
afterAll(() => test.drop());

const names = async (deps: ProjectDeps) => (await listViews(deps)).map(({ name }) => name);
const save = (deps: ProjectDeps, name: string, shared = false) =>
  createView(deps, { ...scope, name, shared, list: LIST });

describe("saved views", () => {
  it("belong to who saved them, or to everyone in the organization", async () => {
    const own = await save(developer, "My highs");
    expect(own).toMatchObject({
      name: "My highs",
      shared: false,
      own: true,
      mayChange: true,
      list: LIST,
      rowVersion: 1,
    });
    await save(lead, "Everyone's highs", true);
    expect(await names(developer)).toEqual(["Everyone's highs", "My highs"]);
    expect(await names(manager)).toEqual(["Everyone's highs"]);
    expect(await names(stranger)).toEqual([]);
    expect((await listViews(developer))[0]).toMatchObject({ own: false, mayChange: false });
    const { rows } = await test.owner.query(
      "SELECT action, details FROM audit_event WHERE action LIKE 'finding.%view'",
    );
    expect(rows).toEqual([
      { action: "finding.create-view", details: { shared: false } },
      { action: "finding.create-view", details: { name: "Everyone's highs", shared: true } },
    ]);
  });

  it("are shared by leads alone, who then keep them", async () => {
    await expect(save(developer, "For all", true)).rejects.toMatchObject({ code: "finding.view-sharing" });
    const [shared, own] = await listViews(developer);
    const of = (view: typeof shared) => ({ ...scope, id: toUuid(view?.id ?? ""), rowVersion: view?.rowVersion ?? 0 });
    await expect(changeView(developer, { ...of(own), shared: true })).rejects.toMatchObject({
      code: "finding.view-sharing",
    });
    for (const refused of [
      () => changeView(developer, { ...of(shared), name: "x" }),
      () => deleteView(developer, { ...scope, id: of(shared).id }),
      () => orderViews(developer, { ...scope, shared: true, ids: [of(shared).id] }),
    ]) {
      await expect(refused()).rejects.toMatchObject({ code: "finding.view-sharing" });
    }
    // Leads see nothing of what a member keeps for themselves.
    await expect(changeView(lead, { ...of(own), name: "x" })).rejects.toMatchObject({ code: "finding.view-not-found" });
    const renamed = await changeView(lead, { ...of(shared), name: "Highs of ours", list: { ...LIST, group: null } });
    expect(renamed).toMatchObject({ name: "Highs of ours", shared: true, list: { group: null }, rowVersion: 2 });
    await expect(changeView(lead, { ...of(shared), name: "late" })).rejects.toMatchObject({
      code: "finding.view-stale",
      details: { stored: { name: "Highs of ours" } },
    });
  });

  it("keep the order that they are put in", async () => {
    for (const name of ["B", "C"]) await save(developer, name);
    const own = (await listViews(developer)).filter((view) => view.own);
    expect(own.map(({ name }) => name)).toEqual(["My highs", "B", "C"]);
    const ids = own.map(({ id }) => toUuid(id)).reverse();
    await orderViews(developer, { ...scope, shared: false, ids: ids.slice(0, 2) });
    expect(await names(developer)).toEqual(["Highs of ours", "C", "B", "My highs"]);
    const foreign = { ...scope, shared: false, ids: [ids[0] ?? ""] };
    await expect(orderViews(manager, foreign)).rejects.toMatchObject({ code: "finding.view-not-found" });
    await expect(orderViews(stranger, foreign)).rejects.toMatchObject({ code: "finding.view-not-found" });
  });

  it("become private again, and go", async () => {
    const [shared] = await listViews(lead);
    const id = toUuid(shared?.id ?? "");
    await changeView(lead, { ...scope, id, rowVersion: 2, shared: false });
    expect(await names(developer)).toEqual(["C", "B", "My highs"]);
    await expect(deleteView(developer, { ...scope, id })).rejects.toMatchObject({ code: "finding.view-not-found" });
    await expect(deleteView(stranger, { ...scope, id })).rejects.toMatchObject({ code: "finding.view-not-found" });
    await deleteView(lead, { ...scope, id });
    expect(await names(lead)).toEqual([]);
  });

  it("are no more than one can look through", async () => {
    for (let at = 0; at < MOST_VIEWS; at += 1) await save(manager, `View ${at}`);
    await expect(save(manager, "One more")).rejects.toMatchObject({ code: "finding.too-many-views" });
    await save(developer, "Still room");
  });
});
