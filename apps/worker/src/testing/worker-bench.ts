import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createTestDatabase, type TestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { createTestProject, type TestProject } from "@redoubt/domain/project/testing";
import { requestScan } from "@redoubt/domain/scan/server";
import type { ScannerId } from "@redoubt/domain/scan";
import { toUuid } from "@redoubt/domain/shared";
import type { ProjectDeps } from "@redoubt/domain/shared/server";
import { connectFolder, requestRevision } from "@redoubt/domain/source/server";
import { until } from "./until.ts";
import { processesIn, startWorker, type WorkerOptions, type WorkerProcess } from "./worker-process.ts";

export const SCOPE = { organization: "x", project: "x" };

/** A database, a project with a plain folder as source, and real workers on them. */
export interface WorkerBench {
  readonly test: TestDatabase;
  readonly project: TestProject;
  readonly deps: ProjectDeps;
  readonly dataDirectory: string;
  /** The connected folder. */
  readonly folder: string;
  query<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Writes files into the folder, after removing what was there. */
  write(files: Readonly<Record<string, string>>): void;
  /** Connects the folder on first use, asks for a revision, and answers with its number and UUID. */
  fetch(options?: { scan?: boolean }): Promise<{ number: number; id: string }>;
  scan(revision: number, scanners: readonly ScannerId[]): Promise<{ number: number; scanIds: string[] }>;
  start(options?: Partial<WorkerOptions>): Promise<WorkerProcess>;
  /** Lets the claims of dead workers run out now: moves their last heartbeats into the past. */
  expireClaims(): Promise<void>;
  /** Waits until no job waits or runs and no subject is unfinished. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

export async function createWorkerBench(): Promise<WorkerBench> {
  const test = await createTestDatabase(Object.values(JOBS));
  const project = await createTestProject(test.database);
  const deps = project.as("developer");
  const directory = mkdtempSync(path.join(tmpdir(), "redoubt-worker-"));
  const folder = path.join(directory, "code");
  const dataDirectory = path.join(directory, "data");
  mkdirSync(folder);
  const started: WorkerProcess[] = [];
  let sourceId: string | undefined;

  async function query<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await test.owner.query(text, [...values])).rows as Row[];
  }
  async function revisionId(number: number): Promise<string> {
    const [row] = await query<{ id: string }>("SELECT id FROM revision WHERE project_id = $1 AND number = $2", [
      project.projectId,
      number,
    ]);
    if (row === undefined) throw new Error(`there is no revision ${number}`);
    return row.id;
  }
  return {
    ...{ test, project, deps, dataDirectory, folder, query },
    write(files) {
      rmSync(folder, { recursive: true, force: true });
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
        writeFileSync(path.join(folder, name), text);
      }
      if (!existsSync(folder)) mkdirSync(folder);
    },
    async fetch({ scan = false } = {}) {
      if (sourceId === undefined) {
        const policy = { allowedFolders: [directory], scanOnReady: scan };
        const { source, revision } = await connectFolder(deps, { ...SCOPE, folder }, policy);
        sourceId = toUuid(source.id);
        return { number: revision, id: await revisionId(revision) };
      }
      const { number, id } = await requestRevision(deps, { ...SCOPE, sourceId, scan });
      return { number, id };
    },
    async scan(revision, scanners) {
      const request = await requestScan(deps, { ...SCOPE, revision, scanners: [...scanners] });
      return { number: request.number, scanIds: request.scans.map(({ id }) => toUuid(id)) };
    },
    async start(options = {}) {
      const worker = await startWorker({
        ...{ databaseUrl: test.url, dataDirectory, allowedFolders: [directory] },
        ...options,
      });
      started.push(worker);
      return worker;
    },
    async expireClaims() {
      await query("UPDATE pgboss.job SET heartbeat_on = heartbeat_on - interval '1 hour' WHERE state = 'active'");
    },
    settle: () =>
      until(
        "all work has ended",
        async () => (await unfinished(query)).length === 0,
        () => unfinished(query),
      ),
    async close() {
      for (const worker of started) worker.signal("SIGKILL");
      await Promise.all(started.map((worker) => worker.ended));
      await test.drop();
      await until("nothing is left of the workers", async () => processesIn(directory).length === 0);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Jobs that wait or run (a given-up one is a failure of the test), and subjects that have not ended. */
async function unfinished(query: WorkerBench["query"]): Promise<{ what: string }[]> {
  const [dead] = await query<{ data: unknown }>("SELECT data FROM pgboss.job WHERE name = 'dead-letter'");
  if (dead !== undefined) throw new Error(`a job was given up: ${JSON.stringify(dead.data)}`);
  return query(`
    SELECT name || ' ' || state AS what FROM pgboss.job WHERE state IN ('created', 'retry', 'active') AND name LIKE '%.%'
    UNION ALL SELECT 'revision ' || state FROM revision WHERE state IN ('queued', 'fetching')
    UNION ALL SELECT 'scan ' || state FROM scan WHERE state NOT IN ('succeeded', 'partial', 'failed', 'cancelled')
    UNION ALL SELECT 'scan request' FROM scan_request WHERE finished_at IS NULL
    UNION ALL SELECT 'poc run ' || state FROM poc_run WHERE state IN ('queued', 'running')`);
}
