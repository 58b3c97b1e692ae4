import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { DomainError } from "@redoubt/domain/shared";
import {
  completeReading,
  expireThreats as expire,
  failReading,
  holdsReading,
  locateReading,
  releaseReading,
  startReading,
} from "@redoubt/domain/threat-model/server";
import { readCodeFacts, type SourceText } from "@redoubt/scanners";
import { arrangeModel } from "../pipeline/arrange-model.ts";
import { readTree } from "../pipeline/tree.ts";
import { watchHold } from "../pipeline/watch-hold.ts";
import type { HandlerContext, OrganizationHandler, SystemHandler } from "./context.ts";

/** Reads a revision's syntax for a draft of the model, or to see whether what is pinned has changed. */
export const readCode: OrganizationHandler = {
  locate: locateReading,
  giveUp: async (deps, subjectId, reason) => {
    const task = await startReading(deps, subjectId);
    if (task !== null) await failReading(deps, task, reason);
  },
  run,
};

/** Brings back what was acknowledged or declined until a day that has come. */
export const expireThreats: SystemHandler = {
  async run({ database, log }) {
    const expired = await expire(database);
    if (expired > 0) log.info({ expired }, "decisions on threats expired");
  },
};

async function run(context: HandlerContext): Promise<void> {
  const { deps, subjectId, tools } = context;
  const task = await startReading(deps, subjectId);
  if (task === null) return;
  const watch = watchHold(() => holdsReading(deps, task), {
    signal: context.signal,
    onError: (error) => context.log.warn({ err: error }, "the standing of a reading is not known"),
  });
  const { signal } = watch;
  const folder = join(tools.workDirectory, "models");
  await mkdir(folder, { recursive: true, mode: 0o711 });
  const work = await mkdtemp(join(folder, "tree-"));
  try {
    const tree = join(work, "tree");
    await tools.storage.materializeTree(task.treeKey, tree, { signal });
    const facts = await readCodeFacts(await readTexts(tree, signal), signal);
    signal.throwIfAborted();
    await completeReading(deps, task, facts, arrangeModel);
  } catch (error) {
    // Of a cancelled reading there is nothing to give back.
    if (signal.aborted) await releaseReading(deps, task);
    else if (!(error instanceof DomainError) || error.code !== "threat-model.version-state") {
      context.log.warn({ err: error }, "code not read for the threat model");
      const reason = error instanceof DomainError ? error.message : "The code could not be read. Try another revision.";
      await failReading(deps, task, reason);
    }
  } finally {
    watch.close();
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
