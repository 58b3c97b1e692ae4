import "server-only";
import { join } from "node:path";
import { createFileStorage, type Storage } from "@redoubt/storage";
import { env } from "../env.ts";

let opened: Storage | undefined;

/** Artifacts and trees of all organizations; keys come from rows that the reader may see. */
export function storage(): Storage {
  opened ??= createFileStorage(join(env().dataDir, "storage"));
  return opened;
}
