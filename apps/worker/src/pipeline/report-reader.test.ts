import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { ReportReader } from "./report-reader.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "redoubt-report-reader-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const content = (text: string) => async () => Readable.from([text]);
const TABLE = JSON.stringify({ version: "2.1.0", runs: [{ tool: { driver: { name: "T" } }, results: [] }] });

/** Processes that may read a folder below this one, by their command line. */
function readers(place: string): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(`--allow-fs-read=${place}`);
      } catch {
        return false;
      }
    });
}

describe("processes that wait for a report", () => {
  it("are there before it, read one each, and see no folder but their own", async () => {
    const place = path.join(folder, "ahead");
    const reader = new ReportReader({ parent: place, ready: 1, quietMs: 0 });
    await vi.waitFor(() => expect(readers(place)).toHaveLength(1));
    const [first] = readers(place);
    expect(await reader.read(content(TABLE), { dependencyPaths: [] })).toMatchObject({
      format: "sarif",
      refused: null,
    });
    await vi.waitFor(() => expect(readers(place)).toHaveLength(1));
    expect(readers(place)).not.toContain(first);
    expect(readdirSync(place)).toHaveLength(1);
    expect(await reader.read(content("<!DOCTYPE a><a/>"), { dependencyPaths: [] })).toMatchObject({
      refused: expect.stringContaining("DTD"),
    });
    reader.close();
    await vi.waitFor(() => expect(readers(place)).toEqual([]));
  });

  it("are replaced when they have died before their report came", async () => {
    const place = path.join(folder, "died");
    const reader = new ReportReader({ parent: place, ready: 1, quietMs: 0 });
    await vi.waitFor(() => expect(readers(place)).toHaveLength(1));
    const [pid] = readers(place);
    process.kill(pid ?? 0, "SIGKILL");
    await vi.waitFor(() => expect(readers(place)).toEqual([]));
    expect(await reader.read(content(TABLE), { dependencyPaths: [] })).toMatchObject({ refused: null });
    reader.close();
    await vi.waitFor(() => expect(readers(place)).toEqual([]));
  });

  it("need not wait: then each is started with its report, and nothing is left of it", async () => {
    const place = path.join(folder, "none");
    const reader = new ReportReader({ parent: place, ready: 0 });
    expect(await reader.read(content(TABLE), { dependencyPaths: [] })).toMatchObject({ refused: null });
    const lost = reader.read(() => Promise.reject(new Error("no such upload")), { dependencyPaths: [] });
    await expect(lost).rejects.toThrow("no such upload");
    await vi.waitFor(() => expect([readers(place), readdirSync(place)]).toEqual([[], []]));
  });
});
