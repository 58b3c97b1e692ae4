import { type PastDocument, REPORT_READING } from "@redoubt/domain/finding";
import { type OwnProgram, startOwnProcess, type WaitingProcess } from "@redoubt/sandbox";
import type { Notice, ReportRun } from "@redoubt/scanners/reports";
import { processThatReads } from "./reading-process.ts";
import { ReportMessage, type ReportTask } from "./report-messages.ts";

export interface ReadReportOptions extends Omit<ReportTask, "file" | "count" | "kind"> {
  readonly count?: boolean;
  /** A report of a tool, unless told. */
  readonly kind?: ReportTask["kind"];
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
  /** What was read of a document of the past; null for reports of tools. */
  readonly past: PastDocument | null;
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
  options.signal?.throwIfAborted();
  const { memoryMb } = options.limits ?? REPORT_READING;
  return readBy(startOwnProcess(reportProgram(file, memoryMb)), file, options);
}

/** Has a process that waits for a report read a file that it may read. */
export async function readBy(reader: WaitingProcess, file: string, options: ReadReportOptions): Promise<ReadReport> {
  const limits = options.limits ?? REPORT_READING;
  const collected = new Collector(options);
  const ended = await reader.run({
    stdin: JSON.stringify(taskOf(file, options)),
    timeoutMs: limits.timeoutMs,
    signal: options.signal,
    onLine: (line) => collected.take(ReportMessage.parse(JSON.parse(line))),
  });
  if (ended === "timeout") {
    return collected.refused(`Reading took longer than ${Math.round(limits.timeoutMs / 1000)} s.`);
  }
  if (ended === "memory") {
    return collected.refused(`Reading needs more than ${limits.memoryMb} MB of memory: split the report.`);
  }
  return collected.report();
}

/** The reading process: its only rights are to read the product's code and what lies at `place`. */
export function reportProgram(place: string, memoryMb: number = REPORT_READING.memoryMb): OwnProgram {
  return { ...processThatReads("report-child.ts", [place]), memoryMb };
}

function taskOf(file: string, options: ReadReportOptions): ReportTask {
  const { dependencyPaths, files, secretKey, count, kind = "report", mappings, mapping, format } = options;
  return {
    ...{ file, dependencyPaths, count: count === true, kind },
    ...(format === undefined ? {} : { format }),
    ...(mappings === undefined ? {} : { mappings }),
    ...(mapping === undefined ? {} : { mapping }),
    ...(files === undefined ? {} : { files }),
    ...(secretKey === undefined ? {} : { secretKey }),
  };
}

class Collector {
  readonly #options: ReadReportOptions;
  readonly #runs: (ReportRun & {
    findings: ReportRun["findings"][number][];
    statements: ReportRun["statements"][number][];
  })[] = [];
  readonly #notices: Notice[] = [];
  #past: Omit<PastDocument, "entries"> | null = null;
  readonly #entries: PastDocument["entries"] = [];
  #kind: ReadReport["kind"] = "unknown";
  #format: string | null = null;
  #stated: number | null = null;
  #refused: string | null = null;
  #whole = false;

  constructor(options: ReadReportOptions) {
    this.#options = options;
  }

  report(): ReadReport {
    if (this.#refused === null && !this.#whole) throw new Error("the process that read the report said no last word");
    return this.#refused === null ? this.#answer() : this.refused(this.#refused);
  }

  refused(reason: string): ReadReport {
    return { ...this.#answer(), runs: [], past: null, refused: reason };
  }

  #answer(): ReadReport {
    return {
      kind: this.#kind,
      format: this.#format,
      stated: this.#stated,
      runs: this.#runs,
      past: this.#past === null ? null : { ...this.#past, entries: this.#entries },
      notices: this.#notices,
      refused: null,
    };
  }

  take(message: ReturnType<typeof ReportMessage.parse>): "last" | undefined {
    switch (message.type) {
      case "format":
        this.#kind = "report";
        this.#format = message.id;
        this.#options.onFormat?.(message.title);
        return undefined;
      case "document":
        this.#past = message.document;
        return undefined;
      case "entries":
        this.#entries.push(...message.entries);
        return undefined;
      case "stated":
        this.#stated = message.units;
        return undefined;
      case "refused":
        if (this.#format === null) this.#kind = message.kind;
        this.#refused = message.reason;
        return undefined;
      case "run":
        this.#runs.push({ ...message.run, notices: message.run.notices.map(toNotice), findings: [], statements: [] });
        this.#options.onRun?.(message.run);
        return undefined;
      case "findings":
        this.#runs.at(-1)?.findings.push(...message.findings);
        return undefined;
      case "statements":
        this.#runs.at(-1)?.statements.push(...message.statements);
        return undefined;
      case "notice":
        this.#notices.push(toNotice(message.notice));
        return undefined;
      case "end":
        this.#whole = true;
        return "last";
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
