import { hasTestServer } from "@redoubt/db/testing";
import { recordFinding } from "@redoubt/domain/finding/server";
import { attachPoc, requestPocRuns } from "@redoubt/domain/verification/server";
import { describe, expect, it } from "vitest";
import { workingSandbox } from "./pipeline/testing.ts";
import { expectInvariants, expectNoFolder, expectNoProcess } from "./testing/invariants.ts";
import { holdRow } from "./testing/hold.ts";
import { pause, seeded, until } from "./testing/until.ts";
import { createWorkerBench, SCOPE, type WorkerBench } from "./testing/worker-bench.ts";
import type { WorkerProcess } from "./testing/worker-process.ts";

/**
 * kill -9 of a real worker in the middle of its work, 20 times. Each seed chooses the code, and the instant within its
 * lane's phase; afterwards a new worker must finish everything, once, and leave nothing behind.
 */
const SEEDS_OF_A_LANE = 4;
const SNIPPETS = 8;

/** One weakness in each function; which functions there are is the seed's choice. */
function application(random: () => number): { files: Record<string, string>; functions: string[] } {
  const functions = Array.from({ length: SNIPPETS }, (_, index) => `run${index}`).filter(() => random() < 0.6);
  const code = functions.map((name) => `function ${name}(text) {\n  return eval(text);\n}\n`);
  const lines = Array.from({ length: Math.floor(random() * 5) }, (_, index) => `// note ${index}\n`);
  return { files: { "src/app.js": [...lines, ...code, "run();\n"].join("\n") }, functions };
}

interface Lane {
  readonly bench: WorkerBench;
  /** How long the phase takes when nobody kills anything: the instants lie within. */
  readonly usualMs: number;
}

type Crash = (lane: Lane, worker: WorkerProcess, random: () => number) => Promise<() => Promise<void>>;

async function crashes(first: number, prepare: (bench: WorkerBench) => Promise<void>, crash: Crash): Promise<void> {
  const bench = await createWorkerBench();
  try {
    let worker = await bench.start();
    await prepare(bench);
    const began = performance.now();
    const undisturbed = await crash({ bench, usualMs: 0 }, { ...worker, kill: async () => undefined }, seeded(first));
    await bench.settle();
    const usualMs = performance.now() - began;
    await undisturbed();
    for (let seed = first; seed < first + SEEDS_OF_A_LANE; seed += 1) {
      try {
        const expectContent = await crash({ bench, usualMs }, worker, seeded(seed));
        await expectNoProcess(bench);
        await bench.expireClaims();
        worker = await bench.start();
        await bench.settle();
        await expectContent();
        await expectInvariants(bench);
        await expectNoProcess(bench, worker.pid);
        await expectNoFolder(bench);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        throw new Error(`seed ${seed}: ${message}\n${worker.output().slice(-4000)}`, { cause: error });
      }
    }
  } finally {
    await bench.close();
  }
}

/** Every weakness of the newest revision is open, each once for all tools that see it, and every other is resolved. */
async function expectFindings(bench: WorkerBench, scanner: string, functions: readonly string[]): Promise<void> {
  const rows = await bench.query<{ callable: string; state: string }>(
    "SELECT callable, state FROM finding WHERE scanner = $1 OR $1 = ANY (also_by) ORDER BY callable",
    [scanner],
  );
  const open = rows.filter(({ state }) => state === "new" || state === "regressed").map(({ callable }) => callable);
  expect(open).toEqual([...functions]);
  expect(rows.filter(({ state }) => !["new", "regressed", "resolved"].includes(state))).toEqual([]);
  const failed = await bench.query("SELECT scanner, state, failure FROM scan WHERE state <> 'succeeded'");
  expect(failed).toEqual([]);
}

/** A revision with new code, ready to be scanned. */
async function readyRevision(bench: WorkerBench, random: () => number) {
  const { files, functions } = application(random);
  bench.write(files);
  const { number } = await bench.fetch();
  await bench.settle();
  return { number, functions };
}

const nothing = async (): Promise<void> => undefined;
const jail = await workingSandbox();

