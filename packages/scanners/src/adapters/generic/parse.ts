import type { Readable } from "node:stream";
import { columnName, readCsv } from "../../reading/csv.ts";
import type { JsonValue } from "../../reading/json.ts";
import { peek } from "../../reading/peek.ts";
import { ReportError } from "../../reading/report-error.ts";
import { type Draft, type OpenRun, runsOf } from "../../reading/run.ts";
import { entries, text } from "../../reading/value.ts";
import { values } from "../../reading/values.ts";
import { KNOWN_FIELDS, toDraft } from "./finding.ts";

const MOST_NAMES = 20;

/** Reads the shape of README.md for tools that no adapter reads: `{findings: [...]}` in JSON, or a table in CSV. */
async function* read(stream: Readable, open: OpenRun): AsyncGenerator<Draft> {
  const { first, whole } = await peek(stream);
  yield* first === "{" ? readJson(whole, open) : readTable(whole, open);
}

async function* readJson(stream: Readable, open: OpenRun): AsyncGenerator<Draft> {
  let tool = "generic";
  let version: string | null = null;
  let present = false;
  const unread = new Set<string>();
  const run = () =>
    Object.assign(open(tool, tool === "generic" ? "Generic report" : tool), { version, resultsPresent: true });
  for await (const { at, value } of values(stream, ["name", "type", "version", "findings[", "findings.*"])) {
    if (at === "name" || (at === "type" && tool === "generic")) tool = text(value)?.slice(0, 80) ?? tool;
    else if (at === "version") version = text(value) ?? null;
    else if (at === "findings[") present = true;
    else {
      const fields = new Map(entries(value).map(([name, each]) => [columnName(name), each] as const));
      for (const name of fields.keys()) if (!KNOWN_FIELDS.has(name) && unread.size < MOST_NAMES) unread.add(name);
      yield { ...toDraft(fields), run: run() };
    }
  }
  if (!present) throw new ReportError("wrong-format", "this is no generic report: it has no list of findings");
  tellUnread(run(), unread);
}

async function* readTable(stream: Readable, open: OpenRun): AsyncGenerator<Draft> {
  const run = open("generic", "Generic report");
  const unread = new Set<string>();
  for await (const row of readCsv(stream, "title")) {
    for (const name of row.keys()) if (!KNOWN_FIELDS.has(name) && unread.size < MOST_NAMES) unread.add(name);
    yield { ...toDraft(row as ReadonlyMap<string, JsonValue>), run };
  }
  run.resultsPresent = true;
  tellUnread(run, unread);
}

/** Nothing is dropped without a word. */
function tellUnread(run: ReturnType<OpenRun>, unread: ReadonlySet<string>): void {
  if (unread.size > 0) run.notice({ kind: "info", reason: `fields that are not read: ${[...unread].join(", ")}` });
}

export const readRuns = runsOf(read);
