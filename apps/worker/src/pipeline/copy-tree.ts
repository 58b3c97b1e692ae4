import { constants } from "node:fs";
import { chmod, copyFile, mkdir, mkdtemp, readdir, writeFile } from "node:fs/promises";
import path from "node:path";

/**
 * A private, world-readable copy of a folder without `.git` and `node_modules`; links are left out, because they may
 * lead anywhere. Executable bits are not kept: nothing in a target is ever started.
 */
export async function copyTree(folder: string, workDirectory: string): Promise<string> {
  await mkdir(workDirectory, { recursive: true });
  const copy = await mkdtemp(path.join(workDirectory, "root-"));
  const waiting = [""];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const target = path.join(copy, at);
    await mkdir(target, { recursive: true });
    await chmod(target, 0o755);
    for (const entry of await readdir(path.join(folder, at), { withFileTypes: true })) {
      if (entry.name === ".git" || entry.name === "node_modules") continue;
      const relative = path.join(at, entry.name);
      if (entry.isDirectory()) waiting.push(relative);
      else if (entry.isFile()) {
        await copyFile(path.join(folder, relative), path.join(copy, relative), constants.COPYFILE_FICLONE);
        await chmod(path.join(copy, relative), 0o644);
      }
    }
  }
  return copy;
}

/** Lays texts over a private copy, by relative path. */
export async function layOver(copy: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [relative, text] of Object.entries(files)) {
    const file = path.join(copy, relative);
    if (!file.startsWith(`${copy}${path.sep}`)) throw new Error(`${relative} leads outside the root`);
    await makeReadable(copy, path.dirname(relative));
    await writeFile(file, text, { mode: 0o644 });
    await chmod(file, 0o644);
  }
}

/** Makes a folder (a mount point, for example) and everything above it inside the copy. */
export async function makeReadable(copy: string, folder: string): Promise<void> {
  let at = copy;
  for (const part of folder.split("/").filter((name) => name !== "" && name !== ".")) {
    at = path.join(at, part);
    await mkdir(at, { recursive: true });
    await chmod(at, 0o755);
  }
}
