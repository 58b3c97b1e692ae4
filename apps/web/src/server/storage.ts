import "server-only";
import { join } from "node:path";
import { SOURCE_LIMITS } from "@redoubt/domain/source";
import { createFileStorage, type Storage, StorageError } from "@redoubt/storage";
import { env } from "../env.ts";

let opened: Storage | undefined;

/** Artifacts and trees of all organizations; keys come from rows that the reader may see. */
export function storage(): Storage {
  opened ??= createFileStorage(join(env().dataDir, "storage"));
  return opened;
}

/** One file of a tree as text, for what is frozen into a report; null when it is gone, too large or no text. */
export async function readSource(treeKey: string, path: string): Promise<string | null> {
  try {
    const content = await storage().readTreeFile(treeKey, path, { maxBytes: SOURCE_LIMITS.viewBytes });
    return content.subarray(0, 8000).includes(0) ? null : content.toString("utf8");
  } catch (error) {
    if (error instanceof StorageError) return null;
    throw error;
  }
}
