import { DomainError } from "@redoubt/domain/shared";
import type { ScanProgress } from "@redoubt/domain/scan";
import {
  appendScanLog,
  type AttemptStanding,
  attemptStanding,
  reportScanProgress,
  type ScanTask,
} from "@redoubt/domain/scan/server";
import { createLogBuffer } from "../pipeline/log-buffer.ts";
import { throttleLatest } from "../pipeline/throttle.ts";
import type { HandlerContext } from "./context.ts";

const WRITE_EVERY_MS = 250;
const ASK_EVERY_MS = 1000;

/** What an attempt tells the database while it works, and what it hears from it. */
export interface AttemptWatch {
  /** Aborted when the attempt must stop: cancelled, taken over, or on shutdown. */
  readonly signal: AbortSignal;
  log(line: string): void;
  progress(value: ScanProgress): void;
  standing(): AttemptStanding;
  /** Writes what is left. */
  settle(): Promise<void>;
  close(): void;
}

/** Streams progress and log lines, at most four writes a second, and asks once a second whether to go on. */
export function watchAttempt({ deps, signal, log }: HandlerContext, task: ScanTask): AttemptWatch {
  const stop = new AbortController();
  let standing: AttemptStanding = "go";
  const hear = (answer: AttemptStanding): void => {
    if (answer === "go" || standing !== "go") return;
    standing = answer;
    stop.abort(new Error(answer === "cancel" ? "cancelled" : "another attempt has taken over"));
  };
  const lines = createLogBuffer(async (batch) => hear((await appendScanLog(deps, task, batch)) ? "go" : "lost"), {
    everyMs: WRITE_EVERY_MS,
  });
  const progress = throttleLatest(WRITE_EVERY_MS, async (value: ScanProgress) =>
    hear(await reportScanProgress(deps, task, value)),
  );
  // A tool may be silent for minutes: asking is how a cancellation is noticed.
  const timer = setInterval(() => {
    attemptStanding(deps, task).then(hear, (error: unknown) => log.warn({ err: error }, "could not ask"));
  }, ASK_EVERY_MS);
  return {
    signal: AbortSignal.any([signal, stop.signal]),
    log: (line) => lines.push(line),
    progress: (value) => progress.push(value),
    standing: () => standing,
    async settle() {
      await progress.settle();
      await lines.settle();
    },
    close: () => clearInterval(timer),
  };
}

/** True when the database refused a write because the attempt is not the current one. */
export function isStale(error: unknown): boolean {
  return error instanceof DomainError && error.code === "scan.stale-attempt";
}
