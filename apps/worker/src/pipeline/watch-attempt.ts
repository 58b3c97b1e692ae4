import { createLogBuffer } from "./log-buffer.ts";
import { throttleLatest } from "./throttle.ts";

const WRITE_EVERY_MS = 250;
const ASK_EVERY_MS = 1000;

/** What an attempt hears when it writes or asks: go on, stop because a person asked, or stop because it lost the fence. */
export type Standing = "go" | "cancel" | "lost";

/** Where an attempt writes to, and what it hears back. */
export interface AttemptRecord<P> {
  append(lines: readonly { seq: number; text: string }[]): Promise<Standing>;
  report(progress: P): Promise<Standing>;
  ask(): Promise<Standing>;
}

/** An attempt while it works. */
export interface AttemptWatch<P> {
  /** Aborted when the attempt must stop: cancelled, taken over, or on shutdown. */
  readonly signal: AbortSignal;
  log(line: string): void;
  progress(value: P): void;
  standing(): Standing;
  /** Writes what is left. Rethrows what a write threw. */
  settle(): Promise<void>;
  close(): void;
}

/** Streams progress and log lines, at most four writes a second each, and asks once a second whether to go on. */
export function watchAttempt<P>(
  record: AttemptRecord<P>,
  options: { signal: AbortSignal; onError: (error: unknown) => void },
): AttemptWatch<P> {
  const stop = new AbortController();
  let standing: Standing = "go";
  const hear = (answer: Standing): void => {
    if (answer === "go" || standing !== "go") return;
    standing = answer;
    stop.abort(new Error(answer === "cancel" ? "cancelled" : "another attempt has taken over"));
  };
  const everyMs = WRITE_EVERY_MS;
  const lines = createLogBuffer(async (batch) => hear(await record.append(batch)), { everyMs });
  const progress = throttleLatest(everyMs, async (value: P) => hear(await record.report(value)));
  // A tool may be silent for minutes: asking is how a cancellation is noticed.
  const timer = setInterval(() => void record.ask().then(hear, options.onError), ASK_EVERY_MS);
  return {
    signal: AbortSignal.any([options.signal, stop.signal]),
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
