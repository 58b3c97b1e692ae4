import { segment } from "../api/client.ts";
import { Finding } from "../api/schemas.ts";
import { isAtLeast, readArguments } from "../arguments.ts";
import { chooseProject, connect } from "../context.ts";
import { EXIT } from "../errors.ts";
import { print, say } from "../io.ts";
import { toSarif } from "../sarif/sarif.ts";
import { count } from "../text/plain.ts";
import { findingTable } from "../text/table.ts";
import { VERSION } from "../version.ts";
import type { Command } from "./command.ts";

const MOST = 25_000;

export const findings: Command = {
  name: "findings",
  summary: "lists findings as table, JSON or SARIF",
  usage: `redoubt findings [options]

  --project <slug>       default: REDOUBT_PROJECT, or the token's project
  --state <states>       comma-separated; default: open; "all" for every state
  --severity <ones>      comma-separated
  --ref <ref>            seen on this branch
  --revision <number>    seen in this revision
  --search <words>       in titles and texts
  --limit <number>       most findings, default 200 (SARIF: 25,000)
  --format table|json|sarif
  --fail-on <severity>   exit code 1 when a listed finding is at or above it

SARIF is made for GitHub's code scanning: findings without a file and restricted
ones are left out, and said on standard error.
`,
  async run(io, argv) {
    const given = readArguments(
      argv,
      {
        project: { type: "string" },
        state: { type: "string" },
        severity: { type: "string" },
        ref: { type: "string" },
        revision: { type: "string" },
        search: { type: "string" },
        limit: { type: "string" },
        format: { type: "string" },
        "fail-on": { type: "string" },
      },
      { max: 0 },
    );
    const format = given.oneOf("format", ["table", "json", "sarif"]) ?? "table";
    const floor = given.severity("fail-on");
    const limit = Math.min(given.number("limit") ?? (format === "sarif" ? MOST : 200), MOST);
    const api = await connect(io);
    const project = await chooseProject(io, api, given.text("project"));
    const state = given.text("state") ?? "open";
    const query = {
      state: state === "all" ? undefined : state,
      severity: given.text("severity"),
      ref: given.text("ref"),
      revision: given.number("revision"),
      search: given.text("search"),
    };
    const found = await api.list(`/projects/${segment(project)}/findings`, Finding, query, limit);
    if (format === "table") {
      await print(io, findingTable(found, io.stdout.columns));
      say(io, `${count(found.length, "finding")}${found.length === limit ? ", the first ones (--limit)" : ""}.`);
    } else if (format === "json") {
      await print(io, `${JSON.stringify(found, undefined, 2)}\n`);
    } else {
      const { log, leftOut } = toSarif(found, { project, server: api.url, version: VERSION });
      await print(io, `${JSON.stringify(log, undefined, 1)}\n`);
      for (const words of leftOut) say(io, words);
    }
    return floor !== undefined && found.some(({ severity }) => isAtLeast(severity, floor)) ? EXIT.found : EXIT.fine;
  },
};
