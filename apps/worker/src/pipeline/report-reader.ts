import { createWriteStream } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { startOwnProcess, type WaitingProcess } from "@redoubt/sandbox";
import { type ReadReport, type ReadReportOptions, readBy, reportProgram } from "./read-report.ts";

export interface ReportReaderOptions {
  /** Holds the folders of the processes. */
  readonly parent: string;
  /** Processes that wait at a time; with none, each is started when its upload comes. */
  readonly ready: number;
  /** New ones are started when nothing was read for so long: what is done with a report needs the processor first. */
  readonly quietMs?: number;
}

interface Ready {
  readonly process: WaitingProcess;
  /** The one folder that it may read besides the product's code. */
  readonly folder: string;
}

/**
 * Reads uploads, each in a process of its own that was started ahead: loading its code takes longer than reading a small
 * report. One process reads one upload, and ends.
 */
export class ReportReader {
  readonly #options: Required<ReportReaderOptions>;
  readonly #ready: Promise<Ready>[] = [];
  #reading = 0;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: ReportReaderOptions) {
    this.#options = { quietMs: 1000, ...options };
    this.#fillWhenQuiet();
  }

  /** Lays an upload down where one process alone sees it, and has it read. Throws as `open` and `readReport`. */
  async read(open: () => Promise<Readable>, options: Omit<ReadReportOptions, "limits">): Promise<ReadReport> {
    this.#reading += 1;
    clearTimeout(this.#timer);
    const { process: reader, folder } = await this.#take();
    try {
      const file = path.join(folder, "report");
      await pipeline(await open(), createWriteStream(file, { mode: 0o600 }), { signal: options.signal });
      return await readBy(reader, file, options);
    } finally {
      reader.end();
      await rm(folder, { recursive: true, force: true });
      this.#reading -= 1;
      this.#fillWhenQuiet();
    }
  }

  /** Ends the processes that wait. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const each of this.#ready.splice(0))
      void each.then(({ process: reader }) => reader.end()).catch(() => undefined);
  }

  /** One that waits, or a new one where none does: one that has died in the meantime is passed over. */
  async #take(): Promise<Ready> {
    const next = await (this.#ready.shift() ?? this.#start());
    if (next.process.waiting()) return next;
    await rm(next.folder, { recursive: true, force: true });
    return this.#start();
  }

  async #start(): Promise<Ready> {
    const { parent } = this.#options;
    await mkdir(parent, { recursive: true, mode: 0o711 });
    const folder = await mkdtemp(path.join(parent, "report-"));
    return { folder, process: startOwnProcess(reportProgram(folder)) };
  }

  #fillWhenQuiet(): void {
    if (this.#closed || this.#reading > 0) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#fill(), this.#options.quietMs).unref();
  }

  #fill(): void {
    while (this.#ready.length < this.#options.ready) {
      const next = this.#start();
      // Who takes it hears of it.
      next.catch(() => undefined);
      this.#ready.push(next);
    }
  }
}
