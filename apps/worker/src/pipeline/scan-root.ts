import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { NormalizedFinding } from "@redoubt/domain/finding";
import type { SandboxCommand, SandboxResult } from "@redoubt/sandbox";
import { addContext, JAIL_ROOT, type Notice, ReportError, type Scanner } from "@redoubt/scanners";
import { limitReason } from "./compile.ts";
import type { ScannerRunOptions } from "./run-scanner.ts";
import { jailDependencies, type PreparedRoot, scannerTarget } from "./target.ts";
import { TreeReader } from "./tree.ts";

/** What a tool printed on one root, secrets masked, line by line. */
export interface RawOutput {
  readonly root: string;
  readonly lines: AsyncIterable<string>;
}

/** One scanner on one root. Paths relative to the root. */
export interface RootScan {
  readonly findings: readonly NormalizedFinding[];
  /** Files, or without path the whole root, that were not looked at although the scanner applies to them. */
  readonly leftOut: readonly Notice[];
  /** Why the root counts as not looked at. */
  readonly failure?: string;
  readonly sandboxed?: boolean;
  readonly durationMs: number;
  /** Content of the scanner's state file. */
  readonly state?: unknown;
  /** What was asked of the tool, for the digest of the configuration. */
  readonly configuration: string;
}

/** More would be no list that anyone reads; the rest is counted and said. */
const MOST_FINDINGS = 50_000;

/** Runs one scanner on one prepared root. Throws `SandboxError` when no jail can be made. */
export async function scanRoot(
  scanner: Scanner,
  prepared: PreparedRoot,
  files: readonly string[],
  options: ScannerRunOptions,
): Promise<RootScan> {
  if (scanner.needsCompilation && (prepared.problem !== undefined || prepared.foundryConfig === undefined)) {
    return unscanned(`does not compile: ${prepared.problem ?? "there is no Solidity source"}`);
  }
  const previous = options.previousStates?.[prepared.plan.root.path];
  const command = await scanner.command(scannerTarget(prepared, scanner, files, previous));
  const log = lineLog(options.log);
  const result = await options.sandbox.run(
    { ...command, readOnly: [...command.readOnly, ...prepared.mounts] },
    {
      source: prepared.source,
      ...(options.ownSource === undefined ? {} : { ownSource: options.ownSource }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
      onStderr: log,
    },
  );
  try {
    const parsed = await readFindings(scanner, prepared, result);
    await options.keepRaw?.({ root: prepared.plan.root.path, lines: maskedLines(scanner, result) });
    const state = await readState(scanner, result);
    const failure = result.limit === undefined ? parsed.failure : limitReason(result.limit);
    return {
      findings: parsed.findings,
      leftOut: parsed.notices.filter((notice) => notice.kind !== "info"),
      ...(failure === undefined ? {} : { failure }),
      sandboxed: result.sandboxed,
      ...(state === undefined ? {} : { state }),
      durationMs: Math.round(result.durationMs),
      configuration: describe(scanner, command, prepared),
    };
  } finally {
    await result.dispose();
  }

  async function readFindings(scanner: Scanner, prepared: PreparedRoot, result: SandboxResult) {
    const notices: Notice[] = [];
    const findings: NormalizedFinding[] = [];
    const reader = new TreeReader(prepared.source, hostMounts(prepared));
    const at = {
      root: JAIL_ROOT,
      dependencyPaths: jailDependencies(prepared.plan),
      notice: (notice: Notice) => notices.push(notice),
      ...(options.secretKey === undefined ? {} : { secretKey: options.secretKey }),
    };
    const output = {
      exitCode: result.exitCode,
      stdout: result.stdout(),
      stderr: result.stderr(),
      files: Object.fromEntries(Object.entries(result.files()).map(([name, open]) => [name, open()])),
    };
    let failure = result.exitCode === 0 ? undefined : `${scanner.title} ended with code ${result.exitCode}`;
    try {
      for await (const finding of addContext(scanner.parse(output, at), (file) => reader.read(file))) {
        const checked = NormalizedFinding.safeParse(finding);
        if (checked.success && findings.length < MOST_FINDINGS) findings.push(checked.data);
        else if (findings.length === MOST_FINDINGS) throw new ReportError("too-large", tooMany);
      }
    } catch (error) {
      if (!(error instanceof ReportError)) throw error;
      failure = error.message;
    } finally {
      for (const stream of [output.stdout, output.stderr, ...Object.values(output.files)]) stream.destroy();
    }
    // A notice about the whole root is the better reason than an exit code.
    const whole = notices.find((notice) => notice.kind === "not-scanned" && notice.path === undefined);
    return { findings, notices, failure: whole?.reason ?? failure };
  }
}

const tooMany = `there are more than ${MOST_FINDINGS} results: the rest is not kept`;

function unscanned(failure: string): RootScan {
  return { findings: [], leftOut: [], failure, durationMs: 0, configuration: "" };
}

/** Mounts as a reader of host files takes them: targets relative to the root. */
function hostMounts(prepared: PreparedRoot) {
  return prepared.mounts.map(({ source, target }) => ({ source, target: target.slice(JAIL_ROOT.length + 1) }));
}

const MOST_STATE = 64 * 1024 * 1024;

async function readState(scanner: Scanner, result: SandboxResult): Promise<unknown> {
  const open = scanner.stateFile === undefined ? undefined : result.files()[scanner.stateFile];
  if (open === undefined) return undefined;
  const content = await text(open());
  return content.length > MOST_STATE ? undefined : (JSON.parse(content) as unknown);
}

/** The command without its file list and host paths, the build's settings, and the checks that are on. */
function describe(scanner: Scanner, command: SandboxCommand, prepared: PreparedRoot): string {
  const build = scanner.needsCompilation ? prepared.foundryText : undefined;
  return JSON.stringify([command.argv, command.env, command.timeoutMs, build, scanner.detectors("")]);
}

async function* maskedLines(scanner: Scanner, result: SandboxResult): AsyncGenerator<string> {
  for (const stream of [result.stdout(), result.stderr(), ...Object.values(result.files()).map((open) => open())]) {
    for await (const line of linesOf(stream)) yield scanner.maskLine === undefined ? line : scanner.maskLine(line);
  }
}

async function* linesOf(stream: Readable): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of stream.setEncoding("utf8")) {
    const lines = (rest + String(chunk)).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}

const MOST_LOG_LINES = 100;

/** Whole lines of a tool's standard error for people; machine-readable lines are left to the parser. */
function lineLog(log: ((line: string) => void) | undefined): (chunk: Buffer) => void {
  let rest = "";
  let lines = 0;
  return (chunk) => {
    const parts = (rest + chunk.toString("utf8")).split("\n");
    rest = (parts.pop() ?? "").slice(-4000);
    for (const line of parts) {
      if (line.trim() === "" || line.startsWith("{") || lines > MOST_LOG_LINES) continue;
      lines += 1;
      log?.(lines > MOST_LOG_LINES ? "… further lines are left out" : line.slice(0, 4000));
    }
  };
}
