import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createBus } from "@redoubt/db";
import { createTestDatabase, type TestDatabase } from "@redoubt/db/testing";
import { requestImport } from "@redoubt/domain/finding/server";
import { JOBS } from "@redoubt/domain/jobs";
import { createTestProject, type TestProject } from "@redoubt/domain/project/testing";
import type { ScanStats } from "@redoubt/domain/scan";
import { waitForRequest } from "@redoubt/domain/scan/server";
import { createFileStorage } from "@redoubt/storage";
import { startWorker, type WorkerProcess } from "../apps/worker/src/testing/worker-process.ts";

const SCOPE = { organization: "x", project: "x" };
const MOST_MS = 600_000;

/** A database with a worker process of its own, and the way from a file to published findings. */
export interface ImportPlace {
  readonly test: TestDatabase;
  /** Enqueues an import into a project and waits until it is published; the time between the two in milliseconds. */
  import(project: TestProject, content: string): Promise<{ ms: number; stats: ScanStats }>;
  newProject(): Promise<TestProject>;
  close(): Promise<void>;
}

export async function createImportPlace(): Promise<ImportPlace> {
  const test = await createTestDatabase(Object.values(JOBS));
  const directory = mkdtempSync(join(tmpdir(), "redoubt-bench-"));
  const storage = createFileStorage(join(directory, "storage"));
  const bus = createBus(test.url);
  let worker: WorkerProcess | undefined;
  let projects = 0;
  return {
    test,
    async newProject() {
      projects += 1;
      return createTestProject(test.database, { slug: `bench-${projects}` });
    },
    async import(project, content) {
      // As the product starts it.
      const environment = { WORKER_READY_READERS: "2" };
      worker ??= await startWorker({ databaseUrl: test.url, dataDirectory: directory, environment });
      const deps = project.as("developer");
      const { key, sha256, size } = await storage.put(deps.organizationId, content, { maxBytes: 256 * 1024 * 1024 });
      const started = performance.now();
      const { number } = await requestImport(deps, { name: "bench.sarif", uploadKey: key, sha256, size });
      const input = { ...SCOPE, number, logTail: 0 };
      const request = await waitForRequest(deps, bus, input, { milliseconds: MOST_MS });
      const ms = performance.now() - started;
      if (request.state !== "succeeded")
        throw new Error(`the import ended as ${request.state}: ${request.scans[0]?.failure}`);
      return { ms, stats: request.stats };
    },
    async close() {
      worker?.signal("SIGTERM");
      await worker?.ended;
      await bus.close();
      await test.drop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
