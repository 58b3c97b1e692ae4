import { join } from "node:path";
import { createBoss, createDatabase, ensureQueues, takeGivenUp, takeJobs } from "@redoubt/db";
import { JOBS, type JobName } from "@redoubt/domain/jobs";
import { useRootKey } from "@redoubt/domain/organization/server";
import type { JobContract } from "@redoubt/domain/shared/server";
import { createOutbound } from "@redoubt/outbound";
import { createSandbox } from "@redoubt/sandbox";
import { createFileStorage } from "@redoubt/storage";
import { pino } from "pino";
import { dispatch, giveUp } from "./dispatch.ts";
import { readEnvironment } from "./env.ts";
import { createTools } from "./handlers/context.ts";
import { HANDLERS } from "./handlers/index.ts";
import { startSchedules } from "./schedules.ts";
import { createSlots } from "./slots.ts";
import { openWorkFolder } from "./work-folder.ts";

/** After SIGTERM: how long running jobs may finish, and how long those that did not may take to be given back. */
const FINISH_MS = 3_000;
const GIVE_BACK_MS = 3_500;

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
const work = await openWorkFolder(join(env.DATA_DIR, "work"));
const outbound = createOutbound({
  allowedHosts: env.REDOUBT_ALLOWED_HOSTS,
  ...(env.NPM_REGISTRY === undefined ? {} : { npmRegistry: env.NPM_REGISTRY }),
  ...(env.SMTP_URL === undefined ? {} : { mail: { url: env.SMTP_URL, from: env.SMTP_FROM } }),
});
const tools = createTools({
  storage: createFileStorage(join(env.DATA_DIR, "storage")),
  sandbox: createSandbox({ allowUnsandboxed: env.DEMO, workDirectory: join(work.path, "jobs") }),
  outbound,
  workDirectory: work.path,
  dataDirectory: env.DATA_DIR,
  readyReaders: env.WORKER_READY_READERS,
  origin: env.AUTH_URL,
  // The demo's repository is the product's own.
  allowedFolders: [...env.REDOUBT_ALLOWED_FOLDERS, ...(env.DEMO ? [join(env.DATA_DIR, "demo")] : [])],
  heavy: createSlots(env.WORKER_CONCURRENCY),
  reading: createSlots(env.WORKER_CONCURRENCY),
});

const boss = createBoss(env.DATABASE_URL, "worker");
await boss.start();
await ensureQueues(boss, contracts);
const stopping = new AbortController();
const dispatcher = { database, tools, log, stopping: stopping.signal };
for (const name of Object.keys(JOBS) as JobName[]) {
  const contract: JobContract = JOBS[name];
  await takeJobs(boss, contract, contract.concurrency ?? env.WORKER_CONCURRENCY, (delivery) =>
    dispatch(dispatcher, contract, HANDLERS[name], delivery),
  );
}
await takeGivenUp(boss, (delivery) => giveUp(dispatcher, HANDLERS[delivery.sourceQueue as JobName], delivery));
const schedules = startSchedules(database, log);
log.info({ queues: contracts.length }, "worker ready");

let ending = false;
async function stop(reason: string): Promise<void> {
  if (ending) return;
  ending = true;
  log.info({ reason }, "stopping");
  // Nothing that still runs may keep the process: its claim ends with the heartbeat and it is delivered again.
  setTimeout(() => process.exit(0), FINISH_MS + GIVE_BACK_MS + 500).unref();
  setTimeout(() => stopping.abort(new Error("this worker ends")), FINISH_MS).unref();
  schedules.stop();
  await boss.stop({ graceful: true, timeout: FINISH_MS + GIVE_BACK_MS, close: true }).catch(() => undefined);
  tools.reports.close();
  await database.close().catch(() => undefined);
  await work.remove().catch(() => undefined);
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
