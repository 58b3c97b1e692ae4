import {
  announceDueFindings,
  assignOwners,
  expireAcknowledgements as expire,
  expirePolicies as endPolicies,
  expirePreviews as endPreviews,
  findDiscardedUpload,
  findingJobs,
  forgetUpload,
  type ImportedRun,
  previewImport,
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
import { addContext, hiddenBySlitherDb, SLITHER_DB, SLITHER_DB_BYTES, withSlitherDb } from "@redoubt/scanners";
import { type Notice, READ_HERE, type ReportRun } from "@redoubt/scanners/reports";
import { StorageError } from "@redoubt/storage";
import type { ReadReport } from "../pipeline/read-report.ts";
import { CANNOT_READ } from "../pipeline/report-messages.ts";
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

/** Removes the file of an upload that was looked at and thrown away. */
export const removeUpload: OrganizationHandler = {
  locate: locateScan,
  async run({ deps, subjectId, tools }) {
    const key = await findDiscardedUpload(deps, subjectId);
    if (key === null) return;
    await tools.storage.delete(key);
    await forgetUpload(deps, subjectId);
  },
};

/** Throws uploads away that nobody has decided on. */
export const expirePreviews: SystemHandler = {
  async run({ database, log }) {
    const expired = await endPreviews(database);
    if (expired > 0) log.info({ expired }, "previews expired");
  },
};

/** Tells owners of what is due in three days, or overdue. */
export const announceDue: SystemHandler = {
  async run({ database, log }) {
    const told = await announceDueFindings(database);
    if (told > 0) log.info({ told }, "due findings told");
  },
};

/** Files that give findings of a report their function; larger ones are generated, and no one reads them. */
const SOURCE_BYTES = 4 * 1024 * 1024;
/** Reports that do not name their subject: empty is the category of our own scans. */
const UNNAMED = "import";

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
    await tools.reading(watch.signal, () => read(context, task, watch));
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
  const files = task.revision === null ? null : await treePaths(context, task.revision);
  const report = await tools.reports.read(() => tools.storage.open(key), {
    dependencyPaths: [...(task.revision?.dependencyPaths ?? [])],
    ...(files === null ? {} : { files }),
    ...(task.uploadFormat === null ? {} : { format: task.uploadFormat }),
    secretKey: await deps.withOrganization((tx) => hashKey(tx, deps, "finding.secret")),
    signal: watch.signal,
    onFormat: (title) => watch.log(title),
    onRun: (run) => watch.log(`${run.title} ${run.version ?? ""}: ${run.results} results`),
  });
  if (report.refused !== null) {
    await failScan(deps, task, refusalOf(report));
    return;
  }
  const runs: ImportedRun[] = [];
  for (const run of report.runs) {
    watch.signal.throwIfAborted();
    watch.progress({ phase: "placing results in the code", done: runs.length, total: report.runs.length });
    runs.push(await toImported(context, task, run, files));
  }
  const secrets = runs.some((run) => run.results?.some((result) => result.tags.includes("secret")) === true);
  if (secrets) watch.log("The report names secrets: the uploaded file is removed once they are imported, masked.");
  const preview = task.previewFirst;
  const durationMs = (performance.now() - started) / Math.max(1, runs.length);
  watch.progress({ phase: preview ? "comparing with what is known" : "publishing" });
  await watch.settle();
  watch.signal.throwIfAborted();
  await (preview ? previewImport : publishImport)(deps, {
    scanId: task.scanId,
    fence: task.attempt,
    runs: runs.map((run, index) => ({
      ...run,
      notScanned: index === 0 ? [...run.notScanned, ...report.notices.flatMap(toNotScanned)] : run.notScanned,
      durationMs,
    })),
  });
  await assignOwners(deps, task.scanId).catch((error: unknown) =>
    context.log.warn({ err: error }, "owners not assigned"),
  );
  if (secrets && !preview) await tools.storage.delete(key);
}

/** What was seen, and what would have been read, where nothing was recognised. */
function refusalOf({ format, kind, refused }: ReadReport): string {
  const damaged = refused?.startsWith(CANNOT_READ) === true;
  return format === null && !damaged ? `${refused ?? `This is no ${kind}.`} ${READ_HERE}` : (refused ?? "");
}

async function toImported(
  context: HandlerContext,
  task: ScanTask,
  run: ReportRun,
  files: readonly string[] | null,
): Promise<ImportedRun> {
  const findings = await withContext(context, task.revision, run.findings);
  const whole = !run.notices.some((notice) => notice.kind === "limit");
  const unread = run.notices.filter((notice) => notice.kind === "not-scanned").map((notice) => notice.path);
  return {
    scanner: run.scanner,
    title: run.title,
    category: task.category || run.category || UNNAMED,
    results: run.resultsPresent ? findings : null,
    scannerVersion: run.version,
    configDigest: null,
    detectors: run.detectors,
    complete: run.successful && whole && unread.length === 0,
    scannedFiles: run.successful && whole ? lookedAt(files, unread) : null,
    revisionFiles: files,
    notScanned: run.notices.flatMap(toNotScanned),
    statements: run.statements,
    sandboxed: null,
    raw: null,
    durationMs: 0,
  };
}

/** Where a report names what it left out, the rest was looked at; null where it left out nothing or does not say what. */
function lookedAt(files: readonly string[] | null, unread: readonly (string | undefined)[]): string[] | null {
  if (files === null || unread.length === 0 || unread.includes(undefined)) return null;
  const left = new Set(unread);
  return files.filter((file) => !left.has(file));
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
  return withSlitherDb(named, await readSlitherDb(tools, revision));
}

/** What the project's own triage of Slither hides; nothing where there is none. */
async function readSlitherDb(tools: HandlerContext["tools"], revision: RevisionToScan): Promise<ReadonlySet<string>> {
  try {
    const content = await tools.storage.readTreeFile(revision.treeKey, SLITHER_DB, { maxBytes: SLITHER_DB_BYTES });
    return hiddenBySlitherDb(content.toString("utf8"));
  } catch (error) {
    if (error instanceof StorageError && error.code !== "storage.no-space") return new Set();
    throw error;
  }
}

async function treePaths({ tools }: HandlerContext, revision: RevisionToScan): Promise<string[]> {
  return (await tools.storage.listTree(revision.treeKey)).map((entry) => entry.path);
}

function toNotScanned(notice: Notice): NotScanned[] {
  if (notice.kind === "info") return [];
  return [{ ...(notice.path === undefined ? {} : { path: notice.path }), reason: notice.reason }];
}

function reasonOf(error: unknown): string {
  if (error instanceof StorageError) return error.message;
  return "Something went wrong on our side while importing this. The log of the worker has the details.";
}
