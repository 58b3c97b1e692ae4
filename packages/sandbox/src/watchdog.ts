import type { SandboxCommand, SandboxLimit } from "./contract.ts";
import { defaultLimits } from "./contract.ts";
import { measureTree } from "./job-folder.ts";
import { descendantsOf, readProcesses } from "./process-tree.ts";

const memoryIntervalMs = 100;
const diskIntervalMs = 2000;
const maxJobEntries = 200_000;
const megabyte = 1024 * 1024;

/** What the watchdog looks at. */
export interface Watched {
  /** The process on the host whose descendants are the job. */
  readonly pid: number;
  /** Of those, how many belong to the jail itself. */
  readonly ownProcesses: number;
  readonly jobFolder: string;
  readonly command: SandboxCommand;
  readonly onLimit: (limit: SandboxLimit) => void;
}

/** Watches memory, processes and disk of a running job; `stop` returns the highest resident memory seen, in MiB. */
export function startWatchdog(watched: Watched): { stop(): number } {
  const { command } = watched;
  let peakBytes = 0;
  let measuring = false;

  const look = (): void => {
    const tree = descendantsOf(watched.pid, readProcesses());
    const rss = tree.reduce((sum, state) => sum + state.rssBytes, 0);
    peakBytes = Math.max(peakBytes, rss);
    if (rss > command.maxRssMb * megabyte) watched.onLimit("memory");
    else if (tree.length - watched.ownProcesses > command.maxProcesses) watched.onLimit("processes");
  };
  const weigh = async (): Promise<void> => {
    if (measuring) return;
    measuring = true;
    const { bytes, entries } = await measureTree(watched.jobFolder);
    measuring = false;
    const maxBytes = (command.maxJobMb ?? defaultLimits.maxJobMb) * megabyte;
    if (bytes > maxBytes || entries > maxJobEntries) watched.onLimit("disk");
  };
  // The first look comes early, so that short runs report their memory too.
  const first = setTimeout(look, 20);
  const memory = setInterval(look, memoryIntervalMs);
  const disk = setInterval(() => void weigh(), diskIntervalMs);
  return {
    stop() {
      clearTimeout(first);
      clearInterval(memory);
      clearInterval(disk);
      return Math.round((peakBytes / megabyte) * 10) / 10;
    },
  };
}
