// A worker that a test kills: runs one scan job on the given database and storage, and says when it has begun.
import { createDatabase } from "@redoubt/db";
import { JOBS } from "@redoubt/domain/jobs";
import { useRootKey } from "@redoubt/domain/organization/server";
import { createSystemDeps, forProject } from "@redoubt/domain/shared/server";
import { createFileStorage } from "@redoubt/storage";
import { pino } from "pino";
import { executeScan } from "../handlers/scan.ts";
import { lineTool, testTools } from "./handler-bench.ts";

export interface VictimTask {
  readonly url: string;
  readonly directory: string;
  readonly rootKey: string;
  readonly organizationId: string;
  readonly projectId: string;
  readonly scanId: string;
}

const task = JSON.parse(process.argv[2] ?? "{}") as VictimTask;
useRootKey(task.rootKey);
const database = createDatabase({ url: task.url, maxConnections: 5, queues: Object.values(JOBS) });
const deps = forProject(createSystemDeps(database, task.organizationId, "test"), task.projectId);
await deps.withOrganization(async () => undefined);
process.stdout.write("begun\n");
await executeScan.run({
  ...{ deps, subjectId: task.scanId, fence: 0, log: pino({ level: "warn" }, pino.destination(2)) },
  tools: testTools(task.directory, createFileStorage(`${task.directory}/storage`), lineTool()),
  signal: new AbortController().signal,
});
await database.close();
