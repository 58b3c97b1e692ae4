import { text } from "node:stream/consumers";
import type { Mount, Sandbox, SandboxResult } from "@redoubt/sandbox";
import { SCANNER_LIMITS } from "@redoubt/domain/finding";
import { POC_LIMITS } from "@redoubt/domain/verification";
import { type CompilerStore, FORGE_ROOT, firstCompilerError, forgeCommand } from "@redoubt/scanners";
import { limitReason } from "./compile.ts";
import { preparePocs, POC_FOLDER } from "./poc-target.ts";
import { judge, type PocOutcome, readTestReport, type TestResult } from "./poc-result.ts";
import { type RootSurvey, surveyRoots } from "./roots.ts";
import type { PreparedRoot } from "./target.ts";

/** An executable exploit test; `fileName` ends in `.t.sol`. */
export interface PocFile {
  readonly id: string;
  readonly fileName: string;
  readonly content: string;
}

export interface PocRunOptions {
  /** The revision's tree on the host. */
  readonly folder: string;
  /** The project root that the PoCs belong to; empty for the top. */
  readonly rootPath: string;
  readonly sandbox: Sandbox;
  readonly compilerStore: CompilerStore;
  readonly dependencyMounts?: readonly Mount[];
  readonly submodulePaths?: readonly string[];
  readonly ownSource?: boolean;
  readonly signal?: AbortSignal;
  /** `pocId` is null for lines that concern all of them. */
  readonly log?: (pocId: string | null, line: string) => void;
  readonly workDirectory?: string;
}

const LIMITS = { ...SCANNER_LIMITS, timeoutMs: POC_LIMITS.runMs, maxOutputMb: POC_LIMITS.outputMb };

/**
 * Lays PoCs over a revision under `test/poc/`, builds once and runs each with forge in the jail: no network, no ffi, no
 * files, our own configuration. One answer for each PoC; a broken PoC does not spoil the others.
 * Throws `SandboxError` when no jail can be made.
 */
export async function runPocs(pocs: readonly PocFile[], options: PocRunOptions): Promise<Map<string, PocOutcome>> {
  const survey = await surveyRoots(options.folder, { ...options, fetchPackage: options.compilerStore.fetchPackage });
  const outcomes = new Map<string, PocOutcome>();
  for (const group of distinctNames(pocs)) {
    for (const [id, outcome] of await runGroup(group, survey, options)) outcomes.set(id, outcome);
  }
  return outcomes;
}

/** Two PoCs of one name cannot stand in one folder. */
function distinctNames(pocs: readonly PocFile[]): PocFile[][] {
  const groups: PocFile[][] = [];
  for (const poc of pocs) {
    const group = groups.find((candidate) => !candidate.some(({ fileName }) => fileName === poc.fileName));
    if (group === undefined) groups.push([poc]);
    else group.push(poc);
  }
  return groups;
}

async function runGroup(
  pocs: readonly PocFile[],
  survey: RootSurvey,
  options: PocRunOptions,
): Promise<Map<string, PocOutcome>> {
  const outcomes = new Map<string, PocOutcome>();
  const waiting: PocFile[][] = [[...pocs]];
  for (let batch = waiting.shift(); batch !== undefined; batch = waiting.shift()) {
    options.signal?.throwIfAborted();
    const prepared = await preparePocs(batch, survey, options);
    if ("problem" in prepared) {
      for (const { id } of batch) outcomes.set(id, failed(prepared.problem, 0, true));
      continue;
    }
    try {
      const { done, again } = await runBatch(batch, prepared.root, options);
      for (const [id, outcome] of done) outcomes.set(id, outcome);
      waiting.push(...again);
    } finally {
      await prepared.root.dispose();
    }
  }
  return outcomes;
}

interface BatchResult {
  readonly done: Map<string, PocOutcome>;
  /** Batches to run anew, without what spoiled this one. */
  readonly again: PocFile[][];
}

