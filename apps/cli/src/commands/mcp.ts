import { readArguments } from "../arguments.ts";
import { chooseProject, connect } from "../context.ts";
import { EXIT } from "../errors.ts";
import { VERSION } from "../version.ts";
import type { Command } from "./command.ts";

export const mcp: Command = {
  name: "mcp",
  summary: "serves findings to coding agents (Model Context Protocol, stdio)",
  usage: `redoubt mcp [--project <slug>] [--restricted]

Speaks the Model Context Protocol on standard input and output, with the same
server and token as the other commands. Tools: list_projects, list_findings,
get_finding, get_code_context, get_report, and propose_decision, which proposes
and never decides. Text of findings and code is marked as data.

  --project <slug>   the project where a call names none
  --restricted       hands out restricted findings too, where the token sees them
`,
  async run(io, argv) {
    const given = readArguments(argv, { project: { type: "string" }, restricted: { type: "boolean" } }, { max: 0 });
    const api = await connect(io);
    const chosen = given.text("project");
    // Loaded here, because the other commands need not wait for it.
    const { serveMcp } = await import("../mcp/serve.ts");
    await serveMcp(io, {
      api,
      version: VERSION,
      project: (asked) => chooseProject(io, api, asked ?? chosen),
      restricted: given.flag("restricted"),
    });
    return EXIT.fine;
  },
};
