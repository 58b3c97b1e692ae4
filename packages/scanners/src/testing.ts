import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import type { NormalizedFinding } from "@redoubt/domain/finding";
import { NormalizedFinding as Schema, VexStatement } from "@redoubt/domain/finding";
import type { Notice, ParseContext, ReportFormat, ReportRun, Scanner, ScannerOutput } from "./contract.ts";
import { inspectReport } from "./reports.ts";

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
export function pieces(text: string | Buffer): Readable {
  const buffer = Buffer.from(text as string);
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

/** Everything that a format reads from a report; each finding has passed the schema. */
export async function readReport(
  format: ReportFormat,
  report: string | Buffer | Readable,
  at: Partial<ParseContext> = {},
): Promise<{ runs: ReportRun[]; findings: NormalizedFinding[]; notices: Notice[]; error?: unknown }> {
  const runs: ReportRun[] = [];
  const notices: Notice[] = [];
  let error: unknown;
  try {
    const context = { root: "", dependencyPaths: ["lib"], ...at, notice: (notice: Notice) => notices.push(notice) };
    const stream = report instanceof Readable ? report : pieces(report);
    for await (const run of format.readRuns(stream, context)) {
      for (const finding of run.findings) Schema.parse(finding);
      for (const statement of run.statements) VexStatement.parse(statement);
      runs.push(run);
    }
  } catch (caught) {
    error = caught;
  }
  const findings = runs.flatMap((run) => run.findings);
  return { runs, findings, notices, ...(error === undefined ? {} : { error }) };
}

/** What `inspectReport` says of a text: the format's id, or the refusal. */
export async function inspected(report: string | Buffer): Promise<string> {
  const seen = await inspectReport(pieces(report));
  return seen.format === undefined ? seen.refusal : seen.format.id;
}

/** Files of whole reports of our own: written for the tests, or recorded from our own sources. */
const OWN = /^(?:report|native|recorded(?!\.stderr)|rich|complete|own)[^/]*\.\w+$/;

/** The folder of a format's fixtures, and the names of its whole reports in order. */
export function ownReports(id: string): { readonly folder: string; readonly names: readonly string[] } {
  const folder = path.join(import.meta.dirname, "adapters", id, "fixtures");
  return {
    folder,
    names: readdirSync(folder)
      .filter((name) => OWN.test(name))
      .sort(),
  };
}
