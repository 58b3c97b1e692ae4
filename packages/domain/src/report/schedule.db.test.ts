import { createTestDatabase, hasTestServer, type TestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recordFinding } from "../finding/server.ts";
import { publishTestScan } from "../finding/testing.ts";
import { listNotifications } from "../notification/server.ts";
import { archiveProject } from "../project/server.ts";
import { createTestProject, type TestProject } from "../project/testing.ts";
import { startTestScan } from "../scan/testing.ts";
import { addTestRevision, createTestRevision } from "../source/testing.ts";
import { createRiskReport } from "./use-cases/create-risk-report.ts";
import { enqueueDueReports, findDueKey } from "./use-cases/enqueue-due-reports.ts";
import { getSchedule } from "./use-cases/get-schedule.ts";
import { listReports } from "./use-cases/list-reports.ts";
import { clearSchedule, setSchedule, stopSchedule } from "./use-cases/set-schedule.ts";
import { setSubscription } from "./use-cases/set-subscription.ts";

const scope = { organization: "x", project: "x" };
const WEEKLY = { cadence: "weekly", weekday: 1, hour: 6 } as const;

describe.skipIf(!hasTestServer())("scheduled reports", () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase(Object.values(JOBS));
  });
  afterAll(() => test?.drop());

  async function createProjectWithFinding(): Promise<TestProject> {
    const project = await createTestProject(test.database);
    const input = {
      ...scope,
      title: "Pool price wins",
      description: "x",
      severity: "high",
      confidence: "high",
    } as const;
    await recordFinding(project.as("security-lead"), input);
    return project;
  }

  const dueKey = (project: TestProject) => project.system.withOrganization((tx) => findDueKey(tx, project.system));
  /** As if the schedule had been set so many days ago. */
  const setAgo = (project: TestProject, days: number) =>
    test.owner.query("UPDATE report_schedule SET set_at = set_at - $2::interval WHERE project_id = $1", [
      project.projectId,
      `${days} days`,
    ]);
  const jobsFor = async (project: TestProject) => {
    const { rows } = await test.owner.query(
      "SELECT data FROM pgboss.job WHERE name = 'report.create-scheduled' AND data->>'subjectId' = $1",
      [project.projectId],
    );
    return rows.map(({ data }) => data);
  };

  it("are owed weekly from the first due hour after they were asked for, once each", async () => {
    const project = await createProjectWithFinding();
    const manager = project.as("manager");
    await setSchedule(manager, { ...scope, when: WEEKLY });
    expect(await dueKey(project)).toBeNull();
    await setAgo(project, 8);
    const key = await dueKey(project);
    expect(key).toMatch(/^week \d{4}-\d\d-\d\dT06$/);
    const due = { key: key ?? "", scheduled: true };
    const [one, other] = await Promise.all([createRiskReport(manager, { due }), createRiskReport(manager, { due })]);
    expect(one.number).toBe(other.number);
    const reports = await listReports(manager);
    expect(reports).toHaveLength(1);
    expect(reports[0]).toMatchObject({ scheduled: true, createdBy: expect.stringContaining("manager") });
    expect(await dueKey(project)).toBeNull();
  });

  it("of which several were missed are made up for by one", async () => {
    const project = await createProjectWithFinding();
    await setSchedule(project.as("manager"), { ...scope, when: WEEKLY });
    await setAgo(project, 60);
    const key = (await dueKey(project)) ?? "";
    await createRiskReport(project.as("manager"), { due: { key, scheduled: true } });
    expect(await dueKey(project)).toBeNull();
  });

  it("are asked for with the rights of the person who set them, in every organization", async () => {
    const [one, other] = [await createProjectWithFinding(), await createProjectWithFinding()];
    for (const project of [one, other]) {
      await setSchedule(project.as("manager"), { ...scope, when: WEEKLY });
      await setAgo(project, 8);
    }
    expect(await enqueueDueReports(test.database)).toBeGreaterThanOrEqual(2);
    for (const project of [one, other]) {
      const [job] = await jobsFor(project);
      const { organizationId, members } = project.organization;
      expect(job).toMatchObject({ organizationId, actorId: members.manager.userId });
    }
  });

  it("are not made of nothing, of an archived project or after they were ended", async () => {
    const empty = await createTestProject(test.database);
    const archived = await createProjectWithFinding();
    const ended = await createProjectWithFinding();
    for (const project of [empty, archived, ended]) {
      await setSchedule(project.as("manager"), { ...scope, when: WEEKLY });
      await setAgo(project, 8);
    }
    await archiveProject(archived.as("security-lead"));
    await clearSchedule(ended.as("manager"));
    await enqueueDueReports(test.database);
    for (const project of [empty, archived, ended]) expect(await jobsFor(project)).toEqual([]);
    expect((await getSchedule(ended.as("manager"))).schedule).toBeNull();
  });

  it("follow each new revision of the default branch once all that was asked for on it has ended", async () => {
    const project = await createProjectWithFinding();
    const deps = project.as("security-lead");
    const first = await createTestRevision(deps, { depth: 1 });
    await publishTestScan(deps, first.number, []);
    await setSchedule(deps, { ...scope, when: { cadence: "on-revision" } });
    expect(await dueKey(project)).toBeNull();
    const second = await addTestRevision(deps, first.sourceId, { depth: 2 });
    expect(await dueKey(project), "nothing was asked for yet").toBeNull();
    await startTestScan(deps, second.number);
    expect(await dueKey(project), "a scan runs").toBeNull();
    await test.owner.query("UPDATE scan SET state = 'succeeded' WHERE revision_id = $1", [second.revisionId]);
    expect(await dueKey(project)).toBe(`revision ${second.number}`);
    await createRiskReport(deps, { due: { key: `revision ${second.number}`, scheduled: true } });
    expect(await dueKey(project)).toBeNull();
    await addTestRevision(deps, first.sourceId, { depth: 3, isDefaultRef: false, resolvedRef: "side" });
    expect(await dueKey(project), "a side branch").toBeNull();
  });

  it("do not wait for ever for a scan that nobody asks for", async () => {
    const project = await createProjectWithFinding();
    const deps = project.as("security-lead");
    await setSchedule(deps, { ...scope, when: { cadence: "on-revision" } });
    await setAgo(project, 1);
    const { number } = await createTestRevision(deps);
    await test.owner.query("UPDATE revision SET ready_at = now() - interval '61 minutes' WHERE project_id = $1", [
      project.projectId,
    ]);
    expect(await dueKey(project)).toBe(`revision ${number}`);
  });

  it("tell those who asked for it and may read reports, the person who set them too", async () => {
    const project = await createProjectWithFinding();
    const { members } = project.organization;
    await setSchedule(project.as("manager"), { ...scope, when: WEEKLY });
    for (const role of ["developer", "auditor"] as const)
      await setSubscription(project.as(role), { ...scope, subscribed: true });
    await setSubscription(project.as("owner"), { ...scope, subscribed: true });
    await setSubscription(project.as("owner"), { ...scope, subscribed: false });
    expect(await getSchedule(project.as("developer"))).toMatchObject({ subscribed: true, subscribers: 3 });
    await createRiskReport(project.as("manager"), { due: { key: "week x", scheduled: true } });
    const titles = async (role: "manager" | "developer" | "auditor" | "owner") => {
      const page = await listNotifications(members[role].deps, { organization: "x", unreadOnly: false, limit: 50 });
      return page.items.map(({ title, href }) => [title, href]);
    };
    const { organization, slug } = project;
    const message = ["Risk report 1 of Project vault is there", `/o/${organization.slug}/p/${slug}/report/1`];
    expect(await titles("manager")).toEqual([message]);
    expect(await titles("developer")).toEqual([message]);
    expect(await titles("auditor")).toEqual([]);
    expect(await titles("owner")).toEqual([]);
    await createRiskReport(project.as("manager"));
    expect(await titles("manager"), "who makes one by hand knows").toEqual([message]);
  });

  it("stop with words when they cannot go on, and those who expect them are told", async () => {
    const project = await createProjectWithFinding();
    const deps = project.as("manager");
    await setSchedule(deps, { ...scope, when: WEEKLY });
    await stopSchedule(project.system, "The person who asked for this may no longer do it here.");
    await setAgo(project, 8);
    expect(await dueKey(project)).toBeNull();
    expect((await getSchedule(deps)).schedule).toMatchObject({
      setBy: expect.stringContaining("manager"),
      stoppedBecause: "The person who asked for this may no longer do it here.",
      nextAt: null,
    });
    const { members } = project.organization;
    const page = await listNotifications(members.manager.deps, { organization: "x", unreadOnly: false, limit: 50 });
    expect(page.items.map(({ title }) => title)).toEqual(["Scheduled reports of Project vault have stopped"]);
    await setSchedule(deps, { ...scope, when: WEEKLY });
    expect((await getSchedule(deps)).schedule).toMatchObject({ stoppedAt: null, nextAt: expect.any(Date) });
  });

  it("of one project do not show in another", async () => {
    const project = await createProjectWithFinding();
    const sibling = await createTestProject(test.database, { organization: project.organization, slug: "other" });
    const stranger = await createTestProject(test.database);
    await setSchedule(project.as("manager"), { ...scope, when: WEEKLY });
    for (const other of [sibling, stranger]) {
      expect(await getSchedule(other.as("manager"))).toEqual({ schedule: null, subscribed: false, subscribers: 0 });
      await clearSchedule(other.as("manager"));
    }
    expect((await getSchedule(project.as("manager"))).schedule).toMatchObject({ stoppedAt: null });
  });
});
