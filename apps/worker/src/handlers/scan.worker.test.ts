import { readdir } from "node:fs/promises";
import path from "node:path";
import { FindingFilters } from "@redoubt/domain/finding";
import { getFinding, listFindings } from "@redoubt/domain/finding/server";
import { cancelScan, getScanRequest, requestScan, startScan } from "@redoubt/domain/scan/server";
import type { ScannerId } from "@redoubt/domain/scan";
import { toUuid } from "@redoubt/domain/shared";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { workingSandbox } from "../pipeline/testing.ts";
import { executeScan } from "./scan.ts";
import { createHandlerBench, endlessTool, type HandlerBench, lineTool } from "../testing/handler-bench.ts";

const scope = { organization: "x", project: "x" };
const sandbox = await workingSandbox();
let bench: HandlerBench;

beforeAll(async () => {
  bench = await createHandlerBench();
});
afterAll(() => bench.close());

const AUTH = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.24;

contract Gate {
    address owner;

    function open() external view returns (bool) {
        return tx.origin == owner;
    }
}
`;

async function request(revision: number, scanner: ScannerId = "solhint") {
  const made = await requestScan(bench.deps, { ...scope, revision, scanners: [scanner] });
  const scanId = toUuid(made.scans[0]?.id ?? "");
  return {
    scanId,
    number: made.number,
    read: () => getScanRequest(bench.deps, { ...scope, number: made.number, logTail: 50 }),
  };
}

async function jobsOf(scanId: string): Promise<number> {
  const { rows } = await bench.test.owner.query(
    "SELECT count(*)::int AS n FROM pgboss.job WHERE data->>'subjectId' = $1",
    [scanId],
  );
  return rows[0].n;
}

async function findings() {
  const filters = FindingFilters.parse({});
  return (await listFindings(bench.deps, { ...scope, filters, sort: "number", limit: 200 })).items;
}

describe("a scan job", () => {
  it("lays out, runs, names functions, keeps log and raw output, and publishes", async () => {
    const revision = await bench.commit({ "foundry.toml": "", "src/Gate.sol": AUTH });
    const { scanId, read } = await request(revision);
    await executeScan.run(bench.context(scanId));
    const scan = (await read()).scans[0];
    expect(scan).toMatchObject({
      state: "succeeded",
      version: expect.any(String),
      sandboxed: true,
      movesState: true,
      notScanned: [],
      stats: { results: 1, in: 1, closed: 0 },
    });
    expect(scan?.detectors).toContain("avoid-tx-origin");
    expect(scan?.log.map(({ text }) => text)).toEqual(
      expect.arrayContaining([
        expect.stringContaining("1 files"),
        "looked at 1 files",
        expect.stringContaining("1 results"),
      ]),
    );
    const detail = await getFinding(bench.deps, { ...scope, number: 1 });
    expect(detail).toMatchObject({ path: "src/Gate.sol", startLine: 8, container: "Gate", callable: "open" });
    const own = detail.fingerprints.filter(({ scanner }) => scanner === "solhint");
    expect(own.map(({ algorithm }) => algorithm).sort()).toEqual(["context", "line"]);
    expect(detail.fingerprints.some(({ algorithm, scanner }) => algorithm === "any/weakness" && scanner === "*")).toBe(
      true,
    );
    const raw = await bench.test.owner.query(
      "SELECT a.storage_key FROM scan s JOIN artifact a ON a.id = s.raw_artifact_id WHERE s.id = $1",
      [scanId],
    );
    expect((await bench.storage.read(raw.rows[0].storage_key)).toString("utf8")).toContain("avoid-tx-origin");
    expect(await readdir(path.join(bench.directory, "work", "scans"))).toEqual([]);
  });

  it("does nothing the second time", async () => {
    const revision = await bench.commit({ "src/Gate.sol": AUTH });
    const { scanId, read } = await request(revision);
    await executeScan.run(bench.context(scanId));
    const before = await read();
    await executeScan.run(bench.context(scanId));
    expect(await read()).toEqual(before);
  });

  it("ends as cancelled when a person asks while the tool runs", async () => {
    const { scanId, number, read } = await request(await bench.commit({ "src/Gate.sol": AUTH }));
    let started = () => {};
    const running = new Promise<void>((resolve) => {
      started = resolve;
    });
    const work = executeScan.run(bench.context(scanId, { sandbox: endlessTool(started) }));
    await running;
    await cancelScan(bench.deps, { ...scope, number });
    await work;
    expect(await read()).toMatchObject({ state: "cancelled", finishedAt: expect.any(Date) });
    expect(await readdir(path.join(bench.directory, "work", "scans"))).toEqual([]);
  });

  it("goes back to the queue at shutdown, without counting a crash", async () => {
    const { scanId, read } = await request(await bench.commit({ "src/Gate.sol": AUTH }));
    const shutdown = new AbortController();
    const sandbox = endlessTool(() => shutdown.abort(new Error("shutdown")));
    await executeScan.run(bench.context(scanId, { sandbox, signal: shutdown.signal }));
    expect((await read()).state).toBe("queued");
    expect(await jobsOf(scanId)).toBe(2);
    const { rows } = await bench.test.owner.query("SELECT crash_count FROM scan WHERE id = $1", [scanId]);
    expect(rows).toEqual([{ crash_count: 0 }]);
    await executeScan.run(bench.context(scanId));
    expect((await read()).scans[0]).toMatchObject({ state: "succeeded", attempt: 2 });
  });

  it("publishes nothing when another attempt took over, and leaves no file", async () => {
    const { scanId, read } = await request(await bench.commit({ "src/Gate.sol": AUTH }));
    const before = (await findings()).length;
    const files = async () => (await readdir(path.join(bench.directory, "storage"), { recursive: true })).length;
    let stored = 0;
    const sandbox = lineTool({
      onRun: async () => {
        await startScan(bench.deps, scanId);
        stored = await files();
      },
    });
    await executeScan.run(bench.context(scanId, { sandbox }));
    expect((await read()).scans[0]).toMatchObject({ state: "preparing", attempt: 2 });
    expect((await findings()).length).toBe(before);
    expect(await files()).toBe(stored);
  });

  it("fails with a reason when nothing could be looked at, and says what", async () => {
    const broken = AUTH.replace("return tx.origin", "return tx origin");
    const { scanId, read } = await request(
      await bench.commit({ "foundry.toml": "", "src/Gate.sol": broken }),
      "forge-lint",
    );
    const sandbox = { ...lineTool(), run: () => Promise.reject(new Error("must not run")) };
    const failing = { ...bench.context(scanId, { sandbox }) };
    await executeScan.run(failing);
    const scan = (await read()).scans[0];
    expect(scan?.state).toBe("failed");
    expect(scan?.failure).toBeTruthy();
  });

  it.skipIf(sandbox === undefined)("runs the real tool in the jail", async () => {
    if (sandbox === undefined) return;
    const { scanId, read } = await request(await bench.commit({ "src/Real.sol": AUTH.replace("Gate", "Real") }));
    await executeScan.run(bench.context(scanId, { sandbox }));
    expect((await read()).scans[0]).toMatchObject({ state: "succeeded", sandboxed: true });
    expect(await findings()).toContainEqual(
      expect.objectContaining({
        path: "src/Real.sol",
        detector: "avoid-tx-origin",
        container: "Real",
        callable: "open",
      }),
    );
  });
});
