import { createHash } from "node:crypto";
import { createTestDatabase, type TestDatabase } from "@redoubt/db/testing";
import { createBus } from "@redoubt/db";
import { JOBS } from "@redoubt/domain/jobs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTestProject, type TestProject } from "../project/testing.ts";
import { cancelScan, getScanRequest, startScan, waitForRequest } from "../scan/server.ts";
import { toUuid } from "../shared/index.ts";
import type { ProjectDeps } from "../shared/server.ts";
import { addTestRevision, createTestRevision } from "../source/testing.ts";
import { FindingFilters } from "./filters.ts";
import type { Outcome } from "./import-preview.ts";
import type { NormalizedFinding } from "./normalized.ts";
import { expectCountersToEqualRecount, testResult, testRun } from "./testing.ts";
import { confirmImport } from "./use-cases/confirm-import.ts";
import { discardImport, findDiscardedUpload, forgetUpload } from "./use-cases/discard-import.ts";
import { expirePreviews } from "./use-cases/expire-previews.ts";
import { getImportPreview } from "./use-cases/get-import-preview.ts";
import type { ImportedRun } from "./use-cases/import-runs.ts";
import { listFindings } from "./use-cases/list-findings.ts";
import { listPreviewRows } from "./use-cases/list-preview-rows.ts";
import { previewImport } from "./use-cases/preview-import.ts";
import { publishImport } from "./use-cases/publish-import.ts";
import { requestImport, retryImport } from "./use-cases/request-import.ts";

const scope = { organization: "x", project: "x" };
let test: TestDatabase;
let project: TestProject;
let deps: ProjectDeps;

beforeAll(async () => {
  test = await createTestDatabase(Object.values(JOBS));
});
beforeEach(async () => {
  project = await createTestProject(test.database);
  deps = project.as("developer");
});
afterEach(() => expectCountersToEqualRecount(test.owner));
afterAll(() => test.drop());

let uploads = 0;
const upload = (over: { content?: string; preview?: boolean; revision?: number } = {}) => {
  const { content = `content ${++uploads}`, ...rest } = over;
  return { name: "slither.sarif", uploadKey: `o/${++uploads}`, sha256: content, size: 10, ...rest };
};

const imported = (results: NormalizedFinding[] | null, over: Partial<ImportedRun> = {}): ImportedRun => ({
  ...testRun(results, { scannedFiles: null, revisionFiles: null, sandboxed: null, detectors: ["check-send-result"] }),
  scanner: "slither",
  category: "import",
  ...over,
});

async function scanOf(number: number): Promise<string> {
  const { scans } = await getScanRequest(deps, { ...scope, number, logTail: 0 });
  return toUuid(scans[0]?.id ?? "");
}

async function stateOf(number: number): Promise<string> {
  return (await getScanRequest(deps, { ...scope, number, logTail: 0 })).state;
}

/** What the worker does with a report that was read. */
async function work(number: number, runs: ImportedRun[]): Promise<void> {
  const task = await startScan(deps, await scanOf(number));
  if (task === null) throw new Error("the import was not waiting");
  await (task.previewFirst ? previewImport : publishImport)(deps, { scanId: task.scanId, fence: task.attempt, runs });
}

async function publish(results: NormalizedFinding[], revision?: number): Promise<number> {
  const { number } = await requestImport(deps, upload(revision === undefined ? {} : { revision }));
  await work(number, [imported(results)]);
  return number;
}

async function preview(runs: ImportedRun[], revision?: number): Promise<number> {
  const about = revision === undefined ? {} : { revision };
  const { number } = await requestImport(deps, upload({ preview: true, ...about }));
  await work(number, runs);
  return number;
}

async function rows(number: number, kind: Outcome, reader = deps) {
  return (await listPreviewRows(reader, { ...scope, number, kind, cursor: 0, limit: 200 })).items;
}

async function counts(number: number, reader = deps): Promise<Record<string, number>> {
  const found = await getImportPreview(reader, { ...scope, number });
  const all = found?.kinds ?? [];
  return Object.fromEntries(all.filter(({ count }) => count > 0).map(({ kind, count }) => [kind, count]));
}

