import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { SandboxError } from "./errors.ts";
import { readProcess } from "./process-tree.ts";

const lookMs = 100;
const megabyte = 1024 * 1024;
/** What Node holds beside its heap: its own code, and buffers on their way. */
const besideHeapMb = 512;

/** A script of the product that works on data which nobody trusts. */
export interface OwnProcess {
  readonly script: string;
  readonly workingFolder: string;
  /** Files and folders that it may read, all it may do: no writing, no programs, no workers, no addons. */
  readonly readable: readonly string[];
  /**
   * Compiled code of an earlier run of ours (Node's compile cache). The process gets a copy that is thrown away with it,
   * the one folder that it may write to: what it leaves there, no other process reads.
   */
  readonly codeCache?: string | undefined;
  readonly stdin: string;
  /** Of its heap; the whole process may be larger by what Node needs. */
  readonly memoryMb: number;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** One line of its standard output; the process waits while a promise is open, and what it throws ends it. */
  readonly onLine: (line: string) => void | Promise<void>;
}

/**
 * Runs a script of our own in a process with caps on memory, time and rights, without a jail: it needs neither sources
 * nor tools. Answers which limit ended it, if one did. Throws when it fails otherwise, and the signal's reason when it is
 * aborted.
 */
export async function runOwnProcess(run: OwnProcess): Promise<"memory" | "timeout" | undefined> {
  run.signal?.throwIfAborted();
  const cache = await copyOfCache(run.codeCache);
  const child = spawn(process.execPath, nodeArguments(run, cache), {
    cwd: run.workingFolder,
    env: cache === undefined ? {} : { NODE_COMPILE_CACHE: cache },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let limit: "memory" | "timeout" | undefined;
  const stop = (reason?: "memory" | "timeout"): void => {
    limit ??= reason;
    child.kill("SIGKILL");
  };
  const cancel = (): void => stop();
  const timeout = setTimeout(() => stop("timeout"), run.timeoutMs);
  const memory = setInterval(() => {
    const state = child.pid === undefined ? undefined : readProcess(child.pid);
    if ((state?.rssBytes ?? 0) > (run.memoryMb + besideHeapMb) * megabyte) stop("memory");
  }, lookMs);
  run.signal?.addEventListener("abort", cancel, { once: true });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", (error) =>
      reject(new SandboxError("sandbox.setup-failed", `Cannot start Node: ${error.message}`)),
    );
    child.once("close", resolve);
  });
  const said = lastWords(child.stderr);
  try {
    // A process that ends without reading its input says why in another way.
    child.stdin.on("error", () => undefined);
    child.stdin.end(run.stdin);
    const reading = readLines(child.stdout, run.onLine).catch((error: unknown) => {
      stop();
      throw error;
    });
    const [code] = await Promise.all([ended, reading]);
    run.signal?.throwIfAborted();
    if (limit !== undefined) return limit;
    if (code === 0) return undefined;
    const words = await said;
    if (/heap out of memory|heap limit/i.test(words)) return "memory";
    throw new Error(`${run.script} ended with ${code}: ${words.slice(-2000)}`);
  } finally {
    clearTimeout(timeout);
    clearInterval(memory);
    run.signal?.removeEventListener("abort", cancel);
    child.kill("SIGKILL");
    if (cache !== undefined) await rm(cache, { recursive: true, force: true });
  }
}

/** A cache that cannot be copied is none: the process then compiles for itself. */
async function copyOfCache(folder: string | undefined): Promise<string | undefined> {
  if (folder === undefined) return undefined;
  const copy = await mkdtemp(join(tmpdir(), "redoubt-code-"));
  try {
    await cp(folder, copy, { recursive: true });
    return copy;
  } catch {
    await rm(copy, { recursive: true, force: true });
    return undefined;
  }
}

/** Fills an empty folder with the compiled code of a module and all that it imports, by a process of our own code alone. */
export async function warmCodeCache(folder: string, module: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", module], {
    env: { NODE_COMPILE_CACHE: folder },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const said = lastWords(child.stderr);
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once("error", reject).once("close", resolve),
  );
  if (code !== 0)
    throw new SandboxError("sandbox.setup-failed", `Cannot warm the code cache: ${(await said).slice(-500)}`);
}

function nodeArguments({ script, readable, memoryMb }: OwnProcess, cache: string | undefined): string[] {
  return [
    `--max-old-space-size=${memoryMb}`,
    "--disable-warning=ExperimentalWarning",
    "--permission",
    ...[script, ...readable, ...(cache === undefined ? [] : [cache])].map((each) => `--allow-fs-read=${each}`),
    ...(cache === undefined ? [] : [`--allow-fs-write=${cache}`]),
    script,
  ];
}

async function readLines(stream: Readable, onLine: OwnProcess["onLine"]): Promise<void> {
  for await (const line of createInterface({ input: stream })) await onLine(line);
}

async function lastWords(stream: Readable): Promise<string> {
  let text = "";
  for await (const chunk of stream) text = `${text}${String(chunk)}`.slice(-8000);
  return text;
}
