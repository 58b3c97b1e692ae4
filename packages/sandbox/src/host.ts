import { accessSync, constants, lstatSync, readFileSync, readlinkSync } from "node:fs";
import { availableParallelism, release } from "node:os";

/** Where a system program lies on this host, looked for in the folders that package managers own. */
export function systemProgram(name: string): string | undefined {
  for (const folder of ["/usr/bin", "/bin", "/usr/sbin", "/sbin", "/usr/local/bin"]) {
    const path = `${folder}/${name}`;
    if (isExecutable(path)) return path;
  }
  return undefined;
}

/** True when this process may execute the file. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** How a folder next to `/usr` must appear inside: as the same link, as the folder itself, or not at all. */
export function systemFolder(path: string): { kind: "link"; to: string } | { kind: "folder" } | { kind: "absent" } {
  try {
    const entry = lstatSync(path);
    if (entry.isSymbolicLink()) return { kind: "link", to: readlinkSync(path) };
    return entry.isDirectory() ? { kind: "folder" } : { kind: "absent" };
  } catch {
    return { kind: "absent" };
  }
}

/** Hard limits of this process by their names in `/proc/self/limits`; absent means unlimited. */
export function hardLimits(): ReadonlyMap<string, number> {
  const limits = new Map<string, number>();
  for (const line of readFileSync("/proc/self/limits", "utf8").split("\n")) {
    const match = /^(Max .+?) {2,}\S+ +(\d+)/.exec(line);
    if (match?.[1] !== undefined) limits.set(match[1], Number(match[2]));
  }
  return limits;
}

/**
 * Since Linux 5.14 the limit on processes counts inside a user namespace only; before, it counted all of the user's
 * tasks on the machine, so a limit meant for one job must be raised by those.
 */
export function countsTasksPerNamespace(): boolean {
  const [major = 0, minor = 0] = release().split(".").map(Number);
  return major > 5 || (major === 5 && minor >= 14);
}

/** Processors that a job may keep busy. */
export function processors(): number {
  return availableParallelism();
}
