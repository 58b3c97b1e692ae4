import { mkdir, readdir, readFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { removeTree } from "@redoubt/sandbox";

const NAME = /^worker-(?<host>[A-Za-z0-9.-]+)-(?<pid>\d+)-(?<ticks>\d+)$/;

/**
 * Makes the folder that this process works in, below `parent`, and removes those of processes of this machine that are
 * gone: whatever a killed worker was in the middle of is done anew, elsewhere.
 */
export async function openWorkFolder(parent: string): Promise<{ readonly path: string; remove(): Promise<void> }> {
  await mkdir(parent, { recursive: true, mode: 0o711 });
  for (const name of await readdir(parent)) {
    if (await isLeftOver(name)) await removeTree(join(parent, name));
  }
  const path = join(parent, `worker-${hostname()}-${process.pid}-${(await startTicks(process.pid)) ?? 0}`);
  await mkdir(path, { recursive: true, mode: 0o711 });
  return { path, remove: () => removeTree(path) };
}

async function isLeftOver(name: string): Promise<boolean> {
  const groups = NAME.exec(name)?.groups;
  if (groups === undefined) return true;
  // A folder of another machine on a shared disk: that machine's to remove.
  if (groups["host"] !== hostname()) return false;
  return (await startTicks(Number(groups["pid"]))) !== groups["ticks"];
}

/** When a process started, in the kernel's own unit: tells a reused id from the process that had it before. */
async function startTicks(pid: number): Promise<string | undefined> {
  try {
    const text = await readFile(`/proc/${pid}/stat`, "utf8");
    // The name stands in parentheses and may contain anything: fields start behind the last one.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" || fields[0] === "X" ? undefined : fields[19];
  } catch {
    return undefined;
  }
}
