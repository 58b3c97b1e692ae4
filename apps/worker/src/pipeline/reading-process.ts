import { rm } from "node:fs/promises";
import path from "node:path";
import { warmCodeCache } from "@redoubt/sandbox";

const REPOSITORY = path.resolve(import.meta.dirname, "../../../..");
/** What a reading process may read: the code that it runs, never the data folder beside it. */
const READABLE = ["node_modules", "packages", "apps/worker/src", "apps/worker/package.json", "package.json"];

let codeCache: string | undefined;

/**
 * Compiles the code of reading processes once, into a folder of this worker: their start is then a third as long. Until
 * it is done, and where it fails, they compile for themselves.
 */
export async function warmReadingProcesses(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await warmCodeCache(folder, path.join(import.meta.dirname, "reading-code.ts"));
  codeCache = folder;
}

/** A process that reads what nobody trusts: its only rights are to read the product's code and what it is given. */
export function processThatReads(script: string, given: readonly string[], task: unknown) {
  return {
    script: path.join(import.meta.dirname, script),
    workingFolder: REPOSITORY,
    readable: [...READABLE.map((each) => path.join(REPOSITORY, each)), ...given],
    stdin: JSON.stringify(task),
    codeCache,
  };
}
