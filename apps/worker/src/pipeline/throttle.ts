import { Pause } from "./pause.ts";

/**
 * Calls `write` at most every `everyMs`, always with the newest value, and never twice at once. `settle` writes what is
 * left at once and rethrows what a write threw.
 */
export function throttleLatest<T>(everyMs: number, write: (value: T) => Promise<void>) {
  let latest: { value: T } | undefined;
  let running: Promise<void> | undefined;
  let failure: unknown;
  const pause = new Pause(everyMs);

  async function drain(): Promise<void> {
    while (latest !== undefined && failure === undefined) {
      const { value } = latest;
      latest = undefined;
      try {
        await write(value);
      } catch (error) {
        failure = error;
      }
      await pause.take();
    }
    running = undefined;
  }

  return {
    push(value: T): void {
      latest = { value };
      running ??= drain();
    },
    async settle(): Promise<void> {
      await pause.hurry(running);
      if (failure !== undefined) throw failure;
    },
  };
}