async function runBatch(batch: readonly PocFile[], root: PreparedRoot, options: PocRunOptions): Promise<BatchResult> {
  options.log?.(null, `building with ${batch.length === 1 ? batch[0]?.fileName : `${batch.length} PoCs`}`);
  const args = ["test", "--json", "-vv", "--match-path", `${POC_FOLDER}/*`, "--allow-failure", ...FORGE_ROOT];
  const command = forgeCommand({ configFile: root.foundryConfig ?? "", compilers: root.compilers }, args, LIMITS);
  const result = await options.sandbox.run(
    { ...command, readOnly: [...command.readOnly, ...root.mounts] },
    {
      source: root.source,
      ...(options.ownSource === undefined ? {} : { ownSource: options.ownSource }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    },
  );
  try {
    return await readBatch(batch, result, options);
  } finally {
    await result.dispose();
  }
}

async function readBatch(
  batch: readonly PocFile[],
  result: SandboxResult,
  options: PocRunOptions,
): Promise<BatchResult> {
  const durationMs = Math.round(result.durationMs);
  const all = (reason: string): BatchResult => ({
    done: new Map(batch.map(({ id }) => [id, failed(reason, durationMs, result.sandboxed)])),
    again: [],
  });
  if (result.limit === "cancelled") return all("cancelled");
  // One that never ends must not take the others with it.
  if (result.limit !== undefined) {
    return batch.length === 1 ? all(limitReason(result.limit)) : { done: new Map(), again: batch.map((poc) => [poc]) };
  }
  const stdout = await text(result.stdout());
  const stderr = await text(result.stderr());
  let report: Map<string, TestResult[]>;
  try {
    report = readTestReport(stdout);
  } catch {
    return withoutBroken(batch, `${stdout}\n${stderr}`, durationMs, result.sandboxed, options);
  }
  const done = new Map<string, PocOutcome>();
  for (const poc of batch) {
    const results = report.get(`${POC_FOLDER}/${poc.fileName}`) ?? [];
    for (const line of results.flatMap((test) => [
      `${test.status === "Success" ? "pass" : test.status === "Skipped" ? "skip" : "fail"} ${test.name}${test.reason ? `: ${test.reason}` : ""}`,
      ...test.decoded_logs.slice(0, 200).map((entry) => `  ${entry}`),
    ])) {
      options.log?.(poc.id, line.slice(0, 4000));
    }
    const outcome = { ...judge(results), durationMs, sandboxed: result.sandboxed };
    options.log?.(poc.id, `${outcome.verdict}${outcome.reason === null ? "" : `: ${outcome.reason}`}`.slice(0, 4000));
    done.set(poc.id, outcome);
  }
  return { done, again: [] };
}

/** The build failed: the PoCs that it blames are errors, the others are tried without them. */
function withoutBroken(
  batch: readonly PocFile[],
  output: string,
  durationMs: number,
  sandboxed: boolean,
  options: PocRunOptions,
): BatchResult {
  for (const line of output.split("\n").slice(0, 100)) if (line.trim() !== "") options.log?.(null, line.slice(0, 4000));
  const reason = `does not compile: ${firstCompilerError(output) ?? "forge printed no results"}`;
  const blamed = batch.filter(({ fileName }) => output.includes(`${POC_FOLDER}/${fileName}:`));
  const rest = batch.filter((poc) => !blamed.includes(poc));
  const broken = blamed.length === 0 ? batch : blamed;
  return {
    done: new Map(
      broken.map((poc) => [poc.id, failed(blamed.length > 1 ? errorOf(poc, output) : reason, durationMs, sandboxed)]),
    ),
    again: blamed.length > 0 && rest.length > 0 ? [rest] : [],
  };
}

/** The first compiler error that stands at this PoC. */
function errorOf(poc: PocFile, output: string): string {
  const before = output.slice(0, output.indexOf(`${POC_FOLDER}/${poc.fileName}:`));
  const error = /^Error(?: \(\d+\))?: .*$/gm;
  const last = [...before.matchAll(error)].at(-1)?.[0];
  return `does not compile: ${last ?? "see the log"}`;
}

function failed(reason: string, durationMs: number, sandboxed: boolean): PocOutcome {
  return { verdict: "error", reason: reason.slice(0, 2000), tests: [], durationMs, sandboxed };
}
