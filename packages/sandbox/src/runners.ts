import { constants, createReadStream } from "node:fs";
import { type FileHandle, mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import type { SandboxCommand, SandboxJob } from "./contract.ts";
import { SandboxError } from "./errors.ts";
import { bwrapOptions, type JailPlan } from "./jail.ts";
import { type JobFolder, writeOwnFile } from "./job-folder.ts";
import { type LimitedEnd, runLimited } from "./run-limited.ts";
import { seccompFilter } from "./seccomp.ts";
import { unsandboxedSetupFailed, unshareArgv } from "./unsandboxed.ts";

const tailBytes = 2000;

/** One prepared run; `limited` is the program's argv behind its limits. */
export interface PreparedRun {
  readonly plan: JailPlan;
  readonly limited: readonly string[];
  readonly command: SandboxCommand;
  readonly job: SandboxJob;
  readonly folder: JobFolder;
}

/** Runs inside bubblewrap; throws `sandbox.setup-failed` when the program itself was never started. */
export async function runJailed(bwrap: string, run: PreparedRun): Promise<LimitedEnd> {
  const handles: FileHandle[] = [];
  const inherit = async (name: string, content: string | Buffer): Promise<number> => {
    const path = join(run.folder.root, name);
    await writeOwnFile(path, content);
    const handle = await open(path, constants.O_RDONLY);
    handles.push(handle);
    return handle.fd;
  };
  try {
    const options = bwrapOptions(run.plan).map((option) => `${option}\0`);
    // By descriptor: from a command line the program could read our host paths in /proc/1.
    const descriptors = [await inherit("options", options.join(""))];
    const filter = seccompFilter(process.arch);
    if (filter !== undefined) descriptors.push(await inherit("seccomp", filter));
    const seccomp = filter === undefined ? [] : ["--seccomp", "5"];
    const argv = [bwrap, "--json-status-fd", "3", "--args", "4", ...seccomp, "--", ...run.limited];
    const end = await runLimited({ ...run, argv, descriptors, wrappers: 1 });
    // bubblewrap writes this only when the program itself was started and ended.
    if (end.limit === undefined && !end.status.includes('"exit-code"')) {
      const reason = await tail(createReadStream(run.folder.stderr));
      throw new SandboxError("sandbox.setup-failed", `The jail could not be made: ${reason}`);
    }
    return end;
  } finally {
    await Promise.all(handles.map((handle) => handle.close()));
  }
}

/** Runs the product's own sources under limits and namespaces alone; errors as `runJailed`. */
export async function runUnsandboxed(run: PreparedRun): Promise<LimitedEnd> {
  const emptyFolder = join(run.folder.root, "root");
  await mkdir(emptyFolder);
  const argv = unshareArgv(run.plan, emptyFolder, run.limited);
  const end = await runLimited({ ...run, argv, descriptors: [], wrappers: 0 });
  if (end.exitCode === unsandboxedSetupFailed) {
    const reason = await tail(createReadStream(run.folder.stderr));
    throw new SandboxError("sandbox.setup-failed", `The limits could not be set up: ${reason}`);
  }
  return end;
}

/** The last part of a stream as text, for messages. */
export async function tail(stream: Readable): Promise<string> {
  let text = "";
  for await (const chunk of stream) text = (text + String(chunk)).slice(-tailBytes);
  return text.trim();
}
