import { type ChildProcess, spawn } from "node:child_process";
import { constants } from "node:os";
import type { Readable, Writable } from "node:stream";
import { captureOutput } from "./capture.ts";
import type { SandboxCommand, SandboxJob, SandboxLimit } from "./contract.ts";
import { SandboxError } from "./errors.ts";
import type { JobFolder } from "./job-folder.ts";
import { descendantsOf, isAlive, readProcess, readProcesses } from "./process-tree.ts";
import { startWatchdog } from "./watchdog.ts";

const graceMs = 2000;
const megabyte = 1024 * 1024;

/** A program to start on the host with the jail around it. */
export interface LimitedRun {
  readonly argv: readonly string[];
  /** Files to inherit as descriptors 4, 5, …; descriptor 3 is the status pipe. */
  readonly descriptors: readonly number[];
  /** Processes between the started one and the job's own: they are not signalled and not counted. */
  readonly wrappers: number;
  readonly command: SandboxCommand;
  readonly job: SandboxJob;
  readonly folder: JobFolder;
}

/** How it ended; `status` is what the jail wrote to descriptor 3. */
export interface LimitedEnd {
  readonly exitCode: number;
  readonly limit: SandboxLimit | undefined;
  readonly peakRssMb: number;
  readonly durationMs: number;
  readonly status: string;
}

/** Runs to the end or to the first limit, and returns only when no process of the job is left. */
export async function runLimited(run: LimitedRun): Promise<LimitedEnd> {
  const { command, job, folder } = run;
  const [program = "", ...args] = run.argv;
  const started = performance.now();
  const child = spawn(program, args, {
    cwd: "/",
    env: {},
    // A process group of its own: see `kill`.
    detached: true,
    stdio: [command.stdin === undefined ? "ignore" : "pipe", "pipe", "pipe", "pipe", ...run.descriptors],
  });
  const ended = waitForEnd(child);
  const stopper = createStopper(child, run.wrappers);
  const watchdog = startWatchdog({
    pid: child.pid ?? 0,
    ownProcesses: run.wrappers,
    jobFolder: folder.job,
    command,
    onLimit: (limit) => stopper.stop(limit, false),
  });
  const timeout = setTimeout(() => stopper.stop("timeout", true), command.timeoutMs);
  const cancel = (): void => stopper.stop("cancelled", true);
  job.signal?.addEventListener("abort", cancel, { once: true });
  if (job.signal?.aborted === true) cancel();

  try {
    feed(child.stdio[0], command.stdin);
    const budget = { left: command.maxOutputMb * megabyte };
    const exceeded = (): void => stopper.stop("output", false);
    const [exitCode, status] = await Promise.all([
      ended,
      readAll(child.stdio[3]),
      captureOutput(readable(child.stdout), folder.stdout, budget, job.onStdout, exceeded),
      captureOutput(readable(child.stderr), folder.stderr, budget, job.onStderr, exceeded),
    ]);
    stopper.know(Number(/"child-pid": (\d+)/.exec(status)?.[1]));
    return {
      exitCode,
      limit: stopper.reason(),
      peakRssMb: watchdog.stop(),
      durationMs: performance.now() - started,
      status,
    };
  } catch (error) {
    // A callback of the caller or our own disk failed: the job must not outlive that.
    stopper.kill();
    throw error;
  } finally {
    clearTimeout(timeout);
    job.signal?.removeEventListener("abort", cancel);
    watchdog.stop();
    await stopper.gone();
  }
}

/** Ends the job for the first reason given: politely where asked, and with SIGKILL in any case. */
function createStopper(child: ChildProcess, wrappers: number) {
  let reason: SandboxLimit | undefined;
  let force: NodeJS.Timeout | undefined;
  // Known before the first signal: once the wrapper is dead, its children can no longer be found through it.
  let known: { pid: number; startTicks: number }[] = [];
  const tree = () => (child.pid === undefined ? [] : descendantsOf(child.pid, readProcesses()));
  const kill = (): void => {
    known = [...known, ...tree()];
    // The group first: a jail that is still being made has not yet tied its life to its parent's. Then the rest of the
    // tree, for not everything that unshare starts dies with its parent.
    if (child.pid !== undefined) signal(-child.pid, "SIGKILL");
    for (const { pid } of known) signal(pid, "SIGKILL");
  };
  return {
    kill,
    /** bubblewrap's first process inside: gone only when the kernel has ended everything in the jail. */
    know(pid: number): void {
      const state = readProcess(pid);
      if (state !== undefined) known.push(state);
    },
    reason: () => reason,
    stop(limit: SandboxLimit, politely: boolean): void {
      if (reason !== undefined || child.exitCode !== null || child.signalCode !== null) return;
      reason = limit;
      if (!politely) return kill();
      const asked = tree().slice(wrappers);
      if (asked.length === 0) return kill();
      for (const { pid } of asked) signal(pid, "SIGTERM");
      force = setTimeout(kill, graceMs);
    },
    async gone(): Promise<void> {
      clearTimeout(force);
      for (let waited = 0; known.some(({ pid, startTicks }) => isAlive(pid, startTicks)) && waited < 500; waited += 1) {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
  };
}

function waitForEnd(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("error", (error) =>
      reject(new SandboxError("sandbox.setup-failed", `Cannot start the jail: ${error.message}`)),
    );
    child.once("close", (code, name) => resolve(code ?? 128 + (name === null ? 0 : constants.signals[name])));
  });
}

function feed(stdin: unknown, text: string | undefined): void {
  if (text === undefined) return;
  const stream = stdin as Writable;
  // A program that ends without reading its input is no fault of ours.
  stream.on("error", () => undefined);
  stream.end(text);
}

async function readAll(stream: unknown): Promise<string> {
  let text = "";
  for await (const chunk of stream as Readable) text += String(chunk);
  return text;
}

function readable(stream: Readable | null): Readable {
  if (stream === null) throw new SandboxError("sandbox.setup-failed", "The jail has no output pipe.");
  return stream;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Already gone.
  }
}
