import { createHash } from "node:crypto";
import { constants, type Dirent } from "node:fs";
import { type FileHandle, lstat, open, readdir, readlink, realpath, stat, utimes } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, sep } from "node:path";
import { writePending } from "./atomic-file.ts";
import { forEachLimited } from "./concurrency.ts";
import type { PutTreeOptions, SkippedEntry, TreeEntry } from "./contract.ts";
import { StorageError, systemCode } from "./errors.ts";

/** Files up to this size are hashed in memory first, and written only when their content is new. */
const smallFile = 4 * 1024 * 1024;
const parallelFiles = 8;

/** Where content goes: its path by hash, and the folder for unfinished files on the same disk. */
export interface ContentStore {
  readonly pathOf: (sha256: string) => string;
  readonly temporaryFolder: string;
}

/** Stores the content of every file below a folder and returns the entries; throws `storage.too-large` at a cap. */
export async function storeFolder(
  directory: string,
  store: ContentStore,
  options: PutTreeOptions,
): Promise<{ entries: TreeEntry[]; skipped: SkippedEntry[]; bytes: number }> {
  const root = await realpath(directory);
  const entries: TreeEntry[] = [];
  const skipped: SkippedEntry[] = [];
  const left = { bytes: options.maxBytes, files: options.maxFiles };

  const take = async (path: string, entry: Dirent): Promise<void> => {
    options.signal?.throwIfAborted();
    if (path.includes("\uFFFD")) skipped.push({ path, reason: "name-not-text" });
    else if (entry.isSymbolicLink()) {
      const target = await innerTarget(root, path);
      if (target === undefined) skipped.push({ path, reason: "link-leads-out" });
      else entries.push({ kind: "link", path, target });
    } else if (entry.isFile()) entries.push(await storeFile(root, path, store, left));
    else skipped.push({ path, reason: "special-file" });
  };

  await forEachLimited(walk(root, options), parallelFiles, async ({ path, entry }) => {
    left.files -= 1;
    if (left.files < 0)
      throw new StorageError("storage.too-large", `The folder has more than ${options.maxFiles} files.`);
    await take(path, entry);
  });
  return { entries, skipped, bytes: options.maxBytes - left.bytes };
}

async function* walk(root: string, options: PutTreeOptions): AsyncGenerator<{ path: string; entry: Dirent }> {
  const pending = [""];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(refused(folder || "The folder"));
    for (const entry of entries) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.name === ".git" || options.ignore?.(path) === true) continue;
      if (entry.isDirectory()) pending.push(path);
      else yield { path, entry };
    }
  }
}

async function storeFile(root: string, path: string, store: ContentStore, left: { bytes: number }): Promise<TreeEntry> {
  // Without following: the folder may be one that somebody else still writes to.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const file = await open(join(root, path), flags).catch(refused(path));
  try {
    const state = await file.stat();
    if (!state.isFile()) throw new StorageError("storage.corrupt", `${path} changed while it was stored.`);
    spend(left, state.size);
    const stored = state.size <= smallFile ? await storeSmall(file, store) : await storeLarge(file, store, state.size);
    // Grown or shrunk since: what counts is what was stored.
    spend(left, stored.size - state.size);
    return { kind: "file", path, ...stored, executable: (state.mode & 0o111) !== 0 };
  } finally {
    await file.close();
  }
}

/** A folder of somebody else may hold what we have no right to: leaving it out would look as if it were not there. */
function refused(what: string): (error: unknown) => never {
  return (error) => {
    const code = systemCode(error);
    if (code !== "EACCES" && code !== "EPERM") throw error;
    throw new StorageError("storage.unreadable", `${what} cannot be read: Redoubt has no right to it.`);
  };
}

async function storeSmall(file: FileHandle, store: ContentStore): Promise<{ sha256: string; size: number }> {
  const bytes = await file.readFile();
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  if (!(await isStored(store.pathOf(sha256), bytes.length))) {
    const pending = await writePending(store.temporaryFolder, [bytes], bytes.length);
    await pending.publish(store.pathOf(sha256));
  }
  return { sha256, size: bytes.length };
}

async function storeLarge(
  file: FileHandle,
  store: ContentStore,
  size: number,
): Promise<{ sha256: string; size: number }> {
  const stream = file.createReadStream({ autoClose: false });
  const pending = await writePending(store.temporaryFolder, stream, size);
  const path = store.pathOf(pending.sha256);
  if (await isStored(path, pending.size)) await pending.discard();
  else await pending.publish(path);
  return { sha256: pending.sha256, size: pending.size };
}

/** True when content of that hash and size is there; marks it as used now, so that no clean-up takes it meanwhile. */
async function isStored(path: string, size: number): Promise<boolean> {
  try {
    const now = new Date();
    await utimes(path, now, now);
    return (await stat(path)).size === size;
  } catch {
    return false;
  }
}

function spend(left: { bytes: number }, bytes: number): void {
  left.bytes -= bytes;
  if (left.bytes < 0) throw new StorageError("storage.too-large", "The folder is larger than allowed.");
}

/** The text of a relative link that ends at a file or folder of the tree, else undefined. */
async function innerTarget(root: string, path: string): Promise<string | undefined> {
  const place = join(root, path);
  const target = await readlink(place);
  if (isAbsolute(target)) return undefined;
  const real = await realpath(place).catch(() => undefined);
  if (real === undefined || !real.startsWith(root + sep)) return undefined;
  const inner = relative(root, real).split(sep);
  if (inner.includes(".git")) return undefined;
  const end = await lstat(real);
  if (!end.isFile() && !end.isDirectory()) return undefined;
  // Written anew without detours: links on the way would be other links in a tree that is changed later.
  return relative(dirname(place), real) || ".";
}
