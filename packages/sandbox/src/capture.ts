import { createWriteStream } from "node:fs";
import type { Readable, Writable } from "node:stream";
import { finished } from "node:stream/promises";

/** A byte budget that several streams share. */
export interface OutputBudget {
  left: number;
}

/**
 * Writes a program's output to a file and passes it on live until the shared budget is used up; then calls
 * `onExceeded` once and drops the rest, so that the program never blocks on us. Resolves when the file is complete.
 */
export async function captureOutput(
  stream: Readable,
  path: string,
  budget: OutputBudget,
  onChunk: ((chunk: Buffer) => void) | undefined,
  onExceeded: () => void,
): Promise<void> {
  const file = createWriteStream(path, { flags: "wx", mode: 0o600 });
  const done = finished(file);
  try {
    for await (const data of stream) {
      const chunk = Buffer.from(data);
      // At exactly zero the next byte is still the one that exceeds.
      if (budget.left < 0) continue;
      const kept = chunk.subarray(0, budget.left);
      budget.left -= chunk.length;
      if (budget.left < 0) onExceeded();
      if (kept.length === 0) continue;
      onChunk?.(kept);
      if (!file.write(kept)) await Promise.race([drained(file), done]);
    }
  } finally {
    file.end();
  }
  await done;
}

function drained(file: Writable): Promise<void> {
  return new Promise((resolve) => file.once("drain", () => resolve()));
}
