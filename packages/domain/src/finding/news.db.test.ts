import { createTestDatabase, type TestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createChannel, planMessages, rehearseMessages } from "../notification/server.ts";
import { atTime, deliverAll, later, testChannelInput } from "../notification/testing.ts";
import { createTestProject, type TestProject } from "../project/testing.ts";
import { toUuid } from "../shared/index.ts";
import type { ProjectDeps } from "../shared/server.ts";
import { addTestRevision, createTestRevision, type TestRevision } from "../source/testing.ts";
import { publishTestScan, testResult } from "./testing.ts";
import { announceDueFindings } from "./use-cases/announce-due.ts";
import { applyPocResult } from "./use-cases/apply-poc-result.ts";
import { assignFinding } from "./use-cases/assign-finding.ts";
import { decideFinding } from "./use-cases/decide-finding.ts";
import { grantFinding } from "./use-cases/grant-finding.ts";
import { recordFinding } from "./use-cases/record-finding.ts";
import { restrictFinding } from "./use-cases/restrict-finding.ts";
import { revokeFindingGrant } from "./use-cases/revoke-finding-grant.ts";

const scope = { organization: "x", project: "x" };
let test: TestDatabase;
let project: TestProject;
let deps: ProjectDeps;
let first: TestRevision;

beforeAll(async () => {
  test = await createTestDatabase(Object.values(JOBS));
});
beforeEach(async () => {
  project = await createTestProject(test.database);
  deps = project.as("security-lead");
  first = await createTestRevision(deps, { depth: 1 });
});
afterAll(() => test.drop());

const results = (count: number, over: Parameters<typeof testResult>[0] = {}) =>
  Array.from({ length: count }, (_each, at) =>
    testResult({ key: `hit-${at}`, startLine: at + 1, endLine: at + 1, ...over }),
  );
const events = async (): Promise<{ kind: string; facts: Record<string, unknown> }[]> =>
  (
    await test.owner.query("SELECT kind, facts FROM notification_event WHERE organization_id = $1 ORDER BY at, id", [
      deps.organizationId,
    ])
  ).rows;
const inbox = async (role: "developer" | "security-lead" | "owner"): Promise<string[]> => {
  const { memberId } = project.organization.members[role];
  const { rows } = await test.owner.query("SELECT title FROM notification WHERE member_id = $1 ORDER BY created_at", [
    memberId,
  ]);
  return rows.map((row) => row.title);
};
async function commit(depth: number, over: { isDefaultRef?: boolean; ref?: string } = {}): Promise<number> {
  const ref = over.ref ?? "main";
  const content = { depth, resolvedRef: ref, isDefaultRef: over.isDefaultRef ?? true };
  return (await addTestRevision(deps, first.sourceId, content, ref)).number;
}
const all = async () =>
  (
    await test.owner.query(
      "SELECT number, id, row_version AS version FROM finding WHERE project_id = $1 ORDER BY number",
      [project.projectId],
    )
  ).rows as { number: number; id: string; version: number }[];
const chosen = async (count: number) =>
  (await all()).slice(0, count).map(({ number, version }) => ({ number, rowVersion: version }));
const confirm = async (by: ProjectDeps, count: number) =>
  decideFinding(by, { ...scope, findings: await chosen(count), decision: { command: "confirm" } });

