// Runs inside the jail: no import from outside this folder and Node itself.
import { readFileSync, statSync } from "node:fs";
import path from "node:path";

/** What an adapter hands its runner on standard input. */
export interface RunnerInput {
  readonly root: string;
  readonly files: readonly string[];
  readonly maxFileBytes: number;
}

/** Reads the work list from standard input. */
export function readRunnerInput(): RunnerInput {
  const input: RunnerInput = JSON.parse(readFileSync(0, "utf8"));
  return input;
}

/** Tells the adapter, over standard error, that a file was left out and why. */
export function reportNotScanned(file: string, reason: string): void {
  process.stderr.write(`${JSON.stringify({ notice: "not-scanned", path: file, reason: reason.slice(0, 500) })}\n`);
}

/** The text of one file, or undefined after reporting why it is left out. */
export function readSource(input: RunnerInput, file: string): string | undefined {
  try {
    const absolute = path.join(input.root, file);
    const { size } = statSync(absolute);
    if (size > input.maxFileBytes) {
      reportNotScanned(file, `larger than ${input.maxFileBytes} bytes`);
      return undefined;
    }
    const text = readFileSync(absolute, "utf8");
    if (text.includes("\u0000")) {
      reportNotScanned(file, "binary content");
      return undefined;
    }
    return text;
  } catch (error) {
    reportNotScanned(file, error instanceof Error ? error.message : "unreadable");
    return undefined;
  }
}

/** Writes one JSON array to standard output, one element a line, waiting where the reader is slow. */
export class ArrayWriter {
  #first = true;

  async write(element: unknown): Promise<void> {
    const text = `${this.#first ? "[\n" : ",\n"}${JSON.stringify(element)}`;
    this.#first = false;
    if (!process.stdout.write(text)) {
      await new Promise<void>((resolve) => process.stdout.once("drain", () => resolve()));
    }
  }

  end(): void {
    process.stdout.write(this.#first ? "[]\n" : "\n]\n");
  }
}
