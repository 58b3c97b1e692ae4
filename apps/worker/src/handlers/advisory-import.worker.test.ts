import { gzipSync } from "node:zlib";
import type { AdvisoryImportKind } from "@redoubt/domain/advisory";
import {
  cancelAdvisoryImport,
  getAdvisoryImport,
  getAdvisoryStatus,
  requestAdvisoryImport,
} from "@redoubt/domain/advisory/server";
import { toUuid } from "@redoubt/domain/shared";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { zip } from "../pipeline/testing.ts";
import { createHandlerBench, type HandlerBench, testTools } from "../testing/handler-bench.ts";
import { lineTool } from "../testing/handler-bench.ts";
import { importDump } from "./advisory/import-dump.ts";

let bench: HandlerBench;

beforeAll(async () => {
  bench = await createHandlerBench();
});
afterAll(() => bench.close());

const osv = (id: string, over: object = {}) => ({
  ...{ id, modified: "2026-11-27T00:00:00Z", summary: `about ${id}` },
  affected: [
    {
      package: { ecosystem: "npm", name: "a" },
      ranges: [{ type: "SEMVER", events: [{ introduced: "0" }, { fixed: "2.0.0" }] }],
    },
  ],
  ...over,
});
const file = (value: object) => ({ name: `${Math.random()}.json`, data: Buffer.from(JSON.stringify(value)) });

async function bring(
  content: Buffer | string,
  over: { kind?: AdvisoryImportKind; signal?: AbortSignal; cancel?: boolean } = {},
) {
  const deps = bench.project.as("security-lead");
  const stored = await bench.storage.put(deps.organizationId, content, { maxBytes: 100_000_000 });
  const { kind, signal = new AbortController().signal } = over;
  const upload = { name: "dump", uploadKey: stored.key, sha256: stored.sha256, size: stored.size };
  const asked = await requestAdvisoryImport(deps, { ...upload, ...(kind === undefined ? {} : { kind }) });
  const importId = toUuid(asked.id);
  if (over.cancel === true) await cancelAdvisoryImport(deps, { importId });
  const tools = testTools(bench.directory, bench.storage, lineTool());
  await importDump.runWhole({ ...{ deps, subjectId: importId, tools, signal }, log: pino({ level: "silent" }) });
  return { ...(await getAdvisoryImport(deps, { importId })), isKept: await bench.storage.has(stored.key) };
}

const countOf = async (sql: string) => Number((await bench.test.owner.query(sql)).rows[0].count);

