import { createReadStream } from "node:fs";
import { realpath } from "node:fs/promises";
import type {
  Sandbox,
  SandboxAvailability,
  SandboxCommand,
  SandboxJob,
  SandboxOptions,
  SandboxResult,
} from "./contract.ts";
import { SandboxError } from "./errors.ts";
import { isExecutable, systemProgram } from "./host.ts";
import { checkCommand, type JailUser } from "./jail.ts";
import { collectFiles, createJobFolder, type JobFolder, removeTree, sweepJobFolders } from "./job-folder.ts";
import { limitedArgv, preparePlan } from "./plan.ts";
import { measurePageSize } from "./process-tree.ts";
import type { LimitedEnd } from "./run-limited.ts";
import { runJailed, runUnsandboxed, tail } from "./runners.ts";

const megabyte = 1024 * 1024;
const installBubblewrap = "sudo apt-get install -y bubblewrap";
const namespaceHint =
  "Allow user namespaces for bwrap (sysctl kernel.unprivileged_userns_clone=1, or its AppArmor profile), or use a container that may make namespaces.";
/** uids that systemd sets aside for services without an account: nothing on a host belongs to them. */
const firstSpareId = 61_184;
const spareIds = 4_000;

/** Makes the sandbox of one process; it keeps nothing but the answer of `available`. */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const bwrap = options.bwrapPath ?? systemProgram("bwrap");
  let ready: Promise<void> | undefined;
  let answer: Promise<SandboxAvailability> | undefined;
  let runs = process.pid;

  const nextUser = (): JailUser => {
    if (process.getuid?.() !== 0) return { mode: "namespace" };
    runs += 1;
    return { mode: "dropped", id: firstSpareId + (runs % spareIds) };
  };

  const start = async (command: SandboxCommand, job: SandboxJob, jail: string | undefined): Promise<SandboxResult> => {
    checkCommand(command);
    ready ??= prepareProcess(options.workDirectory);
    await ready;
    const folder = await createJobFolder(options.workDirectory);
    try {
      const user = nextUser();
      const plan = await preparePlan(folder, command, job, user);
      const run = { plan, limited: limitedArgv(command, user), command, job, folder };
      const end = jail === undefined ? await runUnsandboxed(run) : await runJailed(jail, run);
      return await toResult(end, command, folder, jail !== undefined);
    } catch (error) {
      await removeTree(folder.root);
      throw error;
    }
  };

  const probe = async (): Promise<SandboxAvailability> => {
    if (process.platform !== "linux")
      return { ok: false, howToInstall: "Scans need Linux: run Redoubt in a Linux machine." };
    const missing = ["prlimit", "setpriv"].some((name) => !isExecutable(`/usr/bin/${name}`));
    if (missing) return { ok: false, howToInstall: "sudo apt-get install -y util-linux" };
    if (bwrap === undefined || !isExecutable(bwrap)) return { ok: false, howToInstall: installBubblewrap };
    try {
      return { ok: true, version: await askVersion((command) => start(command, {}, bwrap), await realpath(bwrap)) };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return {
        ok: false,
        howToInstall: `bubblewrap is installed but makes no jail here (${reason}). ${namespaceHint}`,
      };
    }
  };

  const available = async (): Promise<SandboxAvailability> => {
    answer ??= probe();
    const known = await answer;
    // A no is looked at again: the operator may be installing it right now.
    if (!known.ok) answer = undefined;
    return known;
  };

  return {
    available,
    async run(command, job) {
      const known = await available();
      if (known.ok) return start(command, job, bwrap);
      const mayRunBare = job.ownSource === true && options.allowUnsandboxed === true && process.platform === "linux";
      if (mayRunBare) return start(command, job, undefined);
      throw new SandboxError(
        "sandbox.unavailable",
        `Foreign sources are only read by jailed programs, and no jail can be made on this machine. To fix it: ${known.howToInstall}`,
        known.howToInstall,
      );
    },
  };
}

async function prepareProcess(workDirectory: string | undefined): Promise<void> {
  measurePageSize();
  await sweepJobFolders(workDirectory);
}

/** Asks inside a jail: a version as answer proves that jails work. */
async function askVersion(start: (command: SandboxCommand) => Promise<SandboxResult>, bwrap: string): Promise<string> {
  const target = "/tool/bwrap";
  const result = await start({
    argv: [target, "--version"],
    env: {},
    readOnly: [{ source: bwrap, target }],
    timeoutMs: 10_000,
    maxRssMb: 256,
    maxOutputMb: 1,
    maxProcesses: 10,
  });
  try {
    const version = /^bubblewrap (\S+)/.exec(await tail(result.stdout()))?.[1];
    if (version === undefined)
      throw new Error(`a test program ended with ${result.exitCode}: ${await tail(result.stderr())}`);
    return version;
  } finally {
    await result.dispose();
  }
}

async function toResult(
  end: LimitedEnd,
  command: SandboxCommand,
  folder: JobFolder,
  sandboxed: boolean,
): Promise<SandboxResult> {
  const { files, tooLarge } = await collectFiles(folder, command.outputFiles ?? [], command.maxOutputMb * megabyte);
  const limit = end.limit ?? (tooLarge ? "output" : undefined);
  return {
    exitCode: end.exitCode,
    ...(limit === undefined ? {} : { limit }),
    sandboxed,
    durationMs: end.durationMs,
    peakRssMb: end.peakRssMb,
    stdout: () => createReadStream(folder.stdout),
    stderr: () => createReadStream(folder.stderr),
    files: () => files,
    dispose: () => removeTree(folder.root),
  };
}
