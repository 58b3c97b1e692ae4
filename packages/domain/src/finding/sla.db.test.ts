import { createTestDatabase, type TestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTestProject, type TestProject } from "../project/testing.ts";
import { toUuid } from "../shared/index.ts";
import type { ProjectDeps } from "../shared/server.ts";
import { addTestRevision, createTestRevision, type TestRevision } from "../source/testing.ts";
import { FindingFilters } from "./filters.ts";
import { Severity } from "./normalized.ts";
import { SEVERITIES } from "./vocabulary.ts";
import { PolicyScope } from "./policy.ts";
import type { Decision } from "./schema.ts";
import { type ClockEvent, clockOf, dueAt, NO_SLA, type SlaDays, SUGGESTED_SLA } from "./sla.ts";
import { FindingState } from "./states.ts";
import { publishTestScan, testResult } from "./testing.ts";
import { adoptBacklog } from "./use-cases/adopt-backlog.ts";
import { countDue } from "./use-cases/count-due.ts";
import { decideFinding } from "./use-cases/decide-finding.ts";
import { expireAcknowledgements } from "./use-cases/expire-acknowledgements.ts";
import { getFinding } from "./use-cases/get-finding.ts";
import { getOrganizationSla, getProjectSla } from "./use-cases/get-sla.ts";
import { listFindings, listOrganizationFindings } from "./use-cases/list-findings.ts";
import { recordFinding } from "./use-cases/record-finding.ts";
import { revokePolicy } from "./use-cases/revoke-policy.ts";
import { savePolicy } from "./use-cases/save-policy.ts";
import { setSeverity } from "./use-cases/set-severity.ts";
import { setSla } from "./use-cases/set-sla.ts";
import { submitPolicy } from "./use-cases/submit-policy.ts";
import { undoBacklog } from "./use-cases/undo-backlog.ts";
import { undoDecision } from "./use-cases/undo-decision.ts";

const scope = { organization: "x", project: "x" };
const DAY = 86_400_000;
const DAYS: SlaDays = { ...SUGGESTED_SLA, medium: 90, info: 365 };
let test: TestDatabase;
let project: TestProject;
let lead: ProjectDeps;
let first: TestRevision;

beforeAll(async () => {
  test = await createTestDatabase(Object.values(JOBS));
});
beforeEach(async () => {
  project = await createTestProject(test.database);
  lead = project.as("security-lead");
  first = await createTestRevision(lead, { depth: 1 });
});
afterAll(() => test.drop());

interface Row {
  readonly number: number;
  readonly severity: Severity;
  readonly state: string;
  readonly spent: number;
  readonly since: Date | null;
  readonly due: Date | null;
}

async function rows(deps = lead): Promise<Row[]> {
  const found = await test.owner.query(
    `SELECT number, severity, state, clock_spent_ms AS spent, clock_since AS since, due_at AS due
     FROM finding WHERE project_id = $1 ORDER BY number`,
    [deps.projectId],
  );
  return found.rows.map((row) => ({ ...row, severity: Severity.parse(row.severity) }));
}
const row = async (number: number) => (await rows()).find((each) => each.number === number);

/** What the history of each finding says, from the intervals between its events. */
async function replayed(): Promise<Map<number, ReturnType<typeof clockOf>>> {
  const { rows: events } = await test.owner.query(
    `SELECT f.number, e.at, e."to" FROM finding_event e JOIN finding f ON f.organization_id = e.organization_id AND f.id = e.finding_id
     WHERE f.project_id = $1 AND e.kind IN ('transition', 'undo') ORDER BY e.at, e.id`,
    [lead.projectId],
  );
  const histories = new Map<number, ClockEvent[]>();
  for (const { number, at, to } of events) {
    histories.set(number, [...(histories.get(number) ?? []), { at, state: FindingState.parse(to), backlog: false }]);
  }
  return new Map([...histories].map(([number, history]) => [number, clockOf(history)]));
}

