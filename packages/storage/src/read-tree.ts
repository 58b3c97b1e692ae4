import { constants } from "node:fs";
import { chmod, copyFile, mkdir, readdir, stat, symlink } from "node:fs/promises";
import { dirname, join, posix } from "node:path";
import { forEachLimited } from "./concurrency.ts";
import type { TreeEntry } from "./contract.ts";
import { StorageError, systemCode } from "./errors.ts";
import { isInnerPath } from "./manifest.ts";

type FileEntry = Extract<TreeEntry, { kind: "file" }>;

const parallelFiles = 8;

/** The file that a path names, through links of the tree; undefined when there is none. */
export function findFile(entries: ReadonlyMap<string, TreeEntry>, path: string): FileEntry | undefined {
  if (!isInnerPath(path)) return undefined;
  const entry = entries.get(path);
  if (entry !== undefined) return entry.kind === "file" ? entry : findFile(entries, targetOf(entry));
  const parts = path.split("/");
  for (let length = parts.length - 1; length > 0; length -= 1) {
    const folder = entries.get(parts.slice(0, length).join("/"));
    // Targets are real paths, so one step leads to a place without links.
    if (folder?.kind === "link") return findFile(entries, posix.join(targetOf(folder), ...parts.slice(length)));
  }
  return undefined;
}

/** Writes entries into an empty or missing folder, files as copies. */
export async function writeFolder(
  entries: readonly TreeEntry[],
  directory: string,
  contentPath: (sha256: string) => string,
  signal: AbortSignal | undefined,
): Promise<void> {
  await openFolder(directory);
  const folders = new Set(entries.map((entry) => dirname(entry.path)));
  for (const folder of [...folders].sort()) await mkdir(join(directory, folder), { recursive: true, mode: 0o755 });
  const files = entries.filter((entry) => entry.kind === "file");
  await forEachLimited(files, parallelFiles, async (entry) => {
    signal?.throwIfAborted();
    const target = join(directory, entry.path);
    try {
      await copyFile(contentPath(entry.sha256), target, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    } catch (error) {
      if (systemCode(error) !== "ENOENT") throw error;
      throw new StorageError("storage.corrupt", `The content of ${entry.path} is missing from the storage.`);
    }
    if ((await stat(target)).size !== entry.size) {
      throw new StorageError("storage.corrupt", `The content of ${entry.path} was changed on disk.`);
    }
    await chmod(target, entry.executable ? 0o755 : 0o644);
  });
  // Last, so that nothing above could have been written through one.
  for (const entry of entries) {
    if (entry.kind === "link") await symlink(entry.target, join(directory, entry.path));
  }
}

function targetOf(link: Extract<TreeEntry, { kind: "link" }>): string {
  return posix.join(posix.dirname(link.path), link.target);
}

async function openFolder(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o755 });
  if ((await readdir(directory)).length > 0) throw new Error(`The folder ${directory} is not empty.`);
  await chmod(directory, 0o755);
}
