import { changeMemberRole, removeMember } from "@redoubt/domain/organization/server";
import { recordFinding } from "@redoubt/domain/finding/server";
import { JOBS, type JobName } from "@redoubt/domain/jobs";
import {
  createRiskReport,
  enqueueDueReports,
  getReport,
  getReportDocument,
  getSchedule,
  listReports,
  setSchedule,
} from "@redoubt/domain/report/server";
import { toUuid } from "@redoubt/domain/shared";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dispatch, giveUp } from "../dispatch.ts";
import { createHandlerBench, type HandlerBench, lineTool, testTools } from "../testing/handler-bench.ts";
import { HANDLERS } from "./index.ts";
import { readSource } from "./report.ts";

const scope = { organization: "x", project: "x" };
const WEEKLY = { cadence: "weekly", weekday: 1, hour: 6 } as const;
const CODE = Array.from({ length: 40 }, (_, index) => `    line${index + 1};`).join("\n");
let bench: HandlerBench;

beforeEach(async () => {
  bench = await createHandlerBench();
});
afterEach(() => bench.close());

/** Delivers every job of a kind that waits, as the queue would, and takes it off. */
async function deliver(name: JobName): Promise<number> {
  const { rows } = await bench.test.owner.query(
    "DELETE FROM pgboss.job WHERE name = $1 AND state = 'created' RETURNING id, data",
    [name],
  );
  const dispatcher = {
    database: bench.test.database,
    tools: testTools(bench.directory, bench.storage, lineTool()),
    log: pino({ level: "silent" }),
    stopping: new AbortController().signal,
  };
  for (const { id, data } of rows) {
    const delivery = { jobId: id, sourceQueue: name, payload: data, signal: new AbortController().signal };
    await dispatch(dispatcher, JOBS[name], HANDLERS[name], delivery as Parameters<typeof dispatch>[3]);
  }
  return rows.length;
}

async function setUp(): Promise<void> {
  const revision = await bench.commit({ "src/Vault.sol": CODE });
  const lead = bench.project.as("security-lead");
  const place = { revision, path: "src/Vault.sol", startLine: 20, endLine: 21 };
  const words = { title: "Pool `price` wins", description: "x", severity: "critical", confidence: "high" } as const;
  await recordFinding(lead, { ...scope, ...words, ...place });
}

const scheduleDue = async (): Promise<void> => {
  await setSchedule(bench.project.as("manager"), { ...scope, when: WEEKLY });
  await bench.test.owner.query("UPDATE report_schedule SET set_at = set_at - interval '8 days'");
};

describe("reports by schedule", () => {
  it("are made once when they are due, by the person who set it, with the code of the findings", async () => {
    await setUp();
    await scheduleDue();
    for (let minute = 0; minute < 3; minute += 1) {
      await enqueueDueReports(bench.test.database);
      await deliver("report.create-scheduled");
    }
    const reports = await listReports(bench.deps);
    expect(reports.map(({ number, scheduled, createdBy }) => [number, scheduled, createdBy])).toEqual([
      [1, true, expect.stringContaining("manager")],
    ]);
    const { snapshot } = await getReport(bench.deps, { ...scope, report: 1 });
    expect(snapshot).toMatchObject({ scheduled: true, sheets: [{ code: { from: 20, to: 21 } }] });
  });

  it("stop when the person may no longer make reports, with words, and are not tried again", async () => {
    await setUp();
    await scheduleDue();
    await enqueueDueReports(bench.test.database);
    const { organization } = bench.project;
    const { memberId } = organization.members.manager;
    const change = { organization: "x", memberId, role: "developer", rowVersion: 1 } as const;
    await changeMemberRole(organization.members.owner.deps, change);
    expect(await deliver("report.create-scheduled")).toBe(1);
    expect(await listReports(bench.deps)).toEqual([]);
    expect((await getSchedule(bench.deps)).schedule).toMatchObject({
      stoppedBecause: "The person who asked for this may no longer do it here.",
    });
    await enqueueDueReports(bench.test.database);
    expect(await deliver("report.create-scheduled")).toBe(0);
    const denied = await bench.test.owner.query(
      "SELECT count(*)::int AS n FROM audit_event WHERE action = 'report.create-scheduled' AND outcome = 'denied'",
    );
    expect(denied.rows[0].n).toBe(1);
  });

  it("stop when the person is gone", async () => {
    await setUp();
    await scheduleDue();
    await enqueueDueReports(bench.test.database);
    const { members } = bench.project.organization;
    await removeMember(members.owner.deps, { organization: "x", memberId: members.manager.memberId });
    await deliver("report.create-scheduled");
    expect(await listReports(bench.deps)).toEqual([]);
    expect((await getSchedule(bench.deps)).schedule?.stoppedAt).toBeInstanceOf(Date);
  });

  it("end with the queue's words when they cannot be made", async () => {
    await setUp();
    await scheduleDue();
    const { organizationId, members } = bench.project.organization;
    const payload = { organizationId, actorId: members.manager.userId, subjectId: bench.project.projectId, fence: 0 };
    const name = "report.create-scheduled";
    await giveUp({ database: bench.test.database, log: pino({ level: "silent" }) }, HANDLERS[name], {
      jobId: "1",
      sourceQueue: name,
      payload,
      signal: new AbortController().signal,
    } as Parameters<typeof giveUp>[2]);
    expect((await getSchedule(bench.deps)).schedule?.stoppedBecause).toMatch(/tried several times/);
  });
});

describe("documents of a report", () => {
  it("are made from its frozen data and kept", async () => {
    await setUp();
    const report = await createRiskReport(bench.project.as("manager"), {
      read: readSource({ storage: bench.storage }),
    });
    expect(await deliver("report.render-documents")).toBe(1);
    const pdf = await getReportDocument(bench.deps, report.number, "pdf");
    const markdown = await getReportDocument(bench.deps, report.number, "md");
    if (pdf.format === "json" || markdown.format === "json") throw new Error("not a stored document");
    expect((await bench.storage.read(pdf.storageKey)).subarray(0, 8).toString("latin1")).toBe("%PDF-1.7");
    const text = (await bench.storage.read(markdown.storageKey)).toString("utf8");
    expect(text).toContain("F-1 Pool `price` wins");
    expect(text).toContain("> 20      line20;");
    expect((await listReports(bench.deps))[0]).toMatchObject({ renderState: "ready", id: report.id });
    expect(toUuid(report.id)).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("leave out a file that is no text, and one that is not there", async () => {
    await bench.commit({ "src/Vault.sol": CODE, "data.bin": "a\0b" });
    const { rows } = await bench.test.owner.query("SELECT tree_key FROM revision");
    const read = readSource({ storage: bench.storage });
    expect(await read(rows[0].tree_key, "src/Vault.sol")).toBe(CODE);
    expect(await read(rows[0].tree_key, "data.bin")).toBeNull();
    expect(await read(rows[0].tree_key, "gone.sol")).toBeNull();
    expect(await read("tree-that-is-not-there", "src/Vault.sol")).toBeNull();
  });
});
