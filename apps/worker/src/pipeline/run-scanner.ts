import { createHash } from "node:crypto";
import type { NormalizedFinding } from "@redoubt/domain/finding";
import type { NotScanned } from "@redoubt/domain/scan";
import type { Sandbox } from "@redoubt/sandbox";
import { type CompilerStore, isTest, languageOf, type Notice, type Scanner } from "@redoubt/scanners";
import { type RawOutput, scanRoot } from "./scan-root.ts";
import type { RootPlan, RootSurvey } from "./roots.ts";
import { isFor, prepareRoot, scannerFiles } from "./target.ts";

export interface ScannerRunOptions {
  readonly sandbox: Sandbox;
  readonly compilerStore: CompilerStore;
  /** True only for sources that ship with the product. */
  readonly ownSource?: boolean;
  readonly signal?: AbortSignal;
  /** Key of the HMAC over secrets; without it they get no fingerprint of their own. */
  readonly secretKey?: string;
  readonly log?: (line: string) => void;
  readonly progress?: (done: number, total: number, root: string) => void;
  /** What the run on the revision before left (`ScannerRun.states`), by root path. */
  readonly previousStates?: Readonly<Record<string, unknown>>;
  /** Gets each root's raw output with secrets masked, to be stored. */
  readonly keepRaw?: (raw: RawOutput) => Promise<void>;
  readonly workDirectory?: string;
}

/** One scanner over all roots that it applies to. Paths relative to the surveyed folder. */
export interface ScannerRun {
  readonly scanner: string;
  readonly version: string | null;
  /** Ids of the checks that were on. */
  readonly detectors: readonly string[] | "unknown";
  /** Same digest, same configuration: what was asked of the tool, without the file list. */
  readonly configDigest: string;
  readonly findings: readonly NormalizedFinding[];
  /** Files that were looked at: the only ones in which a partial run may close anything. */
  readonly scannedFiles: readonly string[];
  readonly notScanned: readonly NotScanned[];
  /** Succeeded: everything it applies to was looked at. Failed: nothing was. */
  readonly outcome: "succeeded" | "partial" | "failed";
  readonly failure: string | null;
  /** False when a root ran under resource limits alone; null when nothing ran. */
  readonly sandboxed: boolean | null;
  /** What this run leaves for the run on the next revision, by root path; empty for most scanners. */
  readonly states: Readonly<Record<string, unknown>>;
  readonly stats: { readonly results: number; readonly dependency: number; readonly durationMs: number };
}

/** The roots that a scanner applies to. */
export function rootsFor(scanner: Scanner, survey: RootSurvey): RootPlan[] {
  const fits = (language: string) => language === "any" || scanner.languages.includes(language);
  return survey.roots.filter(
    ({ root, files }) =>
      files.length > 0 && (scanner.languages.includes("any") || root.languages.some((language) => fits(language))),
  );
}

/**
 * Runs a scanner in the jail on every root that it applies to, parses what it says and names the enclosing functions.
 * A tool that fails on one root does not stop the others. Throws `SandboxError` when no jail can be made.
 */