/** A hash of everything that publications write. */
async function written(): Promise<string> {
  const hash = createHash("sha256");
  for (const table of [
    "finding",
    "occurrence",
    "fingerprint",
    "finding_event",
    "finding_counter",
    "project_sequence",
  ]) {
    const only = table === "project_sequence" ? "AND kind = 'finding'" : "";
    const text = `SELECT t::text AS text FROM ${table} t WHERE organization_id = $1 ${only} ORDER BY 1`;
    hash.update(JSON.stringify((await test.owner.query(text, [deps.organizationId])).rows));
  }
  return hash.digest("hex");
}

async function states(): Promise<string[]> {
  const page = await listFindings(deps, { ...scope, filters: FindingFilters.parse({}), sort: "number", limit: 200 });
  return page.items.toReversed().map(({ number, state, startLine }) => `F-${number} ${state} ${startLine}`);
}

/** `a` at line 10, `b` at 110 …, `k0` at 5,010, far enough from one another that only the key recognises them. */
const lineOf = (key: string) => 10 + 100 * (key.length === 1 ? key.charCodeAt(0) - 97 : 50 + Number(key.slice(1)));
const hit = (key: string, line = lineOf(key)) =>
  testResult({ key, startLine: line, endLine: line, title: `Weakness ${key}` });
const hits = (...keys: string[]) => keys.map((key) => hit(key));

