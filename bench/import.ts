import { mkdtempSync, rmSync, chmodSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type pg from "pg";
import { createImportPlace } from "./import-place.ts";
import { sarifOf } from "./import-report.ts";
import { emit, median, round } from "./result.ts";

const SIZES = [
  { results: 1000, repetitions: 7 },
  { results: 10_000, repetitions: 7 },
  { results: 100_000, repetitions: 3 },
] as const;
const WARM_UPS = 5;
const QUIET_MS = 4000;
/** What an import writes; the floor copies the same rows into tables with the same indexes. */
const TABLES = ["finding", "occurrence", "fingerprint", "finding_event"] as const;
const TARGETS = { share: 0.2, again: 0.6, log: 0.05, exponent: 1.1 };

/**
 * An import from the moment it is enqueued until its findings are published, by a worker of its own: queue, reading in
 * a process of its own, identity, states, counters, history, audit. The floor is COPY of the very rows that it has
 * written, into tables with the same columns and indexes, and JSON.parse of the same file; both in turns. Then the same
 * results come again in another file.
 */
const place = await createImportPlace();
const files = mkdtempSync(join(tmpdir(), "redoubt-copy-"));
chmodSync(files, 0o777);
try {
  const { owner } = place.test;
  for (const table of TABLES) await owner.query(`CREATE TABLE "floor_${table}" (LIKE "${table}" INCLUDING ALL)`);
  // First imports warm the worker, the pools and the caches.
  for (let index = 0; index < WARM_UPS; index += 1) {
    await place.import(await place.newProject(), sarifOf({ results: 1000, seed: `${index}w` }));
  }
  const times: number[] = [];
  for (const { results, repetitions } of SIZES) {
    const ours: number[] = [];
    const floor: number[] = [];
    const again: number[] = [];
    const logs: number[] = [];
    for (let index = 0; index < repetitions; index += 1) {
      const project = await place.newProject();
      const content = sarifOf({ results, seed: `${index}a` });
      const run = async () => {
        const before = await walPosition(owner);
        const { ms, stats } = await place.import(project, content);
        if (stats.in !== results) throw new Error(`${stats.in} of ${results} came in`);
        ours.push(ms);
        const first = await walPosition(owner);
        const rows = await versions(owner, project.projectId);
        const next = await place.import(project, sarifOf({ results, seed: `${index}a`, day: 2 }));
        if (next.stats.unchanged !== results) throw new Error(`${next.stats.unchanged} of ${results} were unchanged`);
        if ((await versions(owner, project.projectId)) !== rows)
          throw new Error("an unchanged import changed findings");
        again.push(next.ms);
        logs.push(((await walPosition(owner)) - first) / (first - before));
        await keepRows(owner, project.projectId);
      };
      // The worker starts the processes that wait for reports when nothing was read for a second.
      await setTimeout(QUIET_MS);
      // Ours comes first where there is nothing to copy yet.
      if (index % 2 === 0) await run();
      floor.push(await copyFloor(owner, content));
      if (index % 2 !== 0) await run();
    }
    const [a, b] = [median(ours), median(floor)];
    times.push(a);
    emit({
      ...{ id: `import-${results}`, n: results, ours: round(a, 0), floor: round(b, 0), ratio: round(b / a, 3) },
      ...{ target: TARGETS.share, ok: b / a >= TARGETS.share },
      note: `enqueue to published by a worker that has rested, against COPY of the same rows into the same indexes and JSON.parse: the floor's share of ours, at least the target; ${round(results / (a / 1000), 0)} findings a second, ${repetitions} pairs in turns, medians`,
    });
    const second = median(again);
    emit({
      ...{ id: `reimport-${results}`, n: results, ours: round(second, 0), floor: round(a, 0) },
      ...{ ratio: round(second / a, 3), target: TARGETS.again },
      ok: second / a <= TARGETS.again && median(logs) <= TARGETS.log,
      note: `the same results in another file against their first import: no finding row was written (compared by xmin), ${round(median(logs) * 100, 2)} % of the first one's WAL (at most ${TARGETS.log * 100} %)`,
    });
  }
  const [smallest = Number.NaN, middle = Number.NaN, largest = Number.NaN] = times;
  const exponent = Math.log10(largest / middle);
  emit({
    ...{
      id: "growth-import",
      n: 100_000,
      ours: round(largest, 0),
      floor: round(smallest, 0),
      ratio: round(exponent, 3),
    },
    ...{ target: TARGETS.exponent, ok: exponent <= TARGETS.exponent },
    note: `exponent of the time from 10,000 to 100,000 results; all sizes: ${times.map((each) => round(each, 0)).join(", ")} ms`,
  });
} finally {
  await place.close();
  rmSync(files, { recursive: true, force: true });
}
process.exit(0);

async function walPosition(owner: pg.Client): Promise<number> {
  const { rows } = await owner.query<{ at: string }>("SELECT pg_current_wal_lsn() - '0/0'::pg_lsn AS at");
  return Number(rows[0]?.at);
}

/** A text that changes when any finding of the project is written, whatever is written. */
async function versions(owner: pg.Client, projectId: string): Promise<string> {
  const { rows } = await owner.query<{ all: string }>(
    "SELECT md5(string_agg(id::text || xmin::text, ',' ORDER BY id)) AS all FROM finding WHERE project_id = $1",
    [projectId],
  );
  return rows[0]?.all ?? "";
}

/** The rows of a project as COPY writes them, for the floor. */
async function keepRows(owner: pg.Client, projectId: string): Promise<void> {
  for (const table of TABLES) {
    const where =
      table === "finding_event"
        ? `finding_id IN (SELECT id FROM finding WHERE project_id = '${projectId}')`
        : `project_id = '${projectId}'`;
    await owner.query(`COPY (SELECT * FROM "${table}" WHERE ${where}) TO '${join(files, table)}'`);
  }
}

async function copyFloor(owner: pg.Client, content: string): Promise<number> {
  await owner.query(`TRUNCATE ${TABLES.map((table) => `"floor_${table}"`).join(", ")}`);
  const started = performance.now();
  JSON.parse(content);
  await owner.query("BEGIN");
  for (const table of TABLES) await owner.query(`COPY "floor_${table}" FROM '${join(files, table)}'`);
  await owner.query("COMMIT");
  return performance.now() - started;
}
