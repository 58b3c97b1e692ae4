import { join } from "node:path";
import { createBoss, createDatabase, ensureQueues, takeJobs } from "@redoubt/db";
import { JOBS, type JobName } from "@redoubt/domain/jobs";
import { useRootKey } from "@redoubt/domain/organization/server";
import { createOutbound } from "@redoubt/outbound";
import { createSandbox } from "@redoubt/sandbox";
import { createFileStorage } from "@redoubt/storage";
import { pino } from "pino";
import { dispatch } from "./dispatch.ts";
import { readEnvironment } from "./env.ts";
import { createTools } from "./handlers/context.ts";
import { HANDLERS } from "./handlers/index.ts";
import { startSchedules } from "./schedules.ts";
import { createSlots } from "./slots.ts";

/** How long running jobs may finish after SIGTERM; what is left is delivered again after the next start. */
const GRACE_MS = 5_000;

const env = readEnvironment();
const log = pino({ level: env.LOG_LEVEL, base: { process: "worker" } });
useRootKey(env.REDOUBT_ROOT_KEY);

const contracts = Object.values(JOBS);
const database = createDatabase({
  url: env.DATABASE_URL,
  maxConnections: 5,
  queues: contracts,
  onSystem: (reason) => log.debug({ reason }, "system transaction"),
});
const workDirectory = join(env.DATA_DIR, "work");
const outbound = createOutbound({
  allowedHosts: env.REDOUBT_ALLOWED_HOSTS,
  ...(env.NPM_REGISTRY === undefined ? {} : { npmRegistry: env.NPM_REGISTRY }),
});
const tools = createTools({
  storage: createFileStorage(join(env.DATA_DIR, "storage")),
  sandbox: createSandbox({ allowUnsandboxed: env.DEMO, workDirectory: join(workDirectory, "jobs") }),
  outbound,
  workDirectory,
  dataDirectory: env.DATA_DIR,
  // The demo's repository is the product's own.
  allowedFolders: [...env.REDOUBT_ALLOWED_FOLDERS, ...(env.DEMO ? [join(env.DATA_DIR, "demo")] : [])],
  heavy: createSlots(env.WORKER_CONCURRENCY),
});

const boss = createBoss(env.DATABASE_URL, "worker");
await boss.start();
await ensureQueues(boss, contracts);
for (const name of Object.keys(JOBS) as JobName[]) {
  const contract = JOBS[name];
  await takeJobs(boss, contract, env.WORKER_CONCURRENCY, (delivery) =>
    dispatch({ database, tools, log }, contract, HANDLERS[name], delivery),
  );
}
const schedules = startSchedules(database, log);
log.info({ queues: contracts.length }, "worker ready");

let stopping = false;
async function stop(reason: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  log.info({ reason }, "stopping");
  // Nothing that still runs may keep the process: its claim ends with the heartbeat and it is delivered again.
  setTimeout(() => process.exit(0), GRACE_MS + 2_000).unref();
  schedules.stop();
  await boss.stop({ graceful: true, timeout: GRACE_MS, close: true }).catch(() => undefined);
  await database.close().catch(() => undefined);
  process.exit(0);
}

process.on("SIGTERM", () => void stop("SIGTERM"));
process.on("SIGINT", () => void stop("SIGINT"));
// The launcher's channel closes when it dies, however it dies: nothing may outlive it.
process.on("disconnect", () => void stop("launcher is gone"));
process.on("unhandledRejection", (error) => {
  log.fatal({ err: error }, "unhandled rejection");
  void stop("unhandled rejection");
});