describe("the preview of an import", () => {
  it("says of each result what becomes of it and why, and writes nothing", async () => {
    await publish(hits("a", "b", "c", "d"));
    await publish(hits("a", "b", "c"));
    const before = await written();
    // d is back, a stayed, b moved, c is gone, e is new.
    const number = await preview([imported([...hits("a"), hit("b", 99), ...hits("d", "e")])]);
    expect(await written()).toBe(before);
    expect(await stateOf(number)).toBe("previewed");
    expect(await counts(number)).toEqual({ new: 1, reopened: 1, moved: 1, closes: 1, unchanged: 1 });
    expect(await rows(number, "new")).toMatchObject([{ number: null, title: "Weakness e", line: 410 }]);
    expect(await rows(number, "reopened")).toMatchObject([{ number: 4, state: "resolved", title: "Weakness d" }]);
    const [moved] = await rows(number, "moved");
    expect(moved).toMatchObject({ number: 2, line: 99 });
    expect(moved?.why).toBe("Line 110 is now 99: the same statement in the same function.");
    const [closes] = await rows(number, "closes");
    expect(closes).toMatchObject({ number: 3, title: "Weakness c" });
    expect(closes?.why).toBe("The check was on and the run was complete.");
    expect(await rows(number, "unchanged")).toMatchObject([{ number: 1, title: "Weakness a" }]);
  });

  it("equals what is published after it, and is decided anew when others publish between", async () => {
    await publish(hits("a", "b"));
    const report = [imported(hits("b", "c"))];
    const first = await preview(report);
    expect(await counts(first)).toEqual({ new: 1, unchanged: 1, closes: 1 });
    await confirmImport(deps, { ...scope, number: first });
    expect(await stateOf(first)).toBe("queued");
    await work(first, report);
    const published = await getScanRequest(deps, { ...scope, number: first, logTail: 0 });
    expect(published).toMatchObject({ state: "succeeded", stats: { in: 1, moved: 0, closed: 1, unchanged: 1 } });
    expect(await states()).toEqual(["F-1 resolved 10", "F-2 new 110", "F-3 new 210"]);

    const second = await preview([imported(hits("b", "c", "d"))]);
    expect(await counts(second)).toEqual({ new: 1, unchanged: 2 });
    await publish(hits("b", "c", "d"));
    await confirmImport(deps, { ...scope, number: second });
    await work(second, [imported(hits("b", "c", "d"))]);
    const late = await getScanRequest(deps, { ...scope, number: second, logTail: 0 });
    expect(late.stats).toMatchObject({ in: 0, unchanged: 3 });
    expect((await states()).length).toBe(4);
    const told = await getImportPreview(deps, { ...scope, number: second });
    expect(told).toMatchObject({ decision: "confirmed", decidedBy: expect.any(String) });
    expect(told?.kinds.find(({ kind }) => kind === "new")).toMatchObject({ count: 1, listed: 0 });
  });

  it("shows the closings that would wait for a person as held", async () => {
    const many = hits(...Array.from({ length: 12 }, (_each, at) => `k${at}`));
    await publish(many);
    const number = await preview([imported(many.slice(0, 1))]);
    expect(await counts(number)).toEqual({ held: 11, unchanged: 1 });
    expect((await rows(number, "held")).map((row) => row.number)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  it("lets each run of a report stand on those before it", async () => {
    const number = await preview([
      imported(hits("a")),
      imported(hits("b"), { scanner: "mythril" }),
      imported(hits("a"), { category: "again" }),
    ]);
    expect(await counts(number)).toEqual({ new: 2, unchanged: 1 });
    expect(await rows(number, "unchanged")).toMatchObject([{ number: null, title: "Weakness a", scanner: "slither" }]);
    expect(await states()).toEqual([]);
  });

  it("names no restricted finding to those who may not see it, and says how many there are", async () => {
    await publish(hits("a", "b"));
    await test.owner.query("UPDATE finding SET restricted = true WHERE number = 2 AND organization_id = $1", [
      deps.organizationId,
    ]);
    const number = await preview([imported(hits("a"))]);
    expect(await rows(number, "closes")).toEqual([]);
    const told = await getImportPreview(deps, { ...scope, number });
    expect(told?.kinds.find(({ kind }) => kind === "closes")).toMatchObject({ count: 1, listed: 1, restricted: 1 });
    const lead = project.as("security-lead");
    expect(await rows(number, "closes", lead)).toMatchObject([{ number: 2, title: "Weakness b" }]);
  });

  it("on an older revision says that no state would move", async () => {
    const old = await createTestRevision(deps, { depth: 1 });
    const newest = await addTestRevision(deps, old.sourceId, { depth: 2 });
    await publish(hits("a"), newest.number);
    const number = await preview([imported(hits("a", "b"))], old.number);
    const told = await getImportPreview(deps, { ...scope, number });
    expect(told?.runs).toMatchObject([{ movesState: false, scanner: "slither" }]);
  });
});

describe("a previewed upload", () => {
  it("is thrown away with its file, and cannot be decided on twice", async () => {
    const { number } = await requestImport(deps, { ...upload({ preview: true }), uploadKey: "o/thrown" });
    await work(number, [imported(hits("a"))]);
    await discardImport(deps, { ...scope, number });
    expect(await stateOf(number)).toBe("cancelled");
    const scanId = await scanOf(number);
    expect(await findDiscardedUpload(deps, scanId)).toBe("o/thrown");
    await forgetUpload(deps, scanId);
    expect(await findDiscardedUpload(deps, scanId)).toBeNull();
    await expect(discardImport(deps, { ...scope, number })).rejects.toMatchObject({ code: "scan.not-previewed" });
    await expect(confirmImport(deps, { ...scope, number })).rejects.toMatchObject({ code: "scan.not-previewed" });
    await expect(confirmImport(deps, { ...scope, number: 999 })).rejects.toMatchObject({ code: "scan.not-found" });
    await expect(retryImport(deps, { ...scope, number })).rejects.toMatchObject({ code: "scan.not-retryable" });
    expect(await states()).toEqual([]);
    const { rows: jobs } = await test.owner.query(
      "SELECT count(*)::int AS n FROM pgboss.job WHERE name = 'finding.remove-upload' AND data->>'subjectId' = $1",
      [scanId],
    );
    expect(jobs[0].n).toBe(1);
  });

  it("is not read again by a second delivery of its job, and is cancelled like other work", async () => {
    const number = await preview([imported(hits("a"))]);
    expect(await startScan(deps, await scanOf(number))).toBeNull();
    await cancelScan(deps, { ...scope, number });
    expect(await stateOf(number)).toBe("cancelled");
    await retryImport(deps, { ...scope, number });
    await work(number, [imported(hits("a"))]);
    expect(await stateOf(number)).toBe("previewed");
  });

  it("is thrown away after its days", async () => {
    const number = await preview([imported(hits("a"))]);
    const fresh = await preview([imported(hits("b"))]);
    expect(await expirePreviews(test.database)).toBe(0);
    await test.owner.query("UPDATE import_preview SET expires_at = now() WHERE scan_id = $1", [await scanOf(number)]);
    expect(await expirePreviews(test.database)).toBe(1);
    expect([await stateOf(number), await stateOf(fresh)]).toEqual(["cancelled", "previewed"]);
    expect(await getImportPreview(deps, { ...scope, number })).toMatchObject({ decision: "expired", decidedBy: null });
  });

  it("is invisible to another organization", async () => {
    const number = await preview([imported(hits("a"))]);
    const other = (await createTestProject(test.database)).as("owner");
    await expect(getImportPreview(other, { ...scope, number })).rejects.toMatchObject({ code: "scan.not-found" });
    await expect(confirmImport(other, { ...scope, number })).rejects.toMatchObject({ code: "scan.not-found" });
    await expect(discardImport(other, { ...scope, number })).rejects.toMatchObject({ code: "scan.not-found" });
  });
});

describe("the same report of the same subject", () => {
  it("is imported once, while it is read, waits, or was published last", async () => {
    const first = await requestImport(deps, upload({ content: "same", preview: true }));
    expect(first.repeated).toBe(false);
    const again = () => requestImport(deps, upload({ content: "same", preview: true }));
    expect(await again()).toEqual({ ...first, repeated: true });
    await work(first.number, [imported(hits("a"))]);
    expect(await again()).toEqual({ ...first, repeated: true });
    expect(await stateOf(first.number)).toBe("previewed");
    // Without a preview it is published at once, as asked.
    expect(await requestImport(deps, upload({ content: "same" }))).toEqual({ ...first, repeated: true });
    expect(await stateOf(first.number)).toBe("queued");
    await work(first.number, [imported(hits("a"))]);
    expect(await again()).toEqual({ ...first, repeated: true });
  });

  it("is news again for another revision, category or content, after a failure, and after another of its lineage", async () => {
    const revision = await createTestRevision(deps);
    const ask = (over: object) => requestImport(deps, { ...upload({ content: "report" }), ...over });
    const plain = await ask({});
    const numbers = [plain, await ask({ revision: revision.number }), await ask({ category: "nightly" })].map(
      ({ number }) => number,
    );
    expect(new Set(numbers).size).toBe(3);
    await cancelScan(deps, { ...scope, number: plain.number });
    const next = await ask({});
    expect(next).toMatchObject({ repeated: false });
    await work(next.number, [imported(hits("a"))]);
    expect((await ask({})).repeated).toBe(true);
    await publish(hits("b"));
    expect((await ask({})).repeated).toBe(false);
  });

  it("is one import when two arrive at once", async () => {
    const both = await Promise.all([0, 1].map(() => requestImport(deps, upload({ content: "at once" }))));
    expect(new Set(both.map(({ number }) => number)).size).toBe(1);
    expect(both.map(({ repeated }) => repeated).toSorted()).toEqual([false, true]);
  });
});

describe("waiting for an import", () => {
  it("ends when it has ended or waits for a person, and gives it as it is when the time is over", async () => {
    const bus = createBus(test.url);
    try {
      const { number } = await requestImport(deps, upload({ preview: true }));
      const input = { ...scope, number, logTail: 0 };
      expect(await waitForRequest(deps, bus, input, { milliseconds: 20 })).toMatchObject({ state: "queued" });
      const waiting = waitForRequest(deps, bus, input, { milliseconds: 30_000 });
      await work(number, [imported(hits("a"))]);
      expect(await waiting).toMatchObject({ state: "previewed" });
      await confirmImport(deps, { ...scope, number });
      const published = waitForRequest(deps, bus, input, { milliseconds: 30_000 });
      await work(number, [imported(hits("a"))]);
      expect(await published).toMatchObject({ state: "succeeded", stats: { in: 1 } });
      const gone = AbortSignal.abort();
      const { number: late } = await requestImport(deps, upload());
      const left = waitForRequest(
        deps,
        bus,
        { ...scope, number: late, logTail: 0 },
        { milliseconds: 60_000, signal: gone },
      );
      expect(await left).toMatchObject({ state: "queued" });
    } finally {
      await bus.close();
    }
  });
});
