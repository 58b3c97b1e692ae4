import { readFileSync } from "node:fs";
import { Readable } from "node:stream";
import type { NormalizedFinding } from "@redoubt/domain/finding";
import { NormalizedFinding as Schema } from "@redoubt/domain/finding";
import type { Notice, ParseContext, Scanner, ScannerOutput } from "./contract.ts";

/** Recorded output as a scanner's parse gets it; texts are cut into small pieces, as pipes do. */
export function recorded(parts: {
  stdout?: string;
  stderr?: string;
  exitCode?: number;
  files?: Record<string, string>;
}) {
  const output: ScannerOutput = {
    exitCode: parts.exitCode ?? 0,
    stdout: pieces(parts.stdout ?? ""),
    stderr: pieces(parts.stderr ?? ""),
    files: Object.fromEntries(Object.entries(parts.files ?? {}).map(([name, text]) => [name, pieces(text)])),
  };
  return output;
}

/** A stream of the text in pieces of 1000 bytes. */
export function pieces(text: string): Readable {
  const buffer = Buffer.from(text);
  const parts: Buffer[] = [];
  for (let at = 0; at < buffer.length; at += 1000) parts.push(buffer.subarray(at, at + 1000));
  return Readable.from(parts);
}

/** Text of a fixture file beside the test. */
export function fixture(directory: string, name: string): string {
  return readFileSync(`${directory}/fixtures/${name}`, "utf8");
}

/** Everything that a parser yields and tells; each finding has passed the schema. */
export async function parseAll(
  parser: Pick<Scanner, "parse">,
  output: ScannerOutput,
  at: Partial<ParseContext> = {},
): Promise<{ findings: NormalizedFinding[]; notices: Notice[]; error?: unknown }> {
  const findings: NormalizedFinding[] = [];
  const notices: Notice[] = [];
  try {
    const context = { root: "/job/src", dependencyPaths: [], ...at, notice: (notice: Notice) => notices.push(notice) };
    for await (const finding of parser.parse(output, context)) findings.push(Schema.parse(finding));
  } catch (error) {
    return { findings, notices, error };
  }
  return { findings, notices };
}
