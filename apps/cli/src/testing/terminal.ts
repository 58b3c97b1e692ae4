import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable, Writable } from "node:stream";
import { readEnvironment } from "../env.ts";
import { run } from "../run.ts";

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A folder that goes away with the test. */
export async function scratch(): Promise<AsyncDisposable & { path: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), "redoubt-cli-test-"));
  return { path: folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

function sink(): { stream: Writable; text: () => string } {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(Buffer.from(chunk));
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString("utf8") };
}

/** Runs one command line in this process, with an environment, a folder and standard input of its own. */
export async function redoubt(
  argv: readonly string[],
  options: { variables: Readonly<Record<string, string | undefined>>; cwd: string; stdin?: string },
): Promise<Outcome> {
  const out = sink();
  const err = sink();
  const io = {
    stdin: Readable.from(options.stdin === undefined ? [] : [options.stdin]),
    stdout: out.stream,
    stderr: err.stream,
    environment: readEnvironment({ REDOUBT_CONFIG_DIR: path.join(options.cwd, ".config"), ...options.variables }),
    cwd: options.cwd,
    signal: new AbortController().signal,
  };
  const code = await run(io, argv);
  return { code, out: out.text(), err: err.text() };
}