const severe = { severity: "critical" } as const;
const hit = (key: string, over = {}) => testResult({ key, callable: key, path: `src/${key}.sol`, ...over });
const promise = (days: SlaDays | null = DAYS, deps = lead, rowVersion = 0) => setSla(deps, { days, rowVersion });
const decide = async (number: number, decision: Decision) => {
  const { rowVersion } = await getFinding(lead, { ...scope, number });
  await decideFinding(lead, { ...scope, findings: [{ number, rowVersion }], decision });
};
const owner = () => project.organization.members.developer.memberId;
const acknowledge = (): Decision => ({
  command: "acknowledge",
  reason: "until then",
  owner: owner(),
  until: new Date(Date.now() + DAY),
});
/** Makes everything that has happened look older by some days. */
async function pass(days: number): Promise<void> {
  for (const [table, column] of [
    ["finding", "clock_since"],
    ["finding", "due_at"],
    ["finding", "acknowledged_until"],
    ["finding_event", "at"],
  ]) {
    await test.owner.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    await test.owner.query(
      `UPDATE ${table} SET ${column} = ${column} - make_interval(days => $1) WHERE organization_id = $2`,
      [days, lead.organizationId],
    );
    await test.owner.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
  }
}

describe("a promise", () => {
  it("gives every open finding its day, and those that come", async () => {
    await publishTestScan(lead, 1, [hit("a", severe), hit("b", { severity: "info" })]);
    expect((await rows()).map(({ due }) => due)).toEqual([null, null]);
    await promise({ ...SUGGESTED_SLA });
    const [a, b] = await rows();
    expect(a?.due?.getTime()).toBe((a?.since?.getTime() ?? 0) + 7 * DAY);
    expect(b).toMatchObject({ due: null, since: expect.any(Date) });
    await recordFinding(lead, { ...scope, title: "By hand", description: "x", severity: "high", confidence: "high" });
    expect(await getFinding(lead, { ...scope, number: 3 })).toMatchObject({ dueAt: expect.any(Date) });
    await promise(NO_SLA, lead, 1);
    expect((await rows()).map(({ due }) => due)).toEqual([null, null, null]);
  });

  it("of a project holds in it alone, and gives way to the organization's again", async () => {
    const beside = await createTestProject(test.database, { slug: "beside", organization: project.organization });
    const other = await createTestProject(test.database);
    for (const deps of [lead, beside.as("security-lead"), other.as("security-lead")]) {
      await recordFinding(deps, { ...scope, title: "One", description: "x", ...severe, confidence: "high" });
    }
    const organization = project.organization.members["security-lead"].deps;
    await setSla(organization, { days: { ...NO_SLA, critical: 10 }, rowVersion: 0 });
    await promise({ ...NO_SLA, critical: 2 });
    const daysOf = async (deps: ProjectDeps) => {
      const [one] = await rows(deps);
      return one?.due == null || one.since === null ? null : (one.due.getTime() - one.since.getTime()) / DAY;
    };
    expect([await daysOf(lead), await daysOf(beside.as("owner")), await daysOf(other.as("owner"))]).toEqual([
      2,
      10,
      null,
    ]);
    await setSla(organization, { days: { ...NO_SLA, critical: 20 }, rowVersion: 1 });
    expect([await daysOf(lead), await daysOf(beside.as("owner"))]).toEqual([2, 20]);
    expect(await getProjectSla(lead)).toMatchObject({ own: { days: { critical: 2 } }, holds: { critical: 2 } });
    await promise(null, lead, 1);
    expect(await daysOf(lead)).toBe(20);
    expect(await getProjectSla(lead)).toMatchObject({ own: null, holds: { critical: 20 } });
    expect(await getOrganizationSla(other.organization.members.owner.deps)).toEqual({ days: NO_SLA, rowVersion: 0 });
    await expect(setSla(organization, { days: NO_SLA, rowVersion: 1 })).rejects.toMatchObject({
      code: "finding.sla-stale",
    });
  });

  it("follows the severity", async () => {
    await promise();
    await publishTestScan(lead, 1, [hit("a", { severity: "low" })]);
    const { rowVersion } = await getFinding(lead, { ...scope, number: 1 });
    await setSeverity(lead, { ...scope, number: 1, rowVersion, severity: "high", comment: "worse" });
    const raised = await row(1);
    expect(raised?.due?.getTime()).toBe((raised?.since?.getTime() ?? 0) + 30 * DAY);
  });
});

