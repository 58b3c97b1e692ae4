import { createHash } from "node:crypto";
import { type FileHandle, open, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { writePending } from "./atomic-file.ts";
import type { Storage, TreeEntry } from "./contract.ts";
import { asStorageError, StorageError } from "./errors.ts";
import { removeGarbage } from "./garbage.ts";
import { contentPath, newKey, organizationFolder, organizationsIn, placeOf } from "./keys.ts";
import { readManifest, writeManifest } from "./manifest.ts";
import { storeFolder } from "./put-tree.ts";
import { findFile, writeFolder } from "./read-tree.ts";

const defaultReadBytes = 16 * 1024 * 1024;
/** Trees are immutable, so a parsed one stays right; a few, because each may have tens of thousands of entries. */
const cachedTrees = 4;

/** Storage on one file system below `rootDirectory`, which it keeps closed to other users (folders 0700, files 0600). */
export function createFileStorage(rootDirectory: string): Storage {
  const trees = new Map<string, Promise<ReadonlyMap<string, TreeEntry>>>();
  const temporaryFolder = (organizationId: string): string =>
    join(organizationFolder(rootDirectory, organizationId), "temporary");

  const putBytes = async (
    organizationId: string,
    kind: "artifact" | "tree",
    chunks: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>,
    maxBytes: number,
  ) => {
    const pending = await writePending(temporaryFolder(organizationId), chunks, maxBytes);
    const key = newKey(organizationId, kind, pending.sha256);
    await pending.publish(placeOf(rootDirectory, key).path);
    return { key, sha256: pending.sha256, size: pending.size };
  };

  const loadTree = (treeKey: string): Promise<ReadonlyMap<string, TreeEntry>> => {
    const { path, sha256 } = placeOf(rootDirectory, treeKey, "tree");
    const known = trees.get(treeKey);
    trees.delete(treeKey);
    const loading =
      known ??
      readFile(path, "utf8").then((text) => new Map(readManifest(text, sha256).map((entry) => [entry.path, entry])));
    trees.set(treeKey, loading);
    loading.catch(() => trees.delete(treeKey));
    const [oldest] = trees.keys();
    if (trees.size > cachedTrees && oldest !== undefined) trees.delete(oldest);
    return loading;
  };

  const contentOf = async (treeKey: string, path: string): Promise<{ place: string; sha256: string }> => {
    const { organizationId } = placeOf(rootDirectory, treeKey, "tree");
    const entry = findFile(await loadTree(treeKey), path);
    if (entry === undefined)
      throw new StorageError("storage.not-found", `The tree has no file ${JSON.stringify(path)}.`);
    return { place: contentPath(rootDirectory, organizationId, entry.sha256), sha256: entry.sha256 };
  };

  return {
    put: (organizationId, content, { maxBytes }) =>
      renamed("artifact", async () => {
        organizationFolder(rootDirectory, organizationId);
        const chunks = typeof content === "string" || content instanceof Uint8Array ? [content] : content;
        return putBytes(organizationId, "artifact", chunks, maxBytes);
      }),
    open: (key) => renamed("artifact", async () => openFile(placeOf(rootDirectory, key, "artifact").path)),
    read: (key, { maxBytes = defaultReadBytes } = {}) =>
      renamed("artifact", () => {
        const { path, sha256 } = placeOf(rootDirectory, key, "artifact");
        return readWhole(path, sha256, maxBytes);
      }),
    has: async (key) =>
      stat(placeOf(rootDirectory, key).path).then(
        (state) => state.isFile(),
        () => false,
      ),
    size: (key) => renamed("artifact", async () => (await stat(placeOf(rootDirectory, key, "artifact").path)).size),
    delete: (key) =>
      renamed("object", async () => {
        trees.delete(key);
        await rm(placeOf(rootDirectory, key).path, { force: true });
      }),

    putTree: (organizationId, directory, options) =>
      renamed("folder", async () => {
        const store = {
          pathOf: (sha256: string) => contentPath(rootDirectory, organizationId, sha256),
          temporaryFolder: temporaryFolder(organizationId),
        };
        const { entries, skipped, bytes } = await storeFolder(directory, store, options);
        const { text, treeHash } = writeManifest(entries);
        const { key } = await putBytes(organizationId, "tree", [text], Number.POSITIVE_INFINITY);
        return { treeKey: key, treeHash, files: entries.length, bytes, skipped };
      }),
    listTree: (treeKey) => renamed("tree", async () => [...(await loadTree(treeKey)).values()]),
    openTreeFile: (treeKey, path) => renamed("tree", async () => openFile((await contentOf(treeKey, path)).place)),
    readTreeFile: (treeKey, path, { maxBytes = defaultReadBytes } = {}) =>
      renamed("tree", async () => {
        const { place, sha256 } = await contentOf(treeKey, path);
        return readWhole(place, sha256, maxBytes);
      }),
    materializeTree: (treeKey, directory, { only, signal } = {}) =>
      renamed("tree", async () => {
        const { organizationId } = placeOf(rootDirectory, treeKey, "tree");
        const entries = [...(await loadTree(treeKey)).values()].filter((entry) => only?.(entry.path) ?? true);
        await writeFolder(entries, directory, (sha256) => contentPath(rootDirectory, organizationId, sha256), signal);
      }),

    listOrganizations: () => renamed("organization", () => organizationsIn(rootDirectory)),
    deleteOrganization: (organizationId) =>
      renamed("organization", async () => {
        for (const key of trees.keys()) if (key.startsWith(`org/${organizationId}/`)) trees.delete(key);
        await rm(organizationFolder(rootDirectory, organizationId), { recursive: true, force: true });
      }),
    collectGarbage: (organizationId) =>
      renamed("organization", async () => removeGarbage(organizationFolder(rootDirectory, organizationId), Date.now())),
  };
}

async function renamed<T>(what: string, operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    throw asStorageError(error, what);
  }
}

/** Opened before it is returned, so that a missing file is an error here and not in the middle of a response. */
async function openFile(path: string): Promise<Readable> {
  return (await open(path)).createReadStream();
}

async function readWhole(path: string, sha256: string, maxBytes: number): Promise<Buffer> {
  const file: FileHandle = await open(path);
  try {
    if ((await file.stat()).size > maxBytes) {
      throw new StorageError("storage.too-large", `The content is larger than ${maxBytes} bytes.`);
    }
    const bytes = await file.readFile();
    if (createHash("sha256").update(bytes).digest("hex") !== sha256) {
      throw new StorageError("storage.corrupt", `The content ${sha256} was changed on disk.`);
    }
    return bytes;
  } finally {
    await file.close();
  }
}
