import type { Readable } from "node:stream";
import {
  expireAcknowledgements as expire,
  expirePolicies as endPolicies,
  findingJobs,
  type ImportedRun,
  publishImport,
} from "@redoubt/domain/finding/server";
import type { NormalizedFinding } from "@redoubt/domain/finding";
import { hashKey } from "@redoubt/domain/organization/server";
import type { NotScanned, ScanProgress } from "@redoubt/domain/scan";
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
} from "@redoubt/domain/scan/server";
import { DomainError } from "@redoubt/domain/shared";
import { addContext, detectFormat, type Notice, ReportError, type ReportRun } from "@redoubt/scanners";
import { StorageError } from "@redoubt/storage";
import { type AttemptWatch, watchAttempt } from "../pipeline/watch-attempt.ts";
import { type HandlerContext, isRedelivered, type OrganizationHandler, type SystemHandler } from "./context.ts";

/** Reads an uploaded report and publishes what it says; the subject is the scan that holds the upload. */
export const importReport: OrganizationHandler = {
  locate: locateScan,
  giveUp: async (deps, subjectId, reason) => {
    const task = await startScan(deps, subjectId);
    if (task !== null) await failScan(deps, task, reason);
  },
  run,
};

/** Reopens what was acknowledged until a date that has passed. */
export const expireAcknowledgements: SystemHandler = {
  async run({ database, log }) {
    const expired = await expire(database);
    if (expired > 0) log.info({ expired }, "acknowledgements expired");
  },
};

/** Ends policies whose day has come, and says of others that theirs is near. */
export const expirePolicies: SystemHandler = {
  async run({ database, log }) {
    const { expired, warned } = await endPolicies(database);
    if (expired + warned > 0) log.info({ expired, warned }, "policies expired and warned of");
  },
};

const HEAD_BYTES = 64 * 1024;
/** Files that give findings of a report their function; larger ones are generated, and no one reads them. */
const SOURCE_BYTES = 4 * 1024 * 1024;
/** Reports that do not name their subject: empty is the category of our own scans. */
const UNNAMED = "import";

const UNREADABLE =
  "This is no report that can be read here. Upload SARIF 2.1.0; most scanners write it with an option such as --format sarif.";

async function run(context: HandlerContext): Promise<void> {
  const { deps, tools, log } = context;
  const task = await startScan(deps, context.subjectId);
  if (task === null) return;
  const watch = watchAttempt<ScanProgress>(
    {
      append: async (lines) => ((await appendScanLog(deps, task, lines)) ? "go" : "lost"),
      report: (value) => reportScanProgress(deps, task, value),
      ask: () => attemptStanding(deps, task),
    },
    { signal: context.signal, onError: (error) => log.warn({ err: error }, "could not ask") },
  );
  try {
    watch.progress({ phase: "reading the report" });
    await tools.heavy(watch.signal, () => read(context, task, watch));
  } catch (error) {
    await watch.settle().catch(() => undefined);
    const stale = error instanceof DomainError && error.code === "scan.stale-attempt";
    if (stale || watch.standing() === "lost") log.info("another attempt has taken over");
    else if (watch.standing() === "cancel") await endCancelledScan(deps, task);
    else if (context.signal.aborted) {
      const job = findingJobs["finding.import-report"];
      await releaseScan(deps, task, { job, redelivered: isRedelivered(context.signal) });
    } else {
      log.warn({ err: error }, "report not imported");
      await failScan(deps, task, reasonOf(error));
    }
  } finally {
    watch.close();
  }
}

async function read(context: HandlerContext, task: ScanTask, watch: AttemptWatch<ScanProgress>): Promise<void> {
  const { deps, tools } = context;
  const started = performance.now();
  const key = task.uploadKey;
  if (key === null) {
    await failScan(deps, task, "The uploaded file is not there any more.");
    return;
  }
  const format = detectFormat(await headOf(await tools.storage.open(key)));
  if (format === undefined) {
    await failScan(deps, task, UNREADABLE);
    return;
  }
  watch.log(`${format.title}`);
  const notices: Notice[] = [];
  const at = {
    root: "",
    dependencyPaths: task.revision?.dependencyPaths ?? [],
    notice: (notice: Notice) => void notices.push(notice),
    secretKey: await deps.withOrganization((tx) => hashKey(tx, deps, "finding.secret")),
  };
  const runs: ImportedRun[] = [];
  for await (const run of format.readRuns(await tools.storage.open(key), at)) {
    watch.signal.throwIfAborted();
    watch.log(`${run.title} ${run.version ?? ""}: ${run.results} results`);
    watch.progress({ phase: "reading the report", done: runs.length + 1 });
    runs.push(await toImported(context, task, run));
  }
  const files = task.revision === null ? null : await treePaths(context, task.revision);
  const durationMs = (performance.now() - started) / Math.max(1, runs.length);
  watch.progress({ phase: "publishing" });
  await watch.settle();
  watch.signal.throwIfAborted();
  await publishImport(deps, {
    scanId: task.scanId,
    fence: task.attempt,
    runs: runs.map((run, index) => ({
      ...run,
      revisionFiles: files,
      notScanned: index === 0 ? [...run.notScanned, ...notices.flatMap(toNotScanned)] : run.notScanned,
      durationMs,
    })),
  });
}

async function toImported(context: HandlerContext, task: ScanTask, run: ReportRun): Promise<ImportedRun> {
  const findings = await withContext(context, task.revision, run.findings);
  const whole = run.findings.length === run.results && !run.notices.some((notice) => notice.kind === "limit");
  return {
    scanner: run.scanner,
    category: task.category || run.category || UNNAMED,
    results: run.resultsPresent ? findings : null,
    scannerVersion: run.version,
    configDigest: null,
    detectors: run.detectors,
    complete: run.successful && whole,
    scannedFiles: null,
    revisionFiles: null,
    notScanned: run.notices.flatMap(toNotScanned),
    sandboxed: null,
    raw: null,
    durationMs: 0,
  };
}

/** With source, findings get the functions around them and fingerprints that outlive a moved line. */
async function withContext(
  { tools }: HandlerContext,
  revision: RevisionToScan | null,
  findings: readonly NormalizedFinding[],
): Promise<NormalizedFinding[]> {
  if (revision === null) return [...findings];
  const readFile = async (path: string): Promise<string | undefined> => {
    try {
      const content = await tools.storage.readTreeFile(revision.treeKey, path, { maxBytes: SOURCE_BYTES });
      return content.toString("utf8");
    } catch (error) {
      if (error instanceof StorageError && error.code !== "storage.no-space") return undefined;
      throw error;
    }
  };
  const named: NormalizedFinding[] = [];
  for await (const finding of addContext(findings, readFile)) named.push(finding);
  return named;
}

async function treePaths({ tools }: HandlerContext, revision: RevisionToScan): Promise<string[]> {
  return (await tools.storage.listTree(revision.treeKey)).map((entry) => entry.path);
}

async function headOf(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes);
    size += bytes.length;
    if (size >= HEAD_BYTES) break;
  }
  stream.destroy();
  return Buffer.concat(chunks).subarray(0, HEAD_BYTES).toString("utf8");
}

function toNotScanned(notice: Notice): NotScanned[] {
  if (notice.kind === "info") return [];
  return [{ ...(notice.path === undefined ? {} : { path: notice.path }), reason: notice.reason }];
}

function reasonOf(error: unknown): string {
  if (error instanceof StorageError) return error.message;
  if (error instanceof ReportError) return `The report cannot be read: ${error.message}.`;
  return "Something went wrong on our side while importing this. The log of the worker has the details.";
}
