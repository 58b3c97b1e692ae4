import type { SandboxCommand } from "./contract.ts";
import { defaultLimits } from "./contract.ts";

/** What the resource limits depend on besides the command. */
export interface LimitContext {
  readonly processors: number;
  readonly hardLimits: ReadonlyMap<string, number>;
  /** Tasks of the same user that count against the limit from outside the job. */
  readonly foreignTasks: number;
}

/** Threads count as tasks; a compiler with a thread pool must not fail where a fork bomb must. */
const tasksPerProcess = 8;
const openFiles = 8192;
const megabyte = 1024 * 1024;

/** argv of `prlimit` up to and including `--`: never above a hard limit that this process has itself. */
export function prlimitArgv(command: SandboxCommand, context: LimitContext): string[] {
  const below = (value: number, name: string): number =>
    Math.floor(Math.min(value, context.hardLimits.get(name) ?? Number.POSITIVE_INFINITY));
  const cpuSeconds = Math.ceil((command.timeoutMs / 1000) * context.processors) + 5;
  const tasks = command.maxProcesses * tasksPerProcess + context.foreignTasks;
  const jobBytes = (command.maxJobMb ?? defaultLimits.maxJobMb) * megabyte;
  return [
    "/usr/bin/prlimit",
    "--core=0",
    `--cpu=${below(cpuSeconds, "Max cpu time")}`,
    `--fsize=${below(jobBytes, "Max file size")}`,
    `--nofile=${below(openFiles, "Max open files")}`,
    `--nproc=${below(tasks, "Max processes")}`,
    "--",
  ];
}
