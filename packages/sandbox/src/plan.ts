import { realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import type { SandboxCommand, SandboxJob } from "./contract.ts";
import { jailPaths } from "./contract.ts";
import { SandboxError } from "./errors.ts";
import { countsTasksPerNamespace, hardLimits, isExecutable, processors } from "./host.ts";
import { dropArgv, type JailPlan, type JailUser } from "./jail.ts";
import { fillJobFolder, type JobFolder, writeOwnFile } from "./job-folder.ts";
import { prlimitArgv } from "./limits.ts";
import { tasksOfUser } from "./process-tree.ts";
import { readableSource } from "./readable-source.ts";
import { seccompFilter } from "./seccomp.ts";

const unprivilegedId = 65_534;

/** Fills the job folder and says what the jail must show; throws `sandbox.invalid-command` for unusable host paths. */
export async function preparePlan(
  folder: JobFolder,
  command: SandboxCommand,
  job: SandboxJob,
  user: JailUser,
): Promise<JailPlan> {
  for (const { source } of command.readOnly) await checkMountSource(source, user);
  let source = job.source === undefined ? undefined : await resolveFolder(job.source);
  if (source !== undefined && user.mode === "dropped") source = await readableSource(source, join(folder.root, "src"));
  await fillJobFolder(folder, job, command.readOnly, user);
  const id = user.mode === "dropped" ? user.id : unprivilegedId;
  const passwdFile = join(folder.root, "passwd");
  const groupFile = join(folder.root, "group");
  await writeOwnFile(passwdFile, `sandbox:x:${id}:${id}:sandbox:${jailPaths.home}:/usr/sbin/nologin\n`, 0o644);
  await writeOwnFile(groupFile, `sandbox:x:${id}:\n`, 0o644);
  return {
    user,
    jobFolder: folder.job,
    source,
    passwdFile,
    groupFile,
    mounts: command.readOnly,
    env: command.env,
    workingDirectory: command.workingDirectory ?? jailPaths.job,
    forbidUserNamespaces: seccompFilter(process.arch) === undefined,
  };
}

/** The program's argv behind the wrappers that drop root, set its limits and make it the first to go when memory ends. */
export function limitedArgv(command: SandboxCommand, user: JailUser): string[] {
  const perNamespace = user.mode === "dropped" || countsTasksPerNamespace();
  const limits = prlimitArgv(command, {
    processors: processors(),
    hardLimits: hardLimits(),
    foreignTasks: perNamespace ? 0 : tasksOfUser(process.getuid?.() ?? 0),
  });
  const expendable = isExecutable("/usr/bin/choom") ? ["/usr/bin/choom", "-n", "1000", "--"] : [];
  return [...expendable, ...dropArgv(user), ...limits, ...command.argv];
}

async function resolveFolder(path: string): Promise<string> {
  const real = await realpath(path).catch(() => undefined);
  if (real === undefined || !(await stat(real)).isDirectory()) {
    throw new SandboxError("sandbox.invalid-command", `The source folder ${path} does not exist.`);
  }
  return real;
}

async function checkMountSource(path: string, user: JailUser): Promise<void> {
  const state = await stat(path).catch(() => undefined);
  if (state === undefined)
    throw new SandboxError("sandbox.invalid-command", `The mount source ${path} does not exist.`);
  const needed = state.isDirectory() ? 0o005 : 0o004;
  if (user.mode === "dropped" && (state.mode & needed) !== needed) {
    throw new SandboxError(
      "sandbox.invalid-command",
      `Jailed programs cannot read ${path}: run chmod -R a+rX on it, or start Redoubt as the user who owns it.`,
    );
  }
}
