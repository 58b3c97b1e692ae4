import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { expectCountersToEqualRecount } from "@redoubt/domain/finding/testing";
import { TEST_ROOT_KEY } from "@redoubt/domain/organization/testing";
import { getScanRequest, requestScan } from "@redoubt/domain/scan/server";
import { toUuid } from "@redoubt/domain/shared";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createHandlerBench, type HandlerBench } from "../testing/handler-bench.ts";
import type { VictimTask } from "../testing/kill-victim.ts";
import { executeScan } from "./scan.ts";

const scope = { organization: "x", project: "x" };
const VICTIM = path.join(import.meta.dirname, "../testing/kill-victim.ts");
const SEEDS = 20;
const HITS = 25;
let bench: HandlerBench;

beforeAll(async () => {
  bench = await createHandlerBench();
});
afterAll(() => bench.close());

/** Starts a worker on the scan and kills it `afterMs` after it began; absent: lets it end. */
async function work(scanId: string, afterMs?: number): Promise<{ killed: boolean; ms: number }> {
  const { deps, project, directory, test } = bench;
  const task: VictimTask = {
    ...{ url: test.url, directory, rootKey: TEST_ROOT_KEY, scanId },
    ...{ organizationId: deps.organizationId, projectId: project.projectId },
  };
  const child = spawn(process.execPath, [VICTIM, JSON.stringify(task)], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit");
  await Promise.race([once(child.stdout, "data"), ended]);
  const begun = performance.now();
  if (afterMs !== undefined) {
    await Promise.race([new Promise((resolve) => setTimeout(resolve, afterMs)), ended]);
    child.kill("SIGKILL");
  }
  const [, signal] = await ended;
  return { killed: signal === "SIGKILL", ms: performance.now() - begun };
}

async function count(text: string, values: readonly string[]): Promise<number> {
  const { rows } = await bench.test.owner.query(`SELECT count(*)::int AS n FROM ${text}`, [...values]);
  return rows[0].n;
}

it(`a killed worker loses nothing and its scan is published once (${SEEDS} seeds)`, { timeout: 900_000 }, async () => {
  const { deps } = bench;
  let killed = 0;
  let life = 0;
  for (let seed = 0; seed <= SEEDS; seed += 1) {
    const line = (at: number) => `    function f${at}() external { require(tx.origin == owner${seed}); }`;
    const body = Array.from({ length: HITS }, (_each, at) => line(at)).join("\n");
    const revision = await bench.commit({ [`src/Gate${seed}.sol`]: `contract Gate${seed} {\n${body}\n}\n` });
    const made = await requestScan(deps, { ...scope, revision, scanners: ["solhint"] });
    const scanId = toUuid(made.scans[0]?.id ?? "");
    // The first one lives; the others die spread over as long a life, in no order.
    const share = (((seed * 7) % SEEDS) + 0.5) / SEEDS;
    const ended = await work(scanId, seed === 0 ? undefined : life * share);
    if (seed === 0) life = ended.ms;
    if (ended.killed) killed += 1;
    const visible = await count("occurrence WHERE scan_id = $1", [scanId]);
    expect([0, HITS]).toContain(visible);
    // What the queue does after the heartbeat.
    await executeScan.run(bench.context(scanId));
    const request = await getScanRequest(deps, { ...scope, number: made.number, logTail: 0 });
    expect(request.scans[0]?.failure).toBeNull();
    expect(request).toMatchObject({ state: "succeeded", scans: [{ stats: { results: HITS, in: HITS } }] });
    expect(await count("finding WHERE organization_id = $1", [deps.organizationId])).toBe(HITS * (seed + 1));
    expect(await count("occurrence WHERE scan_id = $1", [scanId])).toBe(HITS);
    expect(await count("audit_event WHERE subject_id = $1 AND action = 'finding.publish'", [scanId])).toBe(1);
  }
  await expectCountersToEqualRecount(bench.test.owner);
  // A test in which no worker dies proves nothing.
  expect(killed).toBeGreaterThan(SEEDS / 2);
});