describe("ten thousand findings at once", () => {
  it("are one event, and at most one message for each channel and person", async () => {
    const channels: string[] = [];
    for (const kind of ["webhook", "slack", "discord", "teams"] as const) {
      const { channel } = await createChannel(
        project.organization.members.owner.deps,
        testChannelInput({ kind, name: kind, threshold: "info" }),
      );
      channels.push(toUuid(channel.id));
    }
    await publishTestScan(deps, 1, results(10_000, { severity: "critical" }));
    expect(await events()).toMatchObject([
      {
        kind: "finding.publish",
        facts: { title: "Scan 1", counts: { introduced: { critical: 10_000 } }, defaultBranch: true },
      },
    ]);
    while (await planMessages(project.system, { canMail: true }));
    // The whole next day: whatever gathers is due by then.
    const day = atTime(project.system, new Date(Date.now() + 25 * 3_600_000));
    for (const lane of channels) {
      const sent = await deliverAll(day, lane);
      expect(
        sent.map(({ message }) => [
          message.type,
          message.content.groups.flatMap(({ items }) => items.map(({ text }) => text)),
        ]),
      ).toEqual([["message.digest", ["Scan 1: 10000 new (10000 critical)"]]]);
    }
    const mails = await deliverAll(day, "mail");
    const addresses = mails.map(({ target }) => (target?.kind === "mail" ? target.address : ""));
    expect(new Set(addresses).size).toBe(addresses.length);
    expect(addresses.length).toBe(4);
    expect(mails.every(({ message }) => message.type === "message.digest")).toBe(true);
    expect([await inbox("developer"), await inbox("owner")]).toEqual([[], []]);
  });

  it("that are given to somebody, and come back, are one line and one message each", async () => {
    const count = 300;
    await publishTestScan(deps, 1, results(count));
    const { memberId } = project.organization.members.developer;
    await assignFinding(deps, { ...scope, findings: await chosen(200), assignee: memberId });
    expect(await inbox("developer")).toEqual(["200 findings are yours: F-1, F-2, F-3 and 197 more"]);
    await planMessages(project.system, { canMail: true });
    const mine = (await deliverAll(later(project.system, 60), "mail")).filter(
      ({ target }) => target?.kind === "mail" && target.address === project.organization.members.developer.email,
    );
    expect(mine.map(({ message }) => message.content.title)).toEqual(["Project vault: 200 things need you"]);
    await publishTestScan(deps, await commit(2), results(1, { key: "other" }), { complete: true });
    await test.owner.query("UPDATE finding SET state = 'resolved' WHERE project_id = $1", [project.projectId]);
    await test.owner.query("UPDATE occurrence SET present = false WHERE project_id = $1", [project.projectId]);
    await publishTestScan(deps, await commit(3), results(count));
    expect((await inbox("developer")).at(-1)).toMatch(/^200 findings are back: F-1, F-2, F-3 and 197 more$/);
  });
});

