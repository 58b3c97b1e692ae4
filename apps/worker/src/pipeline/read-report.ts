import { spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { Notice, ReportRun } from "@redoubt/scanners/reports";
import { ReportMessage, type ReportTask } from "./report-messages.ts";

const CHILD = path.join(import.meta.dirname, "report-child.ts");
const REPOSITORY = path.resolve(import.meta.dirname, "../../../..");
/** What the reading process may read: the code that it runs, never the data folder beside it. */
const READABLE = ["node_modules", "packages", "apps/worker/src", "apps/worker/package.json", "package.json"];

/** Limits of the reading process. */
export const READ_LIMITS = { memoryMb: 1024, timeoutMs: 600_000 } as const;

export interface ReadReportOptions extends Omit<ReportTask, "file" | "count"> {
  readonly count?: boolean;
  readonly limits?: { readonly memoryMb: number; readonly timeoutMs: number };
  readonly signal?: AbortSignal;
  /** Called as soon as the format is known. */
  readonly onFormat?: (title: string) => void;
  readonly onRun?: (run: Pick<ReportRun, "title" | "version" | "results">) => void;
}

/** What became of a file: a report with its runs, or why it is refused, in words for people. */
export interface ReadReport {
  readonly kind: "report" | "model" | "unknown";
  readonly format: string | null;
  /** Units by the independent counter, when they were asked for. */
  readonly stated: number | null;
  readonly runs: readonly ReportRun[];
  /** Remarks about the whole file. */
  readonly notices: readonly Notice[];
  /** Nothing of a refused file may be used. */
  readonly refused: string | null;
}

/**
 * Reads an uploaded file in a process of its own, with caps on memory and time. A file that kills its reader is refused
 * like one that cannot be read. Throws when the process cannot be started, and the signal's reason when it is aborted.
 */
export async function readReport(file: string, options: ReadReportOptions): Promise<ReadReport> {
  const limits = options.limits ?? READ_LIMITS;
  options.signal?.throwIfAborted();
  const child = spawn(process.execPath, childArguments(file, limits.memoryMb), {
    cwd: REPOSITORY,
    env: {},
    stdio: ["pipe", "pipe", "pipe"],
  });
  let overtime = false;
  const timer = setTimeout(() => {
    overtime = true;
    child.kill("SIGKILL");
  }, limits.timeoutMs);
  const stop = () => child.kill("SIGKILL");
  options.signal?.addEventListener("abort", stop, { once: true });
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code, signal }));
  });
  const complaints = tail(child.stderr);
  try {
    child.stdin.on("error", () => undefined);
    child.stdin.end(JSON.stringify(taskOf(file, options)));
    const collected = new Collector(options);
    const reading = collected.read(child.stdout).catch((error: unknown) => {
      child.kill("SIGKILL");
      throw error;
    });
    const [{ code }] = await Promise.all([ended, reading]);
    options.signal?.throwIfAborted();
    if (overtime) return collected.refused(`Reading took longer than ${Math.round(limits.timeoutMs / 1000)} s.`);
    if (code === 0) return collected.report();
    const said = await complaints;
    if (/heap out of memory|heap limit/i.test(said)) {
      return collected.refused(`Reading needs more than ${limits.memoryMb} MB of memory: split the report.`);
    }
    throw new Error(`the process that read the report ended with ${code}: ${said.slice(-2000)}`);
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener("abort", stop);
    child.kill("SIGKILL");
  }
}

/** How the reading process is started: what it may use and read. */
export function childArguments(file: string, memoryMb: number): string[] {
  const readable = [...READABLE.map((each) => path.join(REPOSITORY, each)), file];
  return [
    `--max-old-space-size=${memoryMb}`,
    "--disable-warning=ExperimentalWarning",
    "--permission",
    ...readable.map((each) => `--allow-fs-read=${each}`),
    CHILD,
  ];
}

function taskOf(file: string, options: ReadReportOptions): ReportTask {
  const { dependencyPaths, files, secretKey, count } = options;
  return {
    ...{ file, dependencyPaths, count: count === true },
    ...(files === undefined ? {} : { files }),
    ...(secretKey === undefined ? {} : { secretKey }),
  };
}

/** The end of what a stream says. */
async function tail(stream: Readable): Promise<string> {
  let text = "";
  for await (const chunk of stream) text = `${text}${String(chunk)}`.slice(-8000);
  return text;
}

class Collector {
  readonly #options: ReadReportOptions;
  readonly #runs: (ReportRun & {
    findings: ReportRun["findings"][number][];
    statements: ReportRun["statements"][number][];
  })[] = [];
  readonly #notices: Notice[] = [];
  #kind: ReadReport["kind"] = "unknown";
  #format: string | null = null;
  #stated: number | null = null;
  #refused: string | null = null;
  #whole = false;

  constructor(options: ReadReportOptions) {
    this.#options = options;
  }

  async read(stream: Readable): Promise<void> {
    for await (const line of createInterface({ input: stream })) this.#take(ReportMessage.parse(JSON.parse(line)));
  }

  report(): ReadReport {
    if (this.#refused === null && !this.#whole) throw new Error("the process that read the report said no last word");
    return this.#refused === null ? this.#answer() : this.refused(this.#refused);
  }

  refused(reason: string): ReadReport {
    return { ...this.#answer(), runs: [], refused: reason };
  }

  #answer(): ReadReport {
    return {
      kind: this.#kind,
      format: this.#format,
      stated: this.#stated,
      runs: this.#runs,
      notices: this.#notices,
      refused: null,
    };
  }

  #take(message: ReturnType<typeof ReportMessage.parse>): void {
    switch (message.type) {
      case "format":
        this.#kind = "report";
        this.#format = message.id;
        this.#options.onFormat?.(message.title);
        return;
      case "stated":
        this.#stated = message.units;
        return;
      case "refused":
        if (this.#format === null) this.#kind = message.kind;
        this.#refused = message.reason;
        return;
      case "run":
        this.#runs.push({ ...message.run, notices: message.run.notices.map(toNotice), findings: [], statements: [] });
        this.#options.onRun?.(message.run);
        return;
      case "findings":
        this.#runs.at(-1)?.findings.push(...message.findings);
        return;
      case "statements":
        this.#runs.at(-1)?.statements.push(...message.statements);
        return;
      case "notice":
        this.#notices.push(toNotice(message.notice));
        return;
      case "end":
        this.#whole = true;
    }
  }
}

function toNotice({
  kind,
  path: place,
  reason,
}: {
  kind: Notice["kind"];
  path?: string | undefined;
  reason: string;
}): Notice {
  return { kind, reason, ...(place === undefined ? {} : { path: place }) };
}
