import { createTestDatabase, type TestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTestProject, type TestProject } from "../project/testing.ts";
import type { ProjectDeps } from "../shared/server.ts";
import { addTestRevision, createTestRevision, type TestRevision } from "../source/testing.ts";
import type { NormalizedFinding } from "./normalized.ts";
import { expectCountersToEqualRecount, publishTestScan, testResult } from "./testing.ts";
import { changeFindingSettings } from "./use-cases/change-finding-settings.ts";
import { decideFinding } from "./use-cases/decide-finding.ts";
import { getFinding } from "./use-cases/get-finding.ts";
import { getRegister } from "./use-cases/get-register.ts";

const scope = { organization: "x", project: "x" };
const suppressed = { by: "in-code", reason: "solhint-disable comment" } as const;
let test: TestDatabase;
let project: TestProject;
let lead: ProjectDeps;
let first: TestRevision;
let depth = 1;

beforeAll(async () => {
  test = await createTestDatabase(Object.values(JOBS));
});
beforeEach(async () => {
  depth = 1;
  project = await createTestProject(test.database);
  lead = project.as("security-lead");
  first = await createTestRevision(lead, { depth });
});
afterEach(() => expectCountersToEqualRecount(test.owner));
afterAll(() => test.drop());

const read = (number = 1) => getFinding(lead, { ...scope, number });
const hit = (over: Partial<NormalizedFinding> = {}) => testResult({ key: "a", ...over });

async function scan(results: readonly NormalizedFinding[]) {
  depth += 1;
  const { number } = await addTestRevision(lead, first.sourceId, { depth });
  return publishTestScan(lead, number, results);
}

describe("a suppression in code", () => {
  it("is a decision with its reason, shown and counted", async () => {
    const { stats } = await publishTestScan(lead, 1, [hit({ suppressed }), testResult({ key: "b", startLine: 40 })]);
    expect(stats).toMatchObject({ in: 2, aside: 1, suppressed: 1 });
    expect(await read()).toMatchObject({ state: "dismissed", reason: "wont-fix", decidedBy: "in-code" });
    expect((await read()).history.at(-1)).toMatchObject({ origin: "in-code", comment: "solhint-disable comment" });
    expect((await getRegister(lead)).inCode).toEqual([{ scanner: "solhint", by: "in-code", count: 1 }]);
  });

  it("holds a finding that was there before, and brings it back where it was when it is gone", async () => {
    await publishTestScan(lead, 1, [hit()]);
    await scan([hit({ suppressed })]);
    expect(await read()).toMatchObject({ state: "dismissed", decidedBy: "in-code" });
    await scan([hit({ suppressed })]);
    expect((await read()).history).toHaveLength(2);
    await scan([hit()]);
    const back = await read();
    expect(back).toMatchObject({ state: "new", decidedBy: null, reason: null });
    expect(back.history.at(-1)).toMatchObject({
      origin: "in-code",
      from: "dismissed",
      to: "new",
      details: { why: "the suppression in the code is gone" },
    });
    expect((await getRegister(lead)).inCode).toEqual([]);
  });

  it("does not overrule a person, before or after", async () => {
    await publishTestScan(lead, 1, [hit({ suppressed })]);
    const decide = async () => {
      const { rowVersion } = await read();
      const findings = [{ number: 1, rowVersion }];
      await decideFinding(lead, { ...scope, findings, decision: { command: "confirm" } });
    };
    await decide();
    await scan([hit({ suppressed })]);
    expect(await read()).toMatchObject({ state: "confirmed", decidedBy: null });
    await scan([hit()]);
    expect(await read()).toMatchObject({ state: "confirmed" });
  });

  it("does not hide what takes two people, and the history says that it asked to", async () => {
    await publishTestScan(lead, 1, [hit({ severity: "high", suppressed })]);
    const severe = await read();
    expect(severe).toMatchObject({ state: "new", decidedBy: null });
    expect(severe.history[0]?.details.why).toContain("The code asks to look away");
    const { deps } = project.organization.members.owner;
    await changeFindingSettings(deps, { organization: "x", secondPersonFrom: "medium", rowVersion: 0 });
    await scan([hit({ severity: "high", suppressed }), testResult({ key: "m", startLine: 70, suppressed })]);
    expect(await read(2)).toMatchObject({ severity: "medium", state: "new" });
  });
});
