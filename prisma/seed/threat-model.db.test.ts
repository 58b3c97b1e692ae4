import { createTestDatabase, hasTestServer, type TestDatabase } from "@redoubt/db/testing";
import { createTestProject } from "@redoubt/domain/project/testing";
import { getOverview, listControls, listThreats, previewGeneration } from "@redoubt/domain/threat-model/server";
import { expect, it } from "vitest";
import { DEMO_THREATS } from "./threats.ts";
import { seedThreatModel } from "./threat-model.ts";

it.skipIf(!hasTestServer())("the demo's model is drawn, answered and approved through use cases", async () => {
  const test: TestDatabase = await createTestDatabase();
  try {
    const deps = (await createTestProject(test.database)).as("owner");
    const scope = { organization: "xx", project: "xx" };
    const actor = deps.actor;
    if (actor.kind !== "user") throw new Error("the owner is a person");
    await seedThreatModel(deps, scope, actor.memberId);
    const overview = await getOverview(deps);
    expect(overview).toMatchObject({ elements: 17, boundaries: 3, flows: 16, voidControls: 1, assumptions: 4 });
    expect(overview.current).toMatchObject({ version: 1, state: "approved", selfApproved: true });
    expect(overview.threats).toEqual({ mitigated: 9, "in-treatment": 1, acknowledged: 1, open: 2 });
    const { items } = await listThreats(deps, { ...scope, states: [], text: "", after: 0, limit: 100 });
    expect(items.map(({ number }) => number)).toEqual(DEMO_THREATS.map((_, index) => index + 1));
    expect((await listControls(deps)).filter(({ voidReasons }) => voidReasons.length > 0)).toMatchObject([
      { threats: [{ number: 13, state: "open" }] },
    ]);
    expect((await previewGeneration(deps)).added.length).toBeGreaterThan(3);
  } finally {
    await test.drop();
  }
});