export async function runScanner(
  scanner: Scanner,
  survey: RootSurvey,
  options: ScannerRunOptions,
): Promise<ScannerRun> {
  const available = await scanner.available();
  if (!available.ok) return notRun(scanner, `${scanner.title} is not installed: ${available.howToInstall}`);
  const roots = rootsFor(scanner, survey);
  const findings: NormalizedFinding[] = [];
  const notScanned: NotScanned[] = [];
  const scannedFiles: string[] = [];
  const states: Record<string, unknown> = {};
  const digest = createHash("sha256").update(`${scanner.id}@${available.version}`);
  notScanned.push(...unreadableFor(scanner, survey));
  let complete = notScanned.length === 0;
  let sandboxed: boolean | null = null;
  let durationMs = 0;
  let failure: string | null = null;
  for (const [index, plan] of roots.entries()) {
    options.progress?.(index, roots.length, plan.root.path);
    options.signal?.throwIfAborted();
    const selected = scannerFiles(scanner, plan);
    const prepared = await prepareRoot(plan, { folder: survey.tree.folder, ...options });
    try {
      options.log?.(
        `${scanner.title} ${available.version} on ${plan.root.path || "."}: ${selected.files.length} files`,
      );
      const result = await scanRoot(scanner, prepared, selected.files, options);
      durationMs += result.durationMs;
      if (result.sandboxed !== undefined) sandboxed = result.sandboxed && sandboxed !== false;
      if (result.failure !== undefined) failure ??= result.failure;
      complete &&= result.failure === undefined && result.leftOut.length === 0;
      for (const finding of result.findings) findings.push(atTop(finding, plan));
      const skipped = new Set(result.leftOut.flatMap((notice) => notice.path ?? []));
      if (result.failure === undefined) {
        scannedFiles.push(...selected.files.filter((file) => !skipped.has(file)).map((file) => within(plan, file)));
      }
      notScanned.push(...[...selected.notices, ...result.leftOut, ...failureNotice(result)].map((n) => place(n, plan)));
      digest.update(result.configuration);
      if (result.state !== undefined) states[plan.root.path] = result.state;
    } finally {
      await prepared.dispose();
    }
  }
  options.progress?.(roots.length, roots.length, "");
  const detectors = scanner.detectors(available.version);
  return {
    scanner: scanner.id,
    version: available.version,
    detectors: detectors === "unknown" ? detectors : detectors.map(({ id }) => id),
    configDigest: digest.digest("hex"),
    findings,
    scannedFiles,
    notScanned,
    outcome: complete ? "succeeded" : scannedFiles.length > 0 ? "partial" : "failed",
    failure: complete ? null : failure,
    sandboxed,
    states,
    stats: { results: findings.length, dependency: findings.filter((f) => f.dependency).length, durationMs },
  };
}

function notRun(scanner: Scanner, failure: string): ScannerRun {
  return {
    scanner: scanner.id,
    version: null,
    detectors: [],
    configDigest: "",
    findings: [],
    scannedFiles: [],
    notScanned: [{ reason: failure }],
    outcome: "failed",
    failure,
    sandboxed: null,
    states: {},
    stats: { results: 0, dependency: 0, durationMs: 0 },
  };
}

/** What nobody let us read may hold what this scanner looks for: folders, and files of its languages. */
function unreadableFor(scanner: Scanner, { tree }: RootSurvey): NotScanned[] {
  return tree.unreadable
    .filter((path) => languageOf(path) === undefined || isFor(scanner, path))
    .map((path) => ({ path: path === "" ? "." : path, reason: "no right to read it" }));
}

function failureNotice(result: { failure?: string; leftOut: readonly Notice[] }): Notice[] {
  const said = result.leftOut.some((notice) => notice.path === undefined);
  return result.failure === undefined || said ? [] : [{ kind: "not-scanned", reason: result.failure }];
}

function place(notice: Notice, plan: RootPlan): NotScanned {
  return {
    ...(plan.root.path === "" ? {} : { root: plan.root.path }),
    ...(notice.path === undefined ? {} : { path: within(plan, notice.path) }),
    reason: notice.reason,
  };
}

function within(plan: RootPlan, file: string): string {
  return plan.root.path === "" ? file : `${plan.root.path}/${file}`;
}

function atTop(finding: NormalizedFinding, plan: RootPlan): NormalizedFinding {
  const test = finding.path !== undefined && !finding.dependency && isTest(finding.path);
  return {
    ...finding,
    ...(finding.path === undefined ? {} : { path: within(plan, finding.path) }),
    ...(finding.flow === undefined
      ? {}
      : { flow: finding.flow.map((step) => ({ ...step, path: within(plan, step.path) })) }),
    tags: test ? [...finding.tags, "test"] : finding.tags,
  };
}