describe("importing a dump of advisories", () => {
  it("reads a zip of OSV, again without a change, and newer records in place of older ones", async () => {
    const other = osv("GHSA-2", { affected: [{ package: { ecosystem: "Debian:12", name: "x" }, versions: ["1"] }] });
    const dump = zip([file(osv("GHSA-1")), file(osv("CVE-1", { withdrawn: "2026-11-01T00:00:00Z" })), file(other)]);
    const first = await bring(dump);
    expect(first).toMatchObject({
      ...{ kind: "osv", state: "succeeded", isKept: false, dataAsOf: new Date("2026-11-27T00:00:00Z") },
      counts: { read: 3, added: 2, changed: 0, unchanged: 0, withdrawn: 1, elsewhere: 1, leftOut: 0 },
      notices: [expect.stringMatching(/^1 advisories are about ecosystems/)],
    });
    expect(await bring(dump)).toMatchObject({ counts: { added: 0, changed: 0, unchanged: 2 } });
    const newer = osv("GHSA-1", { modified: "2026-11-28T00:00:00Z", summary: "new words" });
    expect(await bring(JSON.stringify(newer))).toMatchObject({ counts: { read: 1, changed: 1 } });
    // An older dump that comes later takes nothing back.
    expect(await bring(dump)).toMatchObject({ counts: { changed: 0, unchanged: 2 } });
    const { rows } = await bench.test.owner.query("SELECT summary FROM advisory WHERE id = 'GHSA-1'");
    expect(rows).toEqual([{ summary: "new words" }]);
    expect(await countOf("SELECT count(*) FROM advisory_package")).toBe(2);
    const status = await getAdvisoryStatus(bench.project.as("manager"));
    expect(status.coverage).toMatchObject([{ subject: "npm", advisories: 2, withdrawn: 1 }]);
    expect(status.imports[0]).toMatchObject({ state: "succeeded", kind: "osv" });
    const jobs = "SELECT count(*) FROM pgboss.job WHERE name = 'advisory.rematch'";
    expect(await countOf(jobs)).toBe(2);
  });

  it("reads lines, lists, answers and gzip", async () => {
    const lines = [osv("L-1"), osv("L-2")].map((each) => JSON.stringify(each)).join("\n");
    expect(await bring(lines)).toMatchObject({ counts: { read: 2, added: 2 } });
    expect(await bring(JSON.stringify([osv("L-3")], null, 2))).toMatchObject({ counts: { added: 1 } });
    expect(await bring(JSON.stringify({ vulns: [osv("L-4")] }))).toMatchObject({ counts: { added: 1 } });
    expect(await bring(gzipSync(JSON.stringify(osv("L-5"))))).toMatchObject({ counts: { added: 1 } });
  });

  it("reads EPSS and CISA's catalogue, newer ones in place of older ones", async () => {
    const scores = (day: string, ...rows: string[]) =>
      gzipSync(`#model_version:v2025.03.14,score_date:${day}T00:00:00Z\ncve,epss,percentile\n${rows.join("\n")}\n`);
    expect(
      await bring(scores("2026-11-26", "CVE-2021-1111,0.1,0.5", "CVE-2021-2222,0.2,0.6", "nonsense")),
    ).toMatchObject({
      ...{ kind: "epss", state: "succeeded", dataAsOf: new Date("2026-11-26") },
      counts: { read: 2, added: 2, leftOut: 1 },
    });
    expect(await bring(scores("2026-11-27", "CVE-2021-1111,0.3,0.5"))).toMatchObject({
      counts: { changed: 1, unchanged: 0 },
    });
    expect(await countOf("SELECT count(*) FROM advisory_score")).toBe(1);
    expect(await bring(scores("2026-11-26", "CVE-2021-1111,0.1,0.5"))).toMatchObject({
      ...{ state: "failed", failure: expect.stringMatching(/newer than this file/) },
    });
    const catalogue = {
      ...{ catalogVersion: "1", dateReleased: "2026-11-27T00:00:00Z" },
      vulnerabilities: [{ cveID: "CVE-2021-1111", vulnerabilityName: "x", dateAdded: "2021-12-10" }],
    };
    expect(await bring(JSON.stringify(catalogue), { kind: "kev" })).toMatchObject({
      kind: "kev",
      counts: { read: 1, added: 1 },
    });
  });

  it("refuses what is no dump, or another one than was said, and removes it", async () => {
    const refused = async (content: Buffer | string, words: RegExp, kind?: AdvisoryImportKind) => {
      const answer = await bring(content, kind === undefined ? {} : { kind });
      expect(answer).toMatchObject({ state: "failed", failure: expect.stringMatching(words), isKept: false });
    };
    await refused("", /truncated|ends in the middle|no advisories/);
    await refused("hello", /not JSON/);
    await refused("{}", /holds no advisories/);
    await refused(JSON.stringify(osv("R-1")), /not scores of EPSS/, "epss");
    await refused(Buffer.from("PK\u0003\u0004 broken"), /zip is damaged/);
    await refused(gzipSync(JSON.stringify(osv("R-2"))).subarray(0, 40), /damaged/);
    await refused("[".repeat(100_000), /nested deeper/);
    await refused(`{"id": "${"a".repeat(6_000_000)}"`, /longer than/);
  });

  it("leaves out what is too large in a zip, and keeps the rest", async () => {
    const bomb = { name: "bomb.json", data: Buffer.alloc(40 * 1024 * 1024, " ") };
    const events = Array.from({ length: 400_000 }, () => ({ introduced: "0" }));
    const huge = osv("BIG", {
      affected: [{ package: { ecosystem: "npm", name: "a" }, ranges: [{ type: "SEMVER", events }] }],
    });
    const answer = await bring(
      zip([
        bomb,
        file(huge),
        { name: "x.json", data: Buffer.from("{") },
        { name: "../evil.json", data: Buffer.from("{}") },
        file(osv("FINE")),
      ]),
    );
    // A name that leads out of the archive is no reason to read on.
    expect(answer).toMatchObject({
      state: "failed",
      failure: expect.stringMatching(/zip is damaged.*invalid relative path/),
    });
    const kept = await bring(zip([bomb, file(huge), { name: "x.json", data: Buffer.from("{") }, file(osv("FINE"))]));
    expect(kept).toMatchObject({ state: "succeeded", counts: { added: 1, leftOut: 3 } });
    expect(kept.notices).toEqual([
      expect.stringMatching(/bomb\.json is larger/),
      expect.stringMatching(/BIG: a range has more than 2000 events/),
      expect.stringMatching(/x\.json is no JSON/),
    ]);
  });

  it("ends when a person cancels, and is given back when the worker ends", async () => {
    expect(await bring(JSON.stringify(osv("C-1")), { cancel: true })).toMatchObject({
      state: "cancelled",
      isKept: false,
    });
    const signal = AbortSignal.abort(new Error("shutdown"));
    expect(await bring(JSON.stringify(osv("C-2")), { signal })).toMatchObject({ state: "queued", isKept: true });
    expect(await countOf("SELECT count(*) FROM advisory WHERE id LIKE 'C-%'")).toBe(0);
  });
});
