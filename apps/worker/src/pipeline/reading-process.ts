import path from "node:path";
import type { OwnProgram } from "@redoubt/sandbox";

const REPOSITORY = path.resolve(import.meta.dirname, "../../../..");
/** What a reading process may read: the code that it runs, never the data folder beside it. */
const READABLE = ["node_modules", "packages", "apps/worker/src", "apps/worker/package.json", "package.json"];

/** A process that reads what nobody trusts: its only rights are to read the product's code and what it is given. */
export function processThatReads(script: string, given: readonly string[]): Omit<OwnProgram, "memoryMb"> {
  return {
    script: path.join(import.meta.dirname, script),
    workingFolder: REPOSITORY,
    readable: [...READABLE.map((each) => path.join(REPOSITORY, each)), ...given],
  };
}
