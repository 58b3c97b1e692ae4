import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { DomainError } from "@redoubt/domain/shared";
import {
  completeReading,
  failReading,
  locateReading,
  releaseReading,
  startReading,
} from "@redoubt/domain/threat-model/server";
import { readCodeFacts, type SourceText } from "@redoubt/scanners";
import { readTree } from "../pipeline/tree.ts";
import type { HandlerContext, OrganizationHandler } from "./context.ts";

/** Reads a revision's syntax for a draft of the model, or to see whether what is pinned has changed. */
export const readCode: OrganizationHandler = {
  locate: locateReading,
  giveUp: async (deps, subjectId, reason) => {
    const task = await startReading(deps, subjectId);
    if (task !== null) await failReading(deps, task, reason);
  },
  run,
};

async function run(context: HandlerContext): Promise<void> {
  const { deps, subjectId, tools, signal } = context;
  const task = await startReading(deps, subjectId);
  if (task === null) return;
  const folder = join(tools.workDirectory, "models");
  await mkdir(folder, { recursive: true, mode: 0o711 });
  const work = await mkdtemp(join(folder, "tree-"));
  try {
    const tree = join(work, "tree");
    await tools.storage.materializeTree(task.treeKey, tree, { signal });
    const facts = readCodeFacts(await readTexts(tree, signal));
    signal.throwIfAborted();
    await completeReading(deps, task, facts);
  } catch (error) {
    if (signal.aborted) await releaseReading(deps, task);
    else if (!(error instanceof DomainError) || error.code !== "threat-model.version-state") {
      context.log.warn({ err: error }, "code not read for the threat model");
      const reason = error instanceof DomainError ? error.message : "The code could not be read. Try another revision.";
      await failReading(deps, task, reason);
    }
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

const WANTED = /(?:\.sol|\.[cm]?[jt]s|package\.json|\.ya?ml)$/;
const MOST_FILE = 1024 * 1024;
const MOST_TEXT = 48 * 1024 * 1024;

/** Sources, manifests and builds, up to a bound that a product does not reach; of larger trees the first files. */
async function readTexts(folder: string, signal: AbortSignal): Promise<SourceText[]> {
  const { files } = await readTree(folder);
  const texts: SourceText[] = [];
  let size = 0;
  for (const path of files.filter((name) => WANTED.test(name))) {
    signal.throwIfAborted();
    const text = await readFile(join(folder, path), "utf8").catch(() => "");
    if (text.length > MOST_FILE) continue;
    size += text.length;
    if (size > MOST_TEXT) break;
    texts.push({ path, text });
  }
  return texts;
}
