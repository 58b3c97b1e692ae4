import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import type { AdvisoryEcosystem, AdvisoryImportProgress, OsvRecord } from "@redoubt/domain/advisory";
import {
  type AdvisoryImportTask,
  completeAdvisoryImport,
  endCancelledImport,
  failAdvisoryImport,
  importStanding,
  releaseAdvisoryImport,
  reportImportProgress,
  startAdvisoryImport,
  storeAdvisories,
  storeExploited,
  storeScores,
} from "@redoubt/domain/advisory/server";
import { DomainError } from "@redoubt/domain/shared";
import { StorageError } from "@redoubt/storage";
import { type DumpRead, readDump } from "../../pipeline/read-dump.ts";
import { type AttemptWatch, watchAttempt } from "../../pipeline/watch-attempt.ts";
import { isRedelivered, type WholeOrganizationHandler } from "../context.ts";

type Context = Parameters<WholeOrganizationHandler["runWhole"]>[0];

/** Brings in an uploaded dump of advisories; the subject is the import. The upload goes when the import has ended. */
export const importDump: WholeOrganizationHandler = {
  async runWhole(context) {
    const { deps, tools, log } = context;
    const started = await startAdvisoryImport(deps, context.subjectId);
    if (started === null) return;
    if ("over" in started) return tools.storage.delete(started.over);
    const { task } = started;
    const watch = watchAttempt<AdvisoryImportProgress>(
      {
        // An import has no log of its own: its progress says what it is at.
        append: async () => importStanding(deps, task),
        report: (value) => reportImportProgress(deps, task, value),
        ask: () => importStanding(deps, task),
      },
      { signal: context.signal, onError: (error) => log.warn({ err: error }, "could not ask") },
    );
    try {
      watch.progress({ phase: "waiting for a free slot" });
      await tools.heavy(watch.signal, () => bringIn(context, task, watch));
      await tools.storage.delete(task.uploadKey);
    } catch (error) {
      await end(context, task, watch, error);
    } finally {
      watch.close();
    }
  },
  async giveUpWhole(deps, subjectId, reason) {
    const started = await startAdvisoryImport(deps, subjectId);
    if (started !== null && "task" in started) await failAdvisoryImport(deps, started.task, reason);
  },
};

async function bringIn(
  context: Context,
  task: AdvisoryImportTask,
  watch: AttemptWatch<AdvisoryImportProgress>,
): Promise<void> {
  const { deps } = context;
  const counts = { added: 0, changed: 0, unchanged: 0, withdrawn: 0 };
  const ecosystems = new Set<AdvisoryEcosystem>();
  const add = (stored: { added: number; changed: number; unchanged: number }): void => {
    for (const key of ["added", "changed", "unchanged"] as const) counts[key] += stored[key];
  };
  const onAdvisories = async (records: readonly OsvRecord[]): Promise<void> => {
    watch.signal.throwIfAborted();
    add(await storeAdvisories(deps, task, records));
    for (const { affected, withdrawn } of records) {
      if (withdrawn !== null) counts.withdrawn += 1;
      for (const { ecosystem } of affected) ecosystems.add(ecosystem);
    }
  };
  const onProgress = (done: number, total: number): void => watch.progress({ phase: "reading", done, total });
  const read = await withFile(context, task, (file) =>
    readDump({ file, kind: task.kind }, { onAdvisories, onProgress }, { signal: watch.signal }),
  );
  if ("refused" in read) throw new Refused(read.refused);
  watch.progress({ phase: "storing" });
  await watch.settle();
  watch.signal.throwIfAborted();
  if (read.kind === "epss") add(await storeScores(deps, task, read.scores, read.asOf));
  if (read.kind === "kev") add(await storeExploited(deps, task, read.exploited, read.asOf));
  await completeAdvisoryImport(deps, task, {
    ...{ kind: read.kind, dataAsOf: read.asOf, ecosystems: [...ecosystems], notices: noticesOf(read) },
    counts: { ...counts, read: read.read, leftOut: read.leftOut, elsewhere: read.elsewhere },
  });
}

/** A file that is no dump, or crosses a limit; the message is for people. */
class Refused extends Error {}

function noticesOf(read: DumpRead): string[] {
  const { elsewhere, leftOut, notices } = read;
  return [
    ...(elsewhere === 0
      ? []
      : [`${elsewhere} advisories are about ecosystems whose lock files are not read here, and were not kept.`]),
    ...(leftOut > notices.length ? [`${leftOut} entries were left out; the first ${notices.length} of them:`] : []),
    ...notices.map((notice) => `Left out: ${notice}`),
  ];
}

/** Lays the upload down as a file of this attempt: the process that reads it sees nothing else of the storage. */
async function withFile<T>(
  { tools }: Context,
  task: AdvisoryImportTask,
  use: (file: string) => Promise<T>,
): Promise<T> {
  await mkdir(tools.workDirectory, { recursive: true, mode: 0o711 });
  const file = path.join(tools.workDirectory, `dump-${task.importId}-${task.attempt}`);
  try {
    await pipeline(await tools.storage.open(task.uploadKey), createWriteStream(file, { mode: 0o600 }));
    return await use(file);
  } finally {
    await rm(file, { force: true });
  }
}

async function end(
  context: Context,
  task: AdvisoryImportTask,
  watch: AttemptWatch<AdvisoryImportProgress>,
  error: unknown,
): Promise<void> {
  const { deps, tools, log } = context;
  await watch.settle().catch(() => undefined);
  const isStale = error instanceof DomainError && error.code === "advisory.stale-attempt";
  if (isStale || watch.standing() === "lost") {
    log.info("another attempt has taken over");
    return;
  }
  if (watch.standing() !== "cancel" && context.signal.aborted) {
    await releaseAdvisoryImport(deps, task, { redelivered: isRedelivered(context.signal) });
    return;
  }
  if (watch.standing() === "cancel") await endCancelledImport(deps, task);
  else {
    log.warn({ err: error }, "advisories not imported");
    await failAdvisoryImport(deps, task, reasonOf(error));
  }
  await tools.storage.delete(task.uploadKey);
}

function reasonOf(error: unknown): string {
  if (error instanceof Refused || error instanceof StorageError || error instanceof DomainError) return error.message;
  return "Something went wrong on our side while reading this. The log of the worker has the details.";
}
