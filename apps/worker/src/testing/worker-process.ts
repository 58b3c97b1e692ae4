import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { getCompileCacheDir } from "node:module";
import path from "node:path";
import { TEST_ROOT_KEY } from "@redoubt/domain/organization/testing";
import { until } from "./until.ts";

const MAIN = path.resolve(import.meta.dirname, "../main.ts");

/** A real worker: its own process, its own connections, no channel to the test but signals. */
export interface WorkerProcess {
  readonly pid: number;
  /** Everything that it has logged. */
  output(): string;
  signal(name: NodeJS.Signals): void;
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  /** kill -9, and waits until it is gone. */
  kill(): Promise<void>;
}

export interface WorkerOptions {
  readonly databaseUrl: string;
  readonly dataDirectory: string;
  readonly allowedFolders?: readonly string[];
  readonly allowedHosts?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** Starts a worker and waits until it takes jobs. */
export async function startWorker(options: WorkerOptions): Promise<WorkerProcess> {
  const compiled = getCompileCacheDir();
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", MAIN], {
    cwd: path.dirname(MAIN),
    env: {
      PATH: "/usr/local/bin:/usr/bin:/bin",
      // Where this process finds compiled code, the worker does too: it is started dozens of times.
      ...(compiled === undefined ? {} : { NODE_COMPILE_CACHE: path.dirname(compiled) }),
      DATABASE_URL: options.databaseUrl,
      DATA_DIR: options.dataDirectory,
      REDOUBT_ROOT_KEY: TEST_ROOT_KEY,
      REDOUBT_ALLOWED_FOLDERS: (options.allowedFolders ?? []).join(","),
      REDOUBT_ALLOWED_HOSTS: (options.allowedHosts ?? []).join(","),
      // A worker that lives for seconds would spend them on readers that nobody needs.
      WORKER_READY_READERS: "0",
      ...options.environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const pid = child.pid;
  if (pid === undefined) throw new Error("the worker could not be started");
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
    });
  }
  const ended = endOf(child);
  await until("the worker takes jobs", async () => {
    if (child.exitCode !== null) throw new Error(`the worker ended with ${child.exitCode}:\n${text}`);
    return text.includes("worker ready");
  });
  return {
    ...{ pid, ended },
    output: () => text,
    signal: (name) => void child.kill(name),
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

function endOf(child: ChildProcess): Promise<number | NodeJS.Signals> {
  return new Promise((resolve) => child.once("exit", (code, name) => resolve(code ?? name ?? "SIGKILL")));
}

/**
 * Living processes other than the worker itself that work in a data folder: jailed ones, by what is mounted into
 * them, and others by their working folder.
 */
export function processesIn(dataDirectory: string, worker?: number): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid && Number(name) !== worker)
    .map(Number)
    .filter((pid) => {
      try {
        if (/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, "utf8"))) return false;
        const mounted = readFileSync(`/proc/${pid}/mountinfo`, "utf8").includes(dataDirectory);
        return mounted || readlinkSync(`/proc/${pid}/cwd`).startsWith(dataDirectory);
      } catch {
        return false;
      }
    });
}
