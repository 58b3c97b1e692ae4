import { readdirSync, readFileSync } from "node:fs";

/** One process as the kernel reports it; memory in bytes. */
export interface ProcessState {
  readonly pid: number;
  readonly parent: number;
  readonly tasks: number;
  readonly rssBytes: number;
  readonly startTicks: number;
}

/** Linux reports resident memory in pages; 4 KiB everywhere but on some arm64 kernels, where this undercounts by 4 or 16. */
let pageBytes = 4096;

/** Corrects the page size from a process whose size is known in both units; cheap, run once. */
export function measurePageSize(): void {
  const pages = Number(readFileSync("/proc/self/statm", "utf8").split(" ")[0]);
  const kilobytes = Number(/^VmSize:\s+(\d+) kB/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1]);
  const guess = (kilobytes * 1024) / pages;
  const known = [4096, 16384, 65536].find((size) => Math.abs(guess - size) / size < 0.1);
  if (known !== undefined) pageBytes = known;
}

/** A process by its id, or undefined once it is gone. */
export function readProcess(pid: number): ProcessState | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name stands in parentheses and may contain anything, also parentheses: fields start behind the last one.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    if (fields[0] === "Z" || fields[0] === "X") return undefined;
    const field = (index: number): number => Number(fields[index] ?? 0);
    return { pid, parent: field(1), tasks: field(17), startTicks: field(19), rssBytes: field(21) * pageBytes };
  } catch {
    return undefined;
  }
}

/** Every living process on the machine that this user may see. */
export function readProcesses(): ProcessState[] {
  const found: ProcessState[] = [];
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const state = readProcess(Number(name));
    if (state !== undefined) found.push(state);
  }
  return found;
}

/** The living descendants of a process, without itself, parents before children. */
export function descendantsOf(root: number, processes: readonly ProcessState[]): ProcessState[] {
  const children = new Map<number, ProcessState[]>();
  for (const state of processes) {
    const siblings = children.get(state.parent);
    if (siblings === undefined) children.set(state.parent, [state]);
    else siblings.push(state);
  }
  const found: ProcessState[] = [];
  const queue = [root];
  for (let pid = queue.shift(); pid !== undefined; pid = queue.shift()) {
    for (const child of children.get(pid) ?? []) {
      found.push(child);
      queue.push(child.pid);
    }
  }
  return found;
}

/** True while a process lives that is the same one as when `startTicks` was read. */
export function isAlive(pid: number, startTicks: number): boolean {
  return readProcess(pid)?.startTicks === startTicks;
}

/** Tasks of one user on the whole machine: what `RLIMIT_NPROC` counted before Linux 5.14. */
export function tasksOfUser(uid: number): number {
  let tasks = 0;
  for (const state of readProcesses()) {
    try {
      const status = readFileSync(`/proc/${state.pid}/status`, "utf8");
      if (Number(/^Uid:\s+(\d+)/m.exec(status)?.[1]) === uid) tasks += state.tasks;
    } catch {
      // Gone meanwhile: counts for nothing.
    }
  }
  return tasks;
}