describe("the stored clock", () => {
  it("stands while acknowledged, and resumes with what was left when the date passes", async () => {
    await promise();
    await publishTestScan(lead, 1, [hit("a")]);
    await pass(10);
    await decide(1, acknowledge());
    expect(await row(1)).toMatchObject({ since: null, due: null });
    await pass(40);
    await expireAcknowledgements(test.database);
    const back = await row(1);
    expect(back).toMatchObject({ state: "confirmed" });
    const left = ((back?.due?.getTime() ?? 0) - Date.now()) / DAY;
    expect(left).toBeGreaterThan(79.9);
    expect(left).toBeLessThan(80.1);
  });

  it("starts anew when a scan shows the finding again", async () => {
    await promise();
    await publishTestScan(lead, 1, [hit("a")]);
    await pass(50);
    const second = await addTestRevision(lead, first.sourceId, { depth: 2 });
    await publishTestScan(lead, second.number, []);
    expect(await row(1)).toMatchObject({ state: "resolved", since: null, due: null });
    const third = await addTestRevision(lead, first.sourceId, { depth: 3 });
    await publishTestScan(lead, third.number, [hit("a")]);
    const back = await row(1);
    expect(back).toMatchObject({ state: "regressed", spent: 0 });
    expect(back?.due?.getTime()).toBe((back?.since?.getTime() ?? 0) + 90 * DAY);
  });

  it("stands in the backlog, resumes when the adoption is undone, and starts anew when it is touched", async () => {
    await promise();
    const code = [hit("a", { functionHash: "1" }), hit("b", { functionHash: "1" })];
    await publishTestScan(lead, 1, code);
    await pass(5);
    await adoptBacklog(lead);
    expect(await row(1)).toMatchObject({ since: null, due: null });
    await pass(100);
    await undoBacklog(lead);
    const resumed = await row(1);
    expect(Math.round((resumed?.spent ?? 0) / DAY)).toBe(5);
    expect(Math.round(((resumed?.due?.getTime() ?? 0) - Date.now()) / DAY)).toBe(85);
    await adoptBacklog(lead);
    const second = await addTestRevision(lead, first.sourceId, { depth: 2 });
    await publishTestScan(lead, second.number, [hit("a", { functionHash: "2" }), ...code.slice(1)]);
    expect(await row(1)).toMatchObject({ spent: 0 });
    expect(Math.round((((await row(1))?.due?.getTime() ?? 0) - Date.now()) / DAY)).toBe(90);
    await decide(2, { command: "confirm" });
    expect(await row(2)).toMatchObject({ spent: 0, since: expect.any(Date) });
  });

  it("agrees with the intervals of the history after any walk of people, scans, dates and policies", async () => {
    await promise();
    const keys = ["a", "b", "c", "d", "e"];
    let depth = 1;
    let seed = 20_261_128;
    // A linear congruential generator (Numerical Recipes): one seed, one walk.
    const next = (below: number): number => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return seed % below;
    };
    await publishTestScan(
      lead,
      1,
      keys.map((key, at) => hit(key, { severity: SEVERITIES[2 + (at % 3)] })),
    );
    let policy: { id: string; rowVersion: number } | null = null;
    const acts: ((number: number) => Promise<unknown>)[] = [
      (number) => decide(number, { command: "confirm" }),
      (number) => decide(number, { command: "start-fix" }),
      (number) => decide(number, { command: "dismiss", reason: "wont-fix", comment: "x" }),
      (number) => decide(number, acknowledge()),
      (number) => decide(number, { command: "duplicate", of: (number % 5) + 1 }),
      (number) => decide(number, { command: "split" }),
      (number) => undoDecision(lead, { ...scope, number }),
      async () => {
        await test.owner.query(
          "UPDATE finding SET acknowledged_until = now() WHERE state = 'acknowledged' AND project_id = $1",
          [lead.projectId],
        );
        await expireAcknowledgements(test.database);
      },
      async () => {
        depth += 1;
        const { number } = await addTestRevision(lead, first.sourceId, { depth });
        const seen = keys.filter(() => next(3) > 0);
        await publishTestScan(
          lead,
          number,
          seen.map((key, at) => hit(key, { startLine: 10 + next(2), severity: SEVERITIES[2 + (at % 3)] })),
        );
      },
      async () => {
        if (policy === null) {
          const draft = await savePolicy(lead, {
            ...{
              ...scope,
              ...PolicyScope.parse({ path: "src/[ab].sol", detector: "check-*", severityAtMost: "medium" }),
            },
            ...{ path: "src/?.sol", decision: "dismiss", reason: "by-design", comment: "x", compensatingControl: "" },
            ...{ owner: owner(), expiresAt: new Date(Date.now() + DAY) },
          });
          policy = await submitPolicy(lead, { policy: toUuid(draft.id), rowVersion: draft.rowVersion });
        } else {
          await revokePolicy(lead, { policy: toUuid(policy.id), rowVersion: policy.rowVersion, comment: "x" });
          policy = null;
        }
      },
    ];
    let done = 0;
    for (let step = 0; step < 120; step += 1) {
      const act = acts[next(acts.length)];
      // What the machine refuses is part of the walk.
      done += await (act?.(1 + next(5)) ?? Promise.resolve()).then(() => 1).catch(() => 0);
    }
    expect(done).toBeGreaterThan(40);
    const history = await replayed();
    const now = new Date();
    for (const { number, severity, spent, since, due } of await rows()) {
      const clock = history.get(number);
      if (clock === undefined) throw new Error(`no history of F-${number}`);
      const elapsed = (of: { spentMs: number; since: Date | null }) =>
        of.spentMs + (of.since === null ? 0 : now.getTime() - of.since.getTime());
      expect(since === null, `F-${number}`).toBe(clock.since === null);
      expect(elapsed({ spentMs: spent, since }), `F-${number}`).toBe(elapsed(clock));
      expect(due, `F-${number}`).toEqual(dueAt(clock, severity, DAYS));
    }
  });
});