describe("a finding", () => {
  it("that is high and confirmed on the default branch is told at once, and once", async () => {
    await publishTestScan(deps, 1, results(2, { severity: "high" }));
    await confirm(deps, 1);
    expect(await inbox("developer")).toEqual(["F-1 is confirmed: Result of send is not checked"]);
    // Not to the one who confirmed it.
    expect(await inbox("security-lead")).toEqual(["Scan 1 ended: 2 new."]);
    const [, confirmed] = await events();
    expect(confirmed).toMatchObject({
      kind: "finding.confirm",
      facts: { severity: "high", defaultBranch: true, provenBefore: false },
    });
    const [finding] = await all();
    const revision = await test.owner.query("SELECT id FROM revision WHERE project_id = $1", [project.projectId]);
    const outcome = { findingId: finding?.id ?? "", revisionId: revision.rows[0].id, runId: "run" };
    const run = (verdict: "reproduces" | "does-not-reproduce") =>
      project.system.withOrganization((tx) => applyPocResult(tx, project.system, { ...outcome, verdict }));
    await run("reproduces");
    await run("reproduces");
    const proven = (await events()).filter(({ kind }) => kind === "finding.reproduce");
    // On every commit it runs; it is news once, and no alarm after a person has confirmed it.
    expect(proven).toMatchObject([{ facts: { provenBefore: true } }]);
    await run("does-not-reproduce");
    await run("reproduces");
    expect((await events()).map(({ kind }) => kind).slice(-1)).toEqual(["finding.regress"]);
  });

  it("that its PoC proves before anybody looked is told at once", async () => {
    await publishTestScan(deps, 1, results(1, { severity: "critical" }));
    const [finding] = await all();
    const revision = await test.owner.query("SELECT id FROM revision WHERE project_id = $1", [project.projectId]);
    const outcome = {
      findingId: finding?.id ?? "",
      revisionId: revision.rows[0].id,
      runId: "run",
      verdict: "reproduces",
    } as const;
    await project.system.withOrganization((tx) => applyPocResult(tx, project.system, outcome));
    expect(await inbox("developer")).toEqual(["F-1 reproduces: Result of send is not checked"]);
  });

  it("that is restricted is told by its number, and to no one but those to whom it was opened", async () => {
    await publishTestScan(deps, 1, results(2, { severity: "critical" }));
    await test.owner.query("UPDATE finding SET restricted = true WHERE project_id = $1", [project.projectId]);
    const { memberId } = project.organization.members.developer;
    await grantFinding(deps, { ...scope, number: 2, memberId });
    await confirm(deps, 2);
    expect(await inbox("developer")).toEqual(["F-2 was opened to you", "F-2 is confirmed"]);
    await planMessages(project.system, { canMail: true });
    const mails = await deliverAll(later(project.system, 60), "mail");
    const told = mails.filter(
      ({ target }) => target?.kind === "mail" && target.address === project.organization.members.developer.email,
    );
    expect(told.map(({ message }) => message.content.title)).toEqual(["F-2"]);
  });

  it("that is restricted is told no more to those from whom it was taken", async () => {
    await publishTestScan(deps, 1, results(1, { severity: "critical" }));
    await test.owner.query("UPDATE finding SET restricted = true WHERE project_id = $1", [project.projectId]);
    const { memberId, email } = project.organization.members.developer;
    await grantFinding(deps, { ...scope, number: 1, memberId });
    await confirm(deps, 1);
    await revokeFindingGrant(deps, { ...scope, number: 1, memberId });
    await planMessages(project.system, { canMail: true });
    const mails = await deliverAll(later(project.system, 60), "mail");
    expect(mails.filter(({ target }) => target?.kind === "mail" && target.address === email)).toEqual([]);
  });

  it("that is restricted afterwards is a number in the inboxes that named it", async () => {
    await publishTestScan(deps, 1, results(1, { severity: "critical" }));
    await confirm(deps, 1);
    expect(await inbox("developer")).toEqual(["F-1 is confirmed: Result of send is not checked"]);
    const [finding] = await all();
    await restrictFinding(deps, { ...scope, number: 1, rowVersion: finding?.version ?? 1, restricted: true });
    expect(await inbox("developer")).toEqual(["F-1 is confirmed"]);
  });

  it("that is restricted afterwards is in no message that is worded or sent again after it", async () => {
    await createChannel(deps, testChannelInput());
    await publishTestScan(deps, 1, results(1, { severity: "critical" }));
    await confirm(deps, 1);
    await planMessages(project.system, { canMail: true });
    const { rows } = await test.owner.query("SELECT id FROM notification_channel WHERE organization_id = $1", [
      deps.organizationId,
    ]);
    const [tried] = await deliverAll(later(project.system, 60), rows[0].id, () => ({ outcome: "later", detail: "no" }));
    expect(JSON.stringify(tried)).toContain("Result of send is not checked");
    const [finding] = await all();
    await restrictFinding(deps, { ...scope, number: 1, rowVersion: finding?.version ?? 1, restricted: true });
    const again = await deliverAll(later(project.system, 86_400 * 2), rows[0].id);
    expect(again.map(({ messageId }) => messageId)).toContain(tried?.messageId);
    expect(JSON.stringify(again)).toContain("F-1");
    expect(JSON.stringify(again)).not.toContain("Result of send");
    // Nor in mail, and on the page of what would have been sent.
    expect(JSON.stringify(await deliverAll(later(project.system, 86_400 * 2), "mail"))).not.toContain("Result of send");
    const { developer } = project.organization.members;
    expect(JSON.stringify(await rehearseMessages(developer.deps, { organization: "x" }))).not.toContain("F-1");
  });

  it("of the backlog is told to the one to whom it is given", async () => {
    await publishTestScan(deps, 1, results(1, { severity: "low" }));
    await test.owner.query("UPDATE finding SET backlog = true, backlog_at = now() WHERE project_id = $1", [
      project.projectId,
    ]);
    const assignee = project.organization.members.developer.memberId;
    await assignFinding(deps, { ...scope, findings: await chosen(1), assignee });
    expect(await inbox("developer")).toEqual(["F-1 is yours: Result of send is not checked"]);
  });

  it("that is recorded for somebody is one line in their inbox", async () => {
    const assignee = project.organization.members.developer.memberId;
    const words = {
      title: "Anyone drains the pool",
      description: "No check.",
      severity: "high",
      confidence: "high",
    } as const;
    await recordFinding(deps, { ...scope, ...words, assignee });
    expect(await inbox("developer")).toEqual(["F-1 is yours: Anyone drains the pool"]);
    expect((await events()).map(({ kind }) => kind).sort()).toEqual(["finding.assign", "finding.record"]);
  });

  it("of another branch disturbs nobody, and neither does one of the backlog", async () => {
    await publishTestScan(
      deps,
      await commit(2, { isDefaultRef: false, ref: "council" }),
      results(1, { severity: "critical" }),
    );
    await confirm(deps, 1);
    expect((await events()).map(({ kind, facts }) => [kind, facts["defaultBranch"]])).toEqual([
      ["finding.publish", false],
      ["finding.confirm", false],
    ]);
    await publishTestScan(deps, 1, results(1, { severity: "critical", key: "old" }));
    await test.owner.query(
      "UPDATE finding SET backlog = true, backlog_at = now() WHERE project_id = $1 AND number = 2",
      [project.projectId],
    );
    const [, second] = await all();
    await decideFinding(deps, {
      ...scope,
      findings: [{ number: 2, rowVersion: second?.version ?? 1 }],
      decision: { command: "confirm" },
    });
    await planMessages(project.system, { canMail: true });
    expect(await inbox("developer")).toEqual([]);
    const sent = await deliverAll(later(project.system, 60), "mail");
    expect(sent).toEqual([]);
  });

  it("that is due in three days is told once, and each week that it is late", async () => {
    await publishTestScan(deps, 1, results(4));
    const { memberId } = project.organization.members.developer;
    await assignFinding(deps, { ...scope, findings: await chosen(3), assignee: memberId });
    const due = (number: number, interval: string): Promise<unknown> =>
      test.owner.query(
        `UPDATE finding SET due_at = now() + interval '${interval}' WHERE project_id = $1 AND number = $2`,
        [project.projectId, number],
      );
    await due(1, "2 days");
    await due(2, "-1 hour");
    await due(3, "9 days");
    await due(4, "-1 hour");
    const told = async () =>
      (await events())
        .filter(({ kind }) => kind.endsWith("due"))
        .map(({ kind, facts }) => `${kind} ${facts["number"]}`);
    await announceDueFindings(test.database);
    await announceDueFindings(test.database);
    // The fourth one has no owner: there is nobody to tell.
    expect(await told()).toEqual(["finding.overdue 2", "finding.due 1"]);
    await due(2, "-8 days");
    await announceDueFindings(test.database);
    expect(await told()).toHaveLength(3);
    expect(await inbox("developer")).toContain("F-1 is due soon: Result of send is not checked");
    await planMessages(project.system, { canMail: true });
    const now = await deliverAll(later(project.system, 60), "mail");
    expect(JSON.stringify(now)).not.toContain("due since");
    const digest = await deliverAll(atTime(project.system, new Date(Date.now() + 25 * 3_600_000)), "mail");
    const mine = digest.find(
      ({ target }) => target?.kind === "mail" && target.address === project.organization.members.developer.email,
    );
    expect(mine?.message.content.groups.map(({ heading }) => heading)).toEqual(
      expect.arrayContaining(["Overdue", "Due soon"]),
    );
  });
});

it("a publication that changes nothing is no news", async () => {
  await publishTestScan(deps, 1, []);
  await publishTestScan(deps, await commit(2), []);
  expect(await events()).toEqual([]);
});
