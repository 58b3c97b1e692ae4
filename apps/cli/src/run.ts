import { advisories } from "./commands/advisories.ts";
import { ci } from "./commands/ci.ts";
import type { Command } from "./commands/command.ts";
import { findings } from "./commands/findings.ts";
import { login, logout, whoami } from "./commands/login.ts";
import { mcp } from "./commands/mcp.ts";
import { poc } from "./commands/poc.ts";
import { scan } from "./commands/scan.ts";
import { upload } from "./commands/upload.ts";
import { CliError, EXIT, type ExitCode, UsageError } from "./errors.ts";
import { type Io, print, say } from "./io.ts";
import { plain } from "./text/plain.ts";
import { VERSION } from "./version.ts";

const COMMANDS: readonly Command[] = [login, logout, whoami, upload, scan, findings, poc, advisories, ci, mcp];

const USAGE = `redoubt <command> [arguments]

${COMMANDS.map(({ name, summary }) => `  ${name.padEnd(12)}${summary}`).join("\n")}
  help        redoubt help <command> says more

Server and token: redoubt login, or REDOUBT_URL and REDOUBT_TOKEN, which win.
Exit codes: 0 done, 1 a gate that was asked for, 2 usage, 3 not signed in or not
allowed, 4 the server is out of reach, 5 what was asked for failed, 6 waited too long.
`;

/** Runs one command line; resolves to the exit code and never rejects. */
export async function run(io: Io, argv: readonly string[]): Promise<ExitCode> {
  const [word, ...rest] = argv;
  if (word === "--version" || word === "-v" || word === "version") {
    await print(io, `${VERSION}\n`);
    return EXIT.fine;
  }
  const wanted = word === "help" ? rest[0] : word;
  const command = COMMANDS.find(({ name }) => name === wanted);
  const asksForHelp = word === "help" || rest.includes("--help") || rest.includes("-h");
  if (word === undefined || wanted === undefined || word === "--help" || word === "-h") {
    await print(io, USAGE);
    return word === undefined ? EXIT.usage : EXIT.fine;
  }
  if (command === undefined) {
    say(io, `There is no command ${plain(wanted, 40)}.\n\n${USAGE}`);
    return EXIT.usage;
  }
  if (asksForHelp) {
    await print(io, command.usage);
    return EXIT.fine;
  }
  try {
    return await command.run(io, rest);
  } catch (error) {
    return explain(io, command, error);
  }
}

function explain(io: Io, command: Command, error: unknown): ExitCode {
  if (io.signal.aborted) {
    say(io, "stopped");
    return EXIT.interrupted;
  }
  if (error instanceof CliError) {
    say(io, error instanceof UsageError ? `${error.message}\nredoubt help ${command.name} says more.` : error.message);
    return error.exit;
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  say(io, `This is a mistake of redoubt itself:\n${detail}`);
  return EXIT.failed;
}
