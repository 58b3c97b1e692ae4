import { mkdir, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { segment } from "../api/client.ts";
import { readArguments } from "../arguments.ts";
import { chooseProject, connect } from "../context.ts";
import { CliError, EXIT, UsageError } from "../errors.ts";
import { print, say } from "../io.ts";
import { plainBlock } from "../text/plain.ts";
import type { Command } from "./command.ts";

export const poc: Command = {
  name: "poc",
  summary: "writes a finding's exploit test as a forge-std file",
  usage: `redoubt poc <F-n> [options]

Writes test/F<n>.t.sol: the PoC that is attached to the finding, else a stub that
compiles. Run it with: forge test --match-path test/F<n>.t.sol

  --project <slug>   default: REDOUBT_PROJECT, or the token's project
  --output <file>    another place; "-" writes to standard output
  --force            replaces a file that is there
`,
  async run(io, argv) {
    const given = readArguments(
      argv,
      {
        project: { type: "string" },
        output: { type: "string", short: "o" },
        force: { type: "boolean" },
      },
      { min: 1, max: 1 },
    );
    const name = findingName(given.positionals[0] ?? "");
    const output = given.text("output");
    const target = path.resolve(io.cwd, output ?? path.join("test", `${name.replace("-", "")}.t.sol`));
    const exists = output !== "-" && (await stat(target).catch(() => undefined)) !== undefined;
    if (exists && !given.flag("force")) throw new CliError(`${target} is there already; --force replaces it.`);
    const api = await connect(io);
    const project = await chooseProject(io, api, given.text("project"));
    const text = await api.getText(`/projects/${segment(project)}/findings/${segment(name)}/poc`);
    if (!/\bpragma\s+solidity\b|\bcontract\s+\w+/.test(text)) throw new CliError("The server sent no Solidity file.");
    if (output === "-") await print(io, io.stdout.isTTY ? plainBlock(text, 1_000_000) : text);
    else {
      await mkdir(path.dirname(target), { recursive: true });
      await writeFile(target, text, { flag: given.flag("force") ? "w" : "wx" });
      say(
        io,
        `Written to ${path.relative(io.cwd, target) || target}. Run it with: forge test --match-path ${path.relative(io.cwd, target)}`,
      );
    }
    return EXIT.fine;
  },
};

/** `F-12`, also written `12` or `f12`. */
export function findingName(text: string): string {
  const number = /^(?:F-?)?([1-9]\d{0,8})$/i.exec(text)?.[1];
  if (number === undefined)
    throw new UsageError(`${JSON.stringify(text.slice(0, 40))} is no finding; it looks like F-12.`);
  return `F-${number}`;
}
