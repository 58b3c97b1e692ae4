import { readdir, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { checkFile, conforms } from "./conformance/check.ts";
import { checkModel, type ModelConformance, modelConforms } from "./conformance/model.ts";
import { formatTable, type Row } from "./conformance/table.ts";
import { inTurns } from "./in-turns.ts";

const EXIT = { fine: 0, different: 1, usage: 2, failed: 3 } as const;
const LIMITS = { memoryMb: 1024, timeoutMs: 120_000 } as const;

const USAGE = `usage: npm run -s conformance -- <folder> [--json]

  --json    standard output gets a list: of reports [{file, kind, format, stated, imported, refused, bySeverity}], of
            threat models [{file, kind: "model", format, elements, flows, threats, controls, links, stated, roundTrip,
            losses, refused}]

Reads every file below the folder as an import would, each in a process of its own (${LIMITS.memoryMb} MB,
${LIMITS.timeoutMs / 1000} s), and compares what came in with an independent count of what stands in it. Standard output is the result
alone; progress goes to standard error. Ends with 0 when every file is equal or refused, 1 when one differs, 2 for wrong
usage, 3 when the files could not be read.
`;

class UsageError extends Error {}

const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** `npm run conformance`: no database, no server. Answers the exit code. */
async function conformance(argv: readonly string[], signal: AbortSignal): Promise<number> {
  const wanted = readArguments(argv);
  if (wanted === undefined) {
    process.stdout.write(USAGE);
    return EXIT.fine;
  }
  const folder = await existingFolder(wanted.folder);
  const files = await filesBelow(folder);
  const rows = await checkAll(files, folder, signal);
  const written = process.stdout.write(wanted.json ? formatJson(rows) : formatTable(rows));
  if (!written) await new Promise((resolve) => process.stdout.once("drain", resolve));
  return rows.every((row) => (isModel(row) ? modelConforms(row) : conforms(row))) ? EXIT.fine : EXIT.different;
}

function checkAll(files: readonly string[], folder: string, signal: AbortSignal): Promise<Row[]> {
  let done = 0;
  return inTurns(files, async (file) => {
    const name = path.relative(folder, file);
    const row = await checkOne(file, name, signal);
    done += 1;
    say(`${done} of ${files.length}  ${name}: ${words(row)}`);
    return row;
  });
}

/** A file that is no report may be a threat model. */
async function checkOne(file: string, name: string, signal: AbortSignal): Promise<Row> {
  const row = await checkFile(file, name, { ...LIMITS, signal });
  if (row.format !== null) return row;
  return (await checkModel(file, name, { ...LIMITS, signal })) ?? row;
}

function isModel(row: Row): row is ModelConformance {
  return row.kind === "model" && "roundTrip" in row;
}

function readArguments(argv: readonly string[]): { readonly folder: string; readonly json: boolean } | undefined {
  const { values, positionals } = parse(argv);
  if (values.help === true) return undefined;
  const [folder, ...more] = positionals;
  if (folder === undefined || more.length > 0) throw new UsageError("name exactly one folder");
  return { folder, json: values.json === true };
}

function parse(argv: readonly string[]) {
  try {
    const options = { json: { type: "boolean" }, help: { type: "boolean", short: "h" } } as const;
    return parseArgs({ args: [...argv], allowPositionals: true, options });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function existingFolder(name: string): Promise<string> {
  const folder = await realpath(name).catch(() => undefined);
  if (folder === undefined) throw new UsageError(`there is no folder ${name}`);
  if ((await stat(folder)).isDirectory()) return folder;
  throw new UsageError(`${name} is a file: name the folder that holds it`);
}

/** Every file in every folder below, links not followed, in the order of their names. */
async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

function words(row: Row): string {
  if (isModel(row)) {
    const counts = `${row.elements} elements, ${row.flows} flows, ${row.threats} threats, ${row.controls} controls`;
    return `${row.format ?? row.kind}, ${row.refused === null ? counts : "refused"}`;
  }
  const { format, kind, stated, imported, refused } = row;
  if (refused !== null && stated === null) return `${format ?? kind}, refused`;
  return `${format ?? kind}, ${imported} of ${stated ?? "?"}${refused === null ? "" : ", the rest refused"}`;
}

/** One row a line inside one list, so that results stay readable and comparable. */
function formatJson(rows: readonly Row[]): string {
  return rows.length === 0 ? "[]\n" : `[\n${rows.map((row) => JSON.stringify(row)).join(",\n")}\n]\n`;
}

const controller = new AbortController();
for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => controller.abort());
process.stdout.on("error", () => process.exit(EXIT.fine));
try {
  process.exitCode = await conformance(process.argv.slice(2), controller.signal);
} catch (error) {
  if (error instanceof UsageError) say(`${error.message}\n\n${USAGE}`);
  else if (controller.signal.aborted) say("stopped");
  // Not thrown on: Node would end with 1, which means that a file differs.
  else say(`Nothing was compared: ${(error as Error).stack ?? error}`);
  process.exitCode = error instanceof UsageError ? EXIT.usage : EXIT.failed;
}
