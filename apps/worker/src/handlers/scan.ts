import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { assignOwners, publishScan } from "@redoubt/domain/finding/server";
import { hashKey } from "@redoubt/domain/organization/server";
import { continueDemo } from "@redoubt/domain/project/server";
import { DEPENDENCY_SCANNER, type ScanProgress } from "@redoubt/domain/scan";
import {
  appendScanLog,
  attemptStanding,
  endCancelledScan,
  failScan,
  locateScan,
  type RevisionToScan,
  releaseScan,
  reportScanProgress,
  type ScanTask,
  startScan,
  type StoredOutput,
} from "@redoubt/domain/scan/server";
import { DomainError } from "@redoubt/domain/shared";
import { SandboxError } from "@redoubt/sandbox";
import { findScanner, type Scanner } from "@redoubt/scanners";
import { StorageError } from "@redoubt/storage";
import { z } from "zod";
import { ownDependencyMounts } from "../pipeline/own-source.ts";
import { runScanner, type ScannerRun } from "../pipeline/run-scanner.ts";
import { surveyRoots } from "../pipeline/roots.ts";
import type { RawOutput } from "../pipeline/scan-root.ts";
import { type AttemptWatch, watchAttempt } from "../pipeline/watch-attempt.ts";
import { type HandlerContext, isRedelivered, type OrganizationHandler } from "./context.ts";
import { matchAdvisories } from "./advisory/match-advisories.ts";

/** Runs one scanner on one revision and publishes what it found. */
export const executeScan: OrganizationHandler = {
  locate: locateScan,
  giveUp: async (deps, subjectId, reason) => {
    const task = await startScan(deps, subjectId);
    if (task !== null) await failScan(deps, task, reason);
  },
  run,
};

/** Raw output of one scan that is kept; what is beyond is cut with a line that says so. */
const RAW_BYTES = 64 * 1024 * 1024;

async function run(context: HandlerContext): Promise<void> {
  const { deps, tools } = context;
  const task = await startScan(deps, context.subjectId);
  if (task !== null) {
    const folder = join(tools.workDirectory, "scans");
    await mkdir(folder, { recursive: true, mode: 0o711 });
    const work = await mkdtemp(join(folder, "scan-"));
    const watch = watchScan(context, task);
    try {
      watch.progress({ phase: "waiting for a free slot" });
      await tools.heavy(watch.signal, () => scan(context, task, work, watch));
    } catch (error) {
      await end(context, task, watch, error);
    } finally {
      watch.close();
      await rm(work, { recursive: true, force: true });
    }
  }
  await continueDemo(deps);
}

function watchScan({ deps, signal, log }: HandlerContext, task: ScanTask): AttemptWatch<ScanProgress> {
  return watchAttempt(
    {
      append: async (lines) => ((await appendScanLog(deps, task, lines)) ? "go" : "lost"),
      report: (value) => reportScanProgress(deps, task, value),
      ask: () => attemptStanding(deps, task),
    },
    { signal, onError: (error) => log.warn({ err: error }, "could not ask") },
  );
}

/** True when the database refused a write because the attempt is not the current one. */
function isStale(error: unknown): boolean {
  return error instanceof DomainError && error.code === "scan.stale-attempt";
}

async function end(
  context: HandlerContext,
  task: ScanTask,
  watch: AttemptWatch<ScanProgress>,
  error: unknown,
): Promise<void> {
  const { deps, log } = context;
  await watch.settle().catch(() => undefined);
  if (isStale(error) || watch.standing() === "lost") {
    log.info("another attempt has taken over");
  } else if (watch.standing() === "cancel") {
    await endCancelledScan(deps, task);
  } else if (context.signal.aborted) {
    // Back to the queue with a new fence: a shutdown is no crash.
    await releaseScan(deps, task, { redelivered: isRedelivered(context.signal) });
  } else {
    log.warn({ err: error }, "scan failed");
    await failScan(deps, task, reasonOf(error));
  }
}

async function scan(
  context: HandlerContext,
  task: ScanTask,
  work: string,
  watch: AttemptWatch<ScanProgress>,
): Promise<void> {
  const { revision } = task;
  const scanner = findScanner(task.scanner);
  if (revision === null) {
    await failScan(context.deps, task, "The content of this revision is not there any more.");
    return;
  }
  if (task.scanner === DEPENDENCY_SCANNER.id) return matchAdvisories(context, task, revision, watch);
  if (scanner === undefined) {
    await failScan(context.deps, task, `This installation has no scanner called ${task.scanner}.`);
    return;
  }
  const raw = join(work, "raw.txt");
  const result = await runOn(context, task, { scanner, revision, folder: join(work, "tree"), raw }, watch);
  // A tool that was ended on request looks as if it had failed.
  watch.signal.throwIfAborted();
  if (result.run.outcome === "failed") {
    await watch.settle();
    await failScan(context.deps, task, result.run.failure ?? "Nothing could be scanned.", result.run.notScanned);
    return;
  }
  watch.progress({ phase: "publishing" });
  await watch.settle();
  watch.signal.throwIfAborted();
  await publish(context, task, result.run, result.files, raw);
  // What was found is published, whoever it belongs to.
  await assignOwners(context.deps, task.scanId).catch((error: unknown) =>
    context.log.warn({ err: error }, "owners not assigned"),
  );
}

