import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { continueDemo } from "@redoubt/domain/project/server";
import { DomainError } from "@redoubt/domain/shared";
import {
  appendPocRunLog,
  type ClaimedRun,
  completePocRun,
  failPocRuns,
  locatePocRun,
  type PocBatch,
  releasePocRuns,
  startPocRuns,
} from "@redoubt/domain/verification/server";
import { SandboxError } from "@redoubt/sandbox";
import { createLogBuffer, type LogBuffer } from "../pipeline/log-buffer.ts";
import { ownDependencyMounts } from "../pipeline/own-source.ts";
import { runPocs } from "../pipeline/run-poc.ts";
import { type HandlerContext, isRedelivered, type OrganizationHandler } from "./context.ts";

/** Runs a PoC, and with it all that wait for the same revision and root: one build answers them all. */
export const runPoc: OrganizationHandler = {
  locate: locatePocRun,
  giveUp: async (deps, subjectId, reason) => {
    // Those that only wait for the same build belong to others.
    const batch = await startPocRuns(deps, subjectId, { alone: true });
    if (batch !== null) await failPocRuns(deps, batch.runs, reason);
  },
  run,
};

async function run(context: HandlerContext): Promise<void> {
  const batch = await startPocRuns(context.deps, context.subjectId);
  if (batch === null) return;
  const folder = join(context.tools.workDirectory, "pocs");
  await mkdir(folder, { recursive: true, mode: 0o711 });
  const work = await mkdtemp(join(folder, "tree-"));
  const watch = watchRuns(context, batch.runs);
  try {
    await context.tools.heavy(watch.signal, () => runBatch(context, batch, join(work, "tree"), watch));
  } catch (error) {
    await watch.settle().catch(() => undefined);
    if (context.signal.aborted) {
      await releasePocRuns(context.deps, batch.runs, { redelivered: isRedelivered(context.signal) });
    } else if (!watch.signal.aborted) {
      context.log.warn({ err: error }, "PoC runs not done");
      await failPocRuns(context.deps, batch.runs, reasonOf(error));
    }
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  await continueDemo(context.deps);
}

interface Watch {
  /** Aborted when every run of the batch was cancelled or taken over, or on shutdown. */
  readonly signal: AbortSignal;
  readonly shared: LogBuffer;
  logOf(runId: string): LogBuffer;
  settle(): Promise<void>;
}

function watchRuns(context: HandlerContext, runs: readonly ClaimedRun[]): Watch {
  const stop = new AbortController();
  let nextSeq = 0;
  // One counter for all, so that shared and own lines of a run never claim the same number.
  const bufferFor = (targets: readonly ClaimedRun[]) =>
    createLogBuffer(async (lines) => {
      const numbered = lines.map(({ text }) => ({ seq: (nextSeq += 1), text }));
      const alive = await appendPocRunLog(context.deps, targets, numbered);
      if (targets.length === runs.length && alive.size === 0) stop.abort(new Error("cancelled or taken over"));
    });
  const shared = bufferFor(runs);
  const own = new Map(runs.map((run) => [run.runId, bufferFor([run])]));
  // A build may be silent for long: asking with an empty line is how a cancellation is noticed.
  const timer = setInterval(() => {
    appendPocRunLog(context.deps, runs, [])
      .then((alive) => alive.size === 0 && stop.abort(new Error("cancelled or taken over")))
      .catch(() => undefined);
  }, 2_000);
  return {
    signal: AbortSignal.any([context.signal, stop.signal]),
    shared,
    logOf: (runId) => own.get(runId) ?? shared,
    async settle() {
      clearInterval(timer);
      await Promise.all([shared, ...own.values()].map((buffer) => buffer.settle()));
    },
  };
}

async function runBatch(context: HandlerContext, batch: PocBatch, folder: string, watch: Watch): Promise<void> {
  const { deps, tools } = context;
  try {
    await tools.storage.materializeTree(batch.treeKey, folder, { signal: watch.signal });
    const outcomes = await runPocs(
      batch.runs.map(({ runId, fileName, content }) => ({ id: runId, fileName, content })),
      {
        folder,
        rootPath: batch.rootPath,
        sandbox: tools.sandbox,
        compilerStore: tools.compilerStore,
        workDirectory: join(tools.workDirectory, "roots"),
        ownSource: batch.ownSource,
        ...(batch.ownSource ? { dependencyMounts: ownDependencyMounts() } : {}),
        signal: watch.signal,
        log: (id, line) => (id === null ? watch.shared : watch.logOf(id)).push(line),
      },
    );
    // A build that was ended on request looks as if it had failed.
    watch.signal.throwIfAborted();
    await watch.settle();
    for (const run of batch.runs) {
      const outcome = outcomes.get(run.runId);
      if (outcome === undefined) await failPocRuns(deps, [run], "It was not run: see the log.");
      else await publish(context, run, outcome);
    }
  } finally {
    await watch.settle().catch(() => undefined);
  }
}

async function publish(
  { deps }: HandlerContext,
  run: ClaimedRun,
  outcome: Parameters<typeof completePocRun>[2],
): Promise<void> {
  try {
    await completePocRun(deps, run, outcome);
  } catch (error) {
    // Cancelled or taken over meanwhile: its own end stands.
    if (!(error instanceof DomainError) || error.code !== "verification.stale-attempt") throw error;
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof SandboxError) {
    return error.howToInstall === undefined ? error.message : `${error.message} Install it: ${error.howToInstall}`;
  }
  return "Something went wrong on our side during this run. The log of the worker has the details.";
}
