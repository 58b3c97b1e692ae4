import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import {
  type AccessTask,
  completeAccessReading,
  failAccessReading,
  holdsAccessReading,
  locateAccessReading,
  releaseAccessReading,
  startAccessReading,
} from "@redoubt/domain/profile/server";
import { continueDemo } from "@redoubt/domain/project/server";
import { DomainError } from "@redoubt/domain/shared";
import { SandboxError } from "@redoubt/sandbox";
import { readPowers } from "../pipeline/read-powers.ts";
import { watchHold } from "../pipeline/watch-hold.ts";
import type { HandlerContext, OrganizationHandler } from "./context.ts";

/** Reads who has power over the contracts of a revision. */
export const readAccess: OrganizationHandler = {
  locate: locateAccessReading,
  giveUp: async (deps, subjectId, reason) => {
    const task = await startAccessReading(deps, subjectId);
    if (task !== null) await failAccessReading(deps, task, reason);
  },
  run,
};

async function run(context: HandlerContext): Promise<void> {
  const { deps, subjectId, tools } = context;
  const task = await startAccessReading(deps, subjectId);
  if (task === null) return;
  const folder = join(tools.workDirectory, "access");
  await mkdir(folder, { recursive: true, mode: 0o711 });
  const work = await mkdtemp(join(folder, "tree-"));
  const watch = watchHold(() => holdsAccessReading(deps, task), {
    signal: context.signal,
    onError: (error) => context.log.warn({ err: error }, "the standing of a reading is not known"),
  });
  try {
    await read(context, task, join(work, "tree"), watch.signal);
  } catch (error) {
    if (context.signal.aborted) await releaseAccessReading(deps, task);
    else if (!watch.signal.aborted && !isStopped(error)) {
      context.log.warn({ err: error }, "powers not read");
      await failAccessReading(deps, task, reasonOf(error));
    }
  } finally {
    watch.close();
    await rm(work, { recursive: true, force: true });
  }
}

async function read(
  { deps, tools }: HandlerContext,
  task: AccessTask,
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  await tools.storage.materializeTree(task.treeKey, folder, { signal });
  const { submodulePaths, ownSource } = task;
  const { sandbox, compilerStore } = tools;
  const found = await tools.heavy(signal, () =>
    readPowers(folder, {
      ...{ sandbox, compilerStore, submodulePaths, ownSource, signal },
      workDirectory: join(tools.workDirectory, "roots"),
    }),
  );
  signal.throwIfAborted();
  await completeAccessReading(deps, task, found);
  await continueDemo(deps);
}

function isStopped(error: unknown): boolean {
  return error instanceof DomainError && error.code === "profile.reading-stopped";
}

function reasonOf(error: unknown): string {
  if (error instanceof SandboxError) {
    return error.howToInstall === undefined ? error.message : `${error.message} Install it: ${error.howToInstall}`;
  }
  if (error instanceof DomainError || (error instanceof Error && error.name === "TreeError")) return error.message;
  return "The code could not be read for powers. The log of the worker has the details.";
}