describe("what is overdue", () => {
  beforeEach(async () => {
    await promise({ ...NO_SLA, medium: 10, low: 30 });
    await publishTestScan(lead, 1, [
      hit("a"),
      hit("b"),
      hit("c", { severity: "low" }),
      hit("d", { severity: "info" }),
      hit("e", { dependency: true, path: "lib/e.sol" }),
    ]);
    await pass(25);
    await decide(2, acknowledge());
  });
  const numbers = async (filters: Partial<FindingFilters>, sort: "due" | "severity" = "due") => {
    const parsed = FindingFilters.parse(filters);
    return (await listFindings(lead, { ...scope, filters: parsed, sort, limit: 50 })).items.map(({ number }) => number);
  };

  it("is listed and counted: what runs past its day, in own code", async () => {
    expect(await numbers({ due: "overdue" })).toEqual([1]);
    expect(await numbers({ due: "overdue", dependency: "shown" }, "severity")).toEqual([1, 5]);
    expect(await numbers({ due: "week" })).toEqual([3]);
    expect(await countDue(lead)).toMatchObject({ overdue: 1, week: 1, overdueBySeverity: { medium: 1, low: 0 } });
    expect(await countDue(project.organization.members.manager.deps)).toMatchObject({ overdue: 1, week: 1 });
    const other = await createTestProject(test.database);
    expect(await countDue(other.organization.members.owner.deps)).toMatchObject({ overdue: 0, week: 0 });
    await test.owner.query("UPDATE finding SET restricted = true WHERE project_id = $1 AND number = 1", [
      lead.projectId,
    ]);
    expect(await countDue(project.as("developer"))).toMatchObject({ overdue: 0 });
  });

  it("stands first when sorted by day, page by page, without what has no day", async () => {
    expect(await numbers({ dependency: "shown" })).toEqual([1, 5, 3]);
    const filters = FindingFilters.parse({ dependency: "shown" });
    const ask = { ...scope, filters, sort: "due", limit: 1 } as const;
    const page = await listFindings(lead, ask);
    const second = await listFindings(lead, { ...ask, cursor: page.nextCursor ?? "" });
    expect([...page.items, ...second.items].map(({ number }) => number)).toEqual([1, 5]);
    const all = await listOrganizationFindings(project.organization.members.owner.deps, {
      ...{ organization: "x", filters, sort: "due", limit: 10 },
    });
    expect(all.items.map(({ number }) => number)).toEqual([1, 5, 3]);
    const neighbours = { number: 5, within: { filters, sort: "due" } } as const;
    expect(await getFinding(lead, { ...scope, ...neighbours })).toMatchObject({ previous: 1, next: 3 });
  });
});
