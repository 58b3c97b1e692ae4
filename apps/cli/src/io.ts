import { createInterface } from "node:readline/promises";
import type { Readable, Writable } from "node:stream";
import type { Environment } from "./env.ts";

/** Where a command reads and writes; tests hand in their own. */
export interface Io {
  readonly stdin: Readable & { readonly isTTY?: boolean; setRawMode?: (on: boolean) => unknown };
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly environment: Environment;
  readonly cwd: string;
  readonly signal: AbortSignal;
}

/** Words for the person; results go to standard output by `print`. */
export const say = (io: Io, line: string): void => void io.stderr.write(`${line}\n`);

/** Writes a result and waits until it is taken, so that a pipe gets all of it. */
export async function print(io: Io, text: string): Promise<void> {
  if (!io.stdout.write(text)) await new Promise((resolve) => io.stdout.once("drain", resolve));
}

/** Asks yes or no; no where nobody can answer. */
export async function confirm(io: Io, question: string): Promise<boolean> {
  if (!io.stdin.isTTY || !io.stderr.isTTY) return false;
  const lines = createInterface({ input: io.stdin, output: io.stderr });
  try {
    return /^y(es)?$/i.test((await lines.question(`${question} [y/N] `, { signal: io.signal })).trim());
  } finally {
    lines.close();
  }
}

const MOST_TYPED = 4096;

/** One line of standard input; from a keyboard it is not shown. */
export async function readSecret(io: Io, prompt: string): Promise<string> {
  const keyboard = io.stdin.isTTY === true && io.stdin.setRawMode !== undefined;
  if (keyboard) {
    io.stderr.write(prompt);
    io.stdin.setRawMode?.(true);
  }
  try {
    let typed = "";
    for await (const chunk of io.stdin) {
      for (const letter of String(chunk)) {
        if (letter === "\n" || letter === "\r" || letter === "\u0004") return typed.trim();
        if (letter === "\u0003") return "";
        if (letter === "\u007f" || letter === "\b") typed = typed.slice(0, -1);
        else if (typed.length < MOST_TYPED) typed += letter;
      }
    }
    return typed.trim();
  } finally {
    if (keyboard) {
      io.stdin.setRawMode?.(false);
      io.stderr.write("\n");
    }
  }
}
