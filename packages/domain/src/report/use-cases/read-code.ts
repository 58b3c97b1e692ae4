import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { type CodeFiles, fileKey, readCodeFiles } from "../queries/sheets.ts";

/** Text of one file of an immutable tree; null when it is not there, is no text or is too large to read. */
export type ReadSource = (treeKey: string, path: string) => Promise<string | null>;

/** For callers that have no storage: sheets then say that the code could not be read. */
export const NO_SOURCE: ReadSource = async () => null;

/**
 * Reads the files that sheets will show. In a transaction of its own and before the one that freezes the report:
 * nothing outside PostgreSQL happens inside one. Trees never change, so nothing is lost by the moment between.
 */
export async function readCode(
  deps: ProjectDeps,
  read: ReadSource,
  choose: (tx: Tx) => Promise<readonly number[]>,
): Promise<CodeFiles> {
  const files = await deps.withOrganization(async (tx) => readCodeFiles(tx, deps, await choose(tx)));
  const texts = new Map<string, string>();
  for (const file of files) {
    const text = await read(file.treeKey, file.path);
    if (text !== null) texts.set(fileKey(file), text);
  }
  return texts;
}