interface Work {
  readonly scanner: Scanner;
  readonly revision: RevisionToScan;
  readonly folder: string;
  /** File that the raw output goes to. */
  readonly raw: string;
}

async function runOn(
  context: HandlerContext,
  task: ScanTask,
  { scanner, revision, folder, raw }: Work,
  watch: AttemptWatch<ScanProgress>,
): Promise<{ run: ScannerRun; files: string[] }> {
  const { deps, tools } = context;
  watch.progress({ phase: "laying out the revision" });
  await tools.storage.materializeTree(revision.treeKey, folder, { signal: watch.signal });
  const own = revision.ownSource ? { dependencyMounts: ownDependencyMounts() } : {};
  const { fetchPackage } = tools.compilerStore;
  const survey = await surveyRoots(folder, { submodulePaths: revision.submodulePaths, fetchPackage, ...own });
  const kept = createWriteStream(raw, { mode: 0o600 });
  try {
    const run = await runScanner(scanner, survey, {
      sandbox: tools.sandbox,
      compilerStore: tools.compilerStore,
      workDirectory: join(tools.workDirectory, "roots"),
      ownSource: revision.ownSource,
      ...own,
      previousStates: await previousStates(context, task),
      signal: watch.signal,
      secretKey: await deps.withOrganization((tx) => hashKey(tx, deps, "finding.secret")),
      log: watch.log,
      progress: (done, total, root) =>
        watch.progress({ phase: "scanning", done, total, ...(root === "" ? {} : { root }) }),
      keepRaw: (output) => keep(output, kept),
    });
    watch.log(`${run.findings.length} results in ${run.scannedFiles.length} files, attempt ${task.attempt}`);
    const entries = await tools.storage.listTree(revision.treeKey);
    return { run, files: entries.map((entry) => entry.path) };
  } finally {
    kept.end();
    await finished(kept).catch(() => undefined);
  }
}

async function keep(output: RawOutput, file: ReturnType<typeof createWriteStream>): Promise<void> {
  const head = output.root === "" ? "." : output.root;
  await write(file, `# ${head}\n`);
  for await (const line of output.lines) {
    if (file.bytesWritten + file.writableLength > RAW_BYTES) {
      await write(file, "# cut: the output is larger than what is kept\n");
      return;
    }
    await write(file, `${line}\n`);
  }
}

async function write(file: ReturnType<typeof createWriteStream>, text: string): Promise<void> {
  if (!file.write(text)) await once(file, "drain");
}

async function publish(
  { deps, tools }: HandlerContext,
  task: ScanTask,
  run: ScannerRun,
  revisionFiles: readonly string[],
  rawFile: string,
): Promise<void> {
  const stored: StoredOutput[] = [];
  const store = async (content: Readable | string): Promise<StoredOutput> => {
    const object = await tools.storage.put(deps.organizationId, content, { maxBytes: RAW_BYTES + 1024 * 1024 });
    stored.push(object);
    return object;
  };
  try {
    const raw = await store(createReadStream(rawFile));
    const state = Object.keys(run.states).length === 0 ? null : await store(JSON.stringify(run.states));
    await publishScan(deps, {
      scanId: task.scanId,
      fence: task.attempt,
      results: run.findings,
      scannerVersion: run.version,
      configDigest: run.configDigest,
      detectors: run.detectors,
      complete: run.outcome === "succeeded",
      scannedFiles: run.scannedFiles,
      revisionFiles,
      notScanned: run.notScanned,
      sandboxed: run.sandboxed,
      raw,
      stateKey: state?.key ?? null,
      durationMs: run.stats.durationMs,
    });
  } catch (error) {
    // Nothing in the database names these.
    for (const { key } of stored) await tools.storage.delete(key);
    throw error;
  }
}

/** What this scanner's run on the revision before left, by root path; nothing when it cannot be read any more. */
async function previousStates({ tools, log }: HandlerContext, task: ScanTask): Promise<Record<string, unknown>> {
  if (task.previousStateKey === null) return {};
  try {
    const content = await tools.storage.read(task.previousStateKey, { maxBytes: RAW_BYTES });
    return z.record(z.string(), z.unknown()).parse(JSON.parse(content.toString("utf8")));
  } catch (error) {
    log.warn({ err: error }, "state of the run before not read");
    return {};
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof StorageError) return error.message;
  if (error instanceof SandboxError) {
    return error.howToInstall === undefined ? error.message : `${error.message} Install it: ${error.howToInstall}`;
  }
  return "Something went wrong on our side during this scan. The log of the worker has the details.";
}
