import { createTestDatabase, hasTestServer, type TestDatabase } from "@redoubt/db/testing";
import { grantFinding, recordFinding, restrictFinding } from "@redoubt/domain/finding/server";
import { JOBS } from "@redoubt/domain/jobs";
import { createRiskReport } from "@redoubt/domain/report/server";
import { createTestRevision } from "@redoubt/domain/source/testing";
import { getPoc } from "@redoubt/domain/verification/server";
import { attachTestPoc } from "@redoubt/domain/verification/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PERMISSION_TABLE } from "./permission-table.ts";
import { allProcedures, call, type Outcome } from "./testing/call.ts";
import { testContext } from "./testing/context.ts";
import { createWorld, type Member, type World } from "./testing/world.ts";

const SECRET = "canary-of-a-restricted-finding";
const queries = allProcedures().filter(({ type, meta }) => type === "query" && meta?.scope !== "user");
/** Members who read findings of the project, and not what is restricted. */
const WITHOUT: readonly Member[] = ["developer", "manager", "granted-auditor", "ci"];

describe.skipIf(!hasTestServer())("a restricted finding", () => {
  let test: TestDatabase;
  let world: World;
  /** Inputs that ask for the finding itself, and for what hangs on it. */
  let direct: Record<string, object>;
  beforeAll(async () => {
    test = await createTestDatabase(Object.values(JOBS));
    world = await createWorld(test.database);
    const { system } = world.a.fixture;
    const { project } = world.a;
    await createTestRevision(system);
    const text = { title: `Drain ${SECRET}`, description: SECRET, advice: SECRET };
    const { number } = await recordFinding(system, { ...project, ...text, severity: "critical", confidence: "high" });
    const poc = await attachTestPoc(system, number, { title: `PoC ${SECRET}` });
    const { runs } = await getPoc(system, { ...project, poc: poc.number });
    await restrictFinding(system, { ...project, number, rowVersion: 1, restricted: true });
    await createRiskReport(system);
    direct = {
      "finding.get": { ...project, number },
      "finding.list": { ...project, filters: { state: [], text: SECRET } },
      "finding.listOrganization": { ...world.a.organization, filters: { text: SECRET } },
      "verification.list": { ...project, finding: number },
      "verification.get": { ...project, poc: poc.number },
      "verification.runLog": { ...project, runId: runs[0]?.id },
    };
  });
  afterAll(() => test?.drop());

  const ask = (path: string, who: Member, input: unknown): Promise<Outcome> =>
    call(testContext(test.database, world.a.people[who]), path, input);
  const says = (outcome: Outcome): boolean => JSON.stringify(outcome).includes(SECRET);

  it("is there to be seen: a lead reads it and its PoC", async () => {
    for (const path of ["finding.get", "finding.list", "finding.listOrganization", "verification.list"]) {
      expect(says(await ask(path, "security-lead", direct[path])), path).toBe(true);
    }
  });

  it.each(queries)("is in no answer of $path to those who may not read it", async ({ path }) => {
    const usual = await PERMISSION_TABLE[path]?.input?.(world.a);
    for (const who of WITHOUT) {
      for (const input of [usual, ...(direct[path] === undefined ? [] : [direct[path]])]) {
        expect(says(await ask(path, who, input)), `${path} to ${who}`).toBe(false);
      }
    }
  });

  it("answers those who ask for it by name as if it were not there", async () => {
    const codes = { "finding.get": "finding.not-found", "verification.get": "verification.not-found" };
    for (const [path, code] of Object.entries(codes)) {
      expect(await ask(path, "developer", direct[path])).toMatchObject({ ok: false, code });
    }
    expect(await ask("verification.runLog", "developer", direct["verification.runLog"])).toMatchObject({ ok: false });
  });

  it("was told to nobody but by number", async () => {
    const { rows } = await test.owner.query("SELECT title FROM notification WHERE title LIKE $1", [`%${SECRET}%`]);
    expect(rows).toEqual([]);
  });

  it("is in every answer to a member to whom it was opened", async () => {
    const { memberId } = world.a.fixture.organization.members.developer;
    const number = (direct["finding.get"] as { number: number }).number;
    await grantFinding(world.a.fixture.system, { ...world.a.project, number, memberId });
    for (const path of [
      "finding.get",
      "finding.list",
      "finding.listOrganization",
      "verification.list",
      "verification.get",
    ]) {
      expect(says(await ask(path, "developer", direct[path])), path).toBe(true);
      expect(says(await ask(path, "manager", direct[path])), path).toBe(false);
    }
  });
});
