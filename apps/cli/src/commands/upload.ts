import { stat } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { segment } from "../api/client.ts";
import { Import } from "../api/schemas.ts";
import { waitForImport } from "../api/wait.ts";
import { readArguments } from "../arguments.ts";
import { chooseProject, connect } from "../context.ts";
import { CliError, EXIT, type ExitCode, UsageError } from "../errors.ts";
import { type Io, print, say } from "../io.ts";
import { progress } from "../progress.ts";
import { count, plain } from "../text/plain.ts";
import { megabytes } from "../tree/select.ts";
import type { Command } from "./command.ts";

const MINUTE = 60_000;
const MOST_BYTES = 256 * 1024 * 1024;

const Requested = z.union([z.object({ import: Import }).transform((answer) => answer.import), Import]);

export const upload: Command = {
  name: "upload",
  summary: "sends the report of another tool",
  usage: `redoubt upload <report> [options]

Sends a report (SARIF, Slither, Semgrep, Trivy, npm audit and many more); the
server knows the format by its content, unless you say it.

  --project <slug>       default: REDOUBT_PROJECT, or the token's project
  --source <name>        the source that the report is about
  --revision <number>    the revision that the tool looked at
  --ref <ref>            branch that the report is about
  --as <format>          what the report is: sarif, slither, npm-audit, generic …
  --category <name>      tells runs of one tool apart (several packages, several settings)
  --preview              a person looks first at what it would do
  --wait                 waits until the report is imported
  --timeout <minutes>    how long to wait, default 10
  --format table|json    how the outcome is printed
`,
  async run(io, argv) {
    const given = readArguments(
      argv,
      {
        project: { type: "string" },
        source: { type: "string" },
        revision: { type: "string" },
        ref: { type: "string" },
        as: { type: "string" },
        category: { type: "string" },
        preview: { type: "boolean" },
        wait: { type: "boolean" },
        timeout: { type: "string" },
        format: { type: "string" },
      },
      { min: 1, max: 1 },
    );
    const timeoutMs = (given.number("timeout") ?? 10) * MINUTE;
    const json = given.oneOf("format", ["table", "json"]) === "json";
    const file = path.resolve(io.cwd, given.positionals[0] ?? "");
    const size = await sizeOfReport(file);
    const api = await connect(io);
    const project = await chooseProject(io, api, given.text("project"));
    const line = progress(io);
    line.show(`sending ${megabytes(size)}`);
    const query = {
      source: given.text("source"),
      revision: given.number("revision"),
      ref: given.text("ref"),
      category: given.text("category"),
      format: given.text("as"),
      name: path.basename(file).slice(0, 200),
      mode: given.flag("preview") ? "preview" : undefined,
    };
    const body = { file, size, type: "application/octet-stream" };
    let state = await api.post(`/projects/${segment(project)}/imports`, Requested, body, query).finally(line.end);
    if (given.flag("wait")) {
      const waiting = { signal: io.signal, timeoutMs, progress: line.show };
      state = await waitForImport(api, project, state.number, waiting).finally(line.end);
    }
    return tell(io, state, { json, waited: given.flag("wait") });
  },
};

/** Bytes. Throws UsageError for what cannot be a report. */
export async function sizeOfReport(file: string, most = MOST_BYTES): Promise<number> {
  const facts = await stat(file).catch(() => undefined);
  if (facts === undefined || !facts.isFile()) throw new UsageError(`There is no file ${file}.`);
  if (facts.size === 0) throw new UsageError(`${file} is empty.`);
  if (facts.size > most)
    throw new UsageError(`${file} has ${megabytes(facts.size)}; the server takes ${megabytes(most)}.`);
  return facts.size;
}

async function tell(io: Io, state: Import, { json, waited }: { json: boolean; waited: boolean }): Promise<ExitCode> {
  if (json) await print(io, `${JSON.stringify(state, undefined, 2)}\n`);
  const where = state.url === null ? "" : ` ${plain(state.url)}`;
  if (state.state === "failed" || state.state === "refused" || state.state === "cancelled") {
    throw new CliError(
      `Import ${state.number} is ${state.state}: ${plain(state.failure ?? "no reason given", 500)}${where}`,
    );
  }
  if (!waited) say(io, `Import ${state.number} is on its way.${where}`);
  else {
    const taken = state.imported == null ? "" : `, ${count(state.imported, "result")}`;
    const refused = state.refused ? `, ${state.refused} refused` : "";
    say(
      io,
      `Import ${state.number}: ${plain(state.state)}${state.format ? ` (${plain(state.format)})` : ""}${taken}${refused}.${where}`,
    );
  }
  return EXIT.fine;
}