describe.skipIf(!hasTestServer() || jail === undefined)(
  "kill -9 of the worker loses nothing and publishes once",
  () => {
    it.concurrent(
      "while a revision is fetched, and what follows from it",
      () =>
        crashes(1, nothing, async ({ bench, usualMs }, worker, random) => {
          const { files, functions } = application(random);
          bench.write(files);
          await bench.fetch({ scan: true });
          await pause(random() * usualMs);
          await worker.kill();
          return async () => {
            await expectFindings(bench, "redoubt", functions);
            await expectFindings(bench, "eslint-security", functions);
          };
        }),
      900_000,
    );

    it.concurrent(
      "while scanners run",
      () =>
        crashes(101, nothing, async ({ bench, usualMs }, worker, random) => {
          const { number, functions } = await readyRevision(bench, random);
          await bench.scan(number, ["redoubt", "secretlint"]);
          await pause(random() * usualMs);
          await worker.kill();
          return () => expectFindings(bench, "redoubt", functions);
        }),
      900_000,
    );

    it.concurrent(
      "at the end of a publication, before its commit",
      () =>
        crashes(201, nothing, async ({ bench, usualMs }, worker, random) => {
          const { number, functions } = await readyRevision(bench, random);
          const { number: request } = await bench.scan(number, ["redoubt"]);
          if (usualMs > 0) {
            // The request is the last row that a publication touches: all findings are written and nothing is committed.
            const hold = await holdRow(bench.test, "scan_request", "number = $1", [request]);
            await hold.waited();
            await pause(random() * 50);
            await worker.kill();
            await hold.release();
          }
          return () => expectFindings(bench, "redoubt", functions);
        }),
      900_000,
    );

    it.concurrent(
      "after a publication, before the queue hears of it",
      () =>
        crashes(301, nothing, async ({ bench, usualMs }, worker, random) => {
          const { number, functions } = await readyRevision(bench, random);
          const { scanIds } = await bench.scan(number, ["redoubt"]);
          if (usualMs > 0) {
            const active = () =>
              bench.query("SELECT 1 FROM pgboss.job WHERE state = 'active' AND data->>'subjectId' = $1", scanIds);
            await until("the job runs", async () => (await active()).length === 1);
            const hold = await holdRow(bench.test, "pgboss.job", "data->>'subjectId' = $1", scanIds);
            const done = () => bench.query("SELECT 1 FROM scan WHERE id = $1 AND state = 'succeeded'", scanIds);
            await until("the scan is published", async () => (await done()).length === 1);
            await pause(random() * 50);
            await worker.kill();
            await hold.release();
          }
          return () => expectFindings(bench, "redoubt", functions);
        }),
      900_000,
    );

    it.concurrent(
      "while PoCs run",
      () =>
        crashes(401, preparePocs, async ({ bench, usualMs }, worker, random) => {
          const before = await bench.query("SELECT id FROM poc_run");
          for (const poc of [1, 2]) await requestPocRuns(bench.deps, { ...SCOPE, poc });
          await pause(random() * usualMs);
          await worker.kill();
          return async () => {
            const runs = await bench.query("SELECT verdict, state FROM poc_run ORDER BY created_at DESC, id LIMIT 2");
            expect(runs).toEqual(runs.map(() => ({ verdict: "reproduces", state: "finished" })));
            expect(await bench.query("SELECT id FROM poc_run")).toHaveLength(before.length + 2);
          };
        }),
      900_000,
    );
  },
);

const HEADER = "// SPDX-License-Identifier: MIT\npragma solidity ^0.8.20;\n";
const VAULT = `${HEADER}contract Vault {
    mapping(address => uint256) public paid;
    function take() external view returns (bool) { return tx.origin != address(0); }
}
`;
const poc = (name: string) => `${HEADER}import {Vault} from "../../src/Vault.sol";
contract ${name} {
    function test_open() public { require(new Vault().take(), "closed"); }
}
`;

/** A revision that compiles, a finding by hand, and two PoCs that reproduce. */
async function preparePocs(bench: WorkerBench): Promise<void> {
  bench.write({ "foundry.toml": "", "src/Vault.sol": VAULT });
  const { number } = await bench.fetch();
  await bench.settle();
  const [root] = await bench.query<{ compiles: string }>("SELECT compiles FROM project_root");
  expect(root).toEqual({ compiles: "yes" });
  const text = {
    title: "Anyone may take",
    description: "See the exploit.",
    severity: "high",
    confidence: "high",
  } as const;
  const finding = await recordFinding(bench.deps, { ...SCOPE, ...text, revision: number, path: "src/Vault.sol" });
  for (const name of ["First", "Second"]) {
    const file = { fileName: `${name}.t.sol`, content: poc(name), rootPath: "" };
    await attachPoc(bench.deps, { ...SCOPE, finding: finding.number, ...file });
  }
  await bench.settle();
}
