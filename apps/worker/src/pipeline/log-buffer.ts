import { Pause } from "./pause.ts";

/** Log lines collected and written in batches, at most one write at a time and about four a second. */
export interface LogBuffer {
  push(text: string): void;
  /** Writes what is left at once. Rethrows what a write threw. */
  settle(): Promise<void>;
}

/** `write` gets lines numbered from 1; lines beyond `most` are counted instead of kept, and the last line says so. */
export function createLogBuffer(
  write: (lines: readonly { seq: number; text: string }[]) => Promise<void>,
  options: { most?: number; everyMs?: number } = {},
): LogBuffer {
  const most = options.most ?? 5_000;
  const pause = new Pause(options.everyMs ?? 250);
  let next = 1;
  let waiting: { seq: number; text: string }[] = [];
  let dropped = 0;
  let running: Promise<void> | undefined;
  let failure: unknown;

  async function drain(): Promise<void> {
    while (waiting.length > 0 && failure === undefined) {
      const batch = waiting;
      waiting = [];
      try {
        await write(batch);
      } catch (error) {
        failure = error;
      }
      await pause.take();
    }
    running = undefined;
  }

  function add(text: string): void {
    waiting.push({ seq: next, text });
    next += 1;
    running ??= drain();
  }

  return {
    push(text) {
      if (next > most) dropped += 1;
      else add(text);
    },
    async settle() {
      await pause.hurry(running);
      if (dropped > 0) {
        add(`${dropped} more lines were not kept`);
        dropped = 0;
        await pause.hurry(running);
      }
      if (failure !== undefined) throw failure;
    },
  };
}
