import { createTestDatabase, type TestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestProject } from "../project/testing.ts";
import { writeModel } from "../threat-model/server.ts";
import { testDocument } from "../threat-model/testing.ts";
import { createModelReport } from "./use-cases/create-model-report.ts";
import { getReport } from "./use-cases/get-report.ts";
import { getReportDocument } from "./use-cases/get-report-document.ts";

const scope = { organization: "x", project: "x" };
let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase(Object.values(JOBS));
});
afterAll(() => test.drop());

it("freezes the model as it stands, and stays what it was when the model goes on", async () => {
  const project = await createTestProject(test.database);
  const lead = project.as("security-lead");
  await writeModel(lead, { ...scope, document: testDocument(), mode: "merge" });
  const made = await createModelReport(lead);
  expect(made).toMatchObject({ kind: "threat-model", renderState: "queued" });
  const read = async () => (await getReport(lead, { ...scope, report: made.number })).snapshot;
  const before = await read();
  expect(before).toMatchObject({
    format: "redoubt/threat-model@1",
    version: { version: 1, state: "draft", approvedAt: null },
    elements: expect.arrayContaining([
      { name: "Vault", kind: "contract", within: "Core", outOfScope: null },
      { name: "Feed", kind: "oracle", within: null, outOfScope: "run by others" },
    ]),
    flows: [{ source: "Feed", target: "Vault", name: "price" }],
    threats: [
      {
        ...{ number: 1, state: "open", on: expect.arrayContaining(["Vault", "Feed", "price"]), stride: ["T"] },
        controls: [{ number: 1, name: "Refuses old answers", state: "in-place", isVoid: false }],
      },
    ],
    controls: [{ number: 1, void: [], threats: [1] }],
    assumptions: [{ number: 1, text: "The feed answers hourly.", validity: "unconfirmed" }],
    limits: expect.arrayContaining([
      "Assumptions that nobody has confirmed: 1.",
      "This state of the model was not approved.",
    ]),
  });
  await writeModel(lead, { ...scope, document: testDocument({ threats: [], assumptions: [] }), mode: "replace" });
  expect(await read()).toEqual(before);
  const json = await getReportDocument(lead, made.number, "json");
  expect(json.fileName).toBe(`${project.slug}-threat-model-${made.number}.json`);
});

it("says of a project without a model that there is none, and shows other organizations nothing", async () => {
  const project = await createTestProject(test.database);
  const stranger = await createTestProject(test.database);
  await writeModel(stranger.as("owner"), { ...scope, document: testDocument(), mode: "merge" });
  const { number } = await createModelReport(project.as("owner"));
  const { snapshot } = await getReport(project.as("owner"), { ...scope, report: number });
  expect(snapshot).toMatchObject({ version: null, threats: [], elements: [], flows: [], controls: [] });
});
