import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { SandboxError } from "./errors.ts";
import { readProcess } from "./process-tree.ts";

const lookMs = 100;
const megabyte = 1024 * 1024;
/** What Node holds beside its heap: its own code, and buffers on their way. */
const besideHeapMb = 512;

/** A script of the product that works on data which nobody trusts, and what it may do. */
export interface OwnProgram {
  readonly script: string;
  readonly workingFolder: string;
  /** Files and folders that it may read, all it may do: no writing, no programs, no workers, no addons. */
  readonly readable: readonly string[];
  /** Of its heap; the whole process may be larger by what Node needs. */
  readonly memoryMb: number;
}

/** The one thing that a program does. */
export interface OwnTask {
  readonly stdin: string;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /**
   * One line of its standard output; the process waits while a promise is open, and what it throws ends it. After its
   * `last` line it is not waited for: it has said all that counts.
   */
  readonly onLine: (line: string) => Heard | Promise<Heard>;
}

type Heard = "last" | undefined | void;

export type OwnProcess = OwnProgram & OwnTask;

/** A program that has begun to load its code and waits for its one task. */
export interface WaitingProcess {
  /** False once it has ended, or has its task. */
  waiting(): boolean;
  /**
   * Hands the task over. Answers which limit ended the process, if one did. Throws when it fails otherwise, and the
   * signal's reason when it is aborted.
   */
  run(task: OwnTask): Promise<"memory" | "timeout" | undefined>;
  /** Ends it, whatever it does. */
  end(): void;
}

/** Runs a script of our own in a process with caps on memory, time and rights; answers and throws as `WaitingProcess`. */
export async function runOwnProcess(run: OwnProcess): Promise<"memory" | "timeout" | undefined> {
  run.signal?.throwIfAborted();
  return startOwnProcess(run).run(run);
}

/** Starts a script of our own without a jail: it needs neither sources nor tools. It must end when its input does. */
export function startOwnProcess(program: OwnProgram): WaitingProcess {
  const child = spawn(process.execPath, nodeArguments(program), {
    cwd: program.workingFolder,
    env: {},
    stdio: ["pipe", "pipe", "pipe"],
  });
  let free = true;
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", (error) => {
      reject(new SandboxError("sandbox.setup-failed", `Cannot start Node: ${error.message}`));
    });
    child.once("close", resolve);
  });
  const taken = (): void => {
    free = false;
  };
  ended.then(taken, taken);
  // A process that ends without reading its input says why in another way.
  child.stdin.on("error", () => undefined);
  const said = lastWords(child.stderr);

  const waiting = (): boolean => free && isAlive(child.pid);

  async function run({ stdin, timeoutMs, signal, onLine }: OwnTask): Promise<"memory" | "timeout" | undefined> {
    if (!waiting()) throw new Error(`${program.script} has its task already, or has ended`);
    free = false;
    let limit: "memory" | "timeout" | undefined;
    const stop = (reason?: "memory" | "timeout"): void => {
      limit ??= reason;
      child.kill("SIGKILL");
    };
    const cancel = (): void => stop();
    const timeout = setTimeout(() => stop("timeout"), timeoutMs);
    const memory = setInterval(() => {
      const state = child.pid === undefined ? undefined : readProcess(child.pid);
      if ((state?.rssBytes ?? 0) > (program.memoryMb + besideHeapMb) * megabyte) stop("memory");
    }, lookMs);
    signal?.addEventListener("abort", cancel, { once: true });
    try {
      signal?.throwIfAborted();
      child.stdin.end(stdin);
      const reading = readLines(child.stdout, onLine).catch((error: unknown) => {
        stop();
        throw error;
      });
      const finished = reading.then((heard) => (heard === "last" ? 0 : ended));
      const code = await Promise.race([finished, ended.then(() => finished)]);
      signal?.throwIfAborted();
      if (limit !== undefined) return limit;
      if (code === 0) return undefined;
      const words = await said;
      if (/heap out of memory|heap limit/i.test(words)) return "memory";
      throw new Error(`${program.script} ended with ${code}: ${words.slice(-2000)}`);
    } finally {
      clearTimeout(timeout);
      clearInterval(memory);
      signal?.removeEventListener("abort", cancel);
      child.kill("SIGKILL");
    }
  }

  return { waiting, run, end: () => void child.kill("SIGKILL") };
}

/** By the kernel, which knows of its end before its event comes; elsewhere than on Linux the event tells. */
function isAlive(pid: number | undefined): boolean {
  return pid !== undefined && (!existsSync("/proc/self/stat") || readProcess(pid) !== undefined);
}

function nodeArguments({ script, readable, memoryMb }: OwnProgram): string[] {
  return [
    `--max-old-space-size=${memoryMb}`,
    "--disable-warning=ExperimentalWarning",
    "--permission",
    ...[script, ...readable].map((each) => `--allow-fs-read=${each}`),
    script,
  ];
}

async function readLines(stream: Readable, onLine: OwnTask["onLine"]): Promise<Heard> {
  for await (const line of createInterface({ input: stream })) {
    if ((await onLine(line)) === "last") return "last";
  }
}

async function lastWords(stream: Readable): Promise<string> {
  let text = "";
  for await (const chunk of stream) text = `${text}${String(chunk)}`.slice(-8000);
  return text;
}
