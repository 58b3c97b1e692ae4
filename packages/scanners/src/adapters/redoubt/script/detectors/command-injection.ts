import { scriptDetector } from "../../detector.ts";
import { callsIn, constantText, entriesOf, importedFrom, strip } from "../expressions.ts";
import { taintedName, taintOf } from "../taint.ts";

const SHELL = new Set(["exec", "execSync", "command", "commandSync", "execaCommand", "execaCommandSync"]);
const MODULES = new Set(["child_process", "execa", "shelljs", "child-process-promise"]);
const SPAWN = new Set(["spawn", "spawnSync", "execFile", "execFileSync", "execa", "fork"]);
const SHELLS = /^(\/bin\/)?(ba|z|da|k)?sh$|^cmd(\.exe)?$|^powershell(\.exe)?$/;
const CLEAN =
  /^(Number|parseInt|parseFloat|BigInt|Boolean|quote|escapeShellArg|shellescape|shellEscape|encodeURIComponent)$/;

export const commandInjection = scriptDetector(
  {
    id: "redoubt/command-injection",
    title: "Text from outside becomes part of a shell command",
    description:
      "exec hands its text to a shell: a name such as `x; curl … | sh` runs as a second command with the rights of the service, and with its keys. Use execFile or spawn with the program and its arguments as a list and without a shell, and check the value against an allow-list.",
    severity: "critical",
    confidence: "high",
    cwe: ["CWE-78"],
  },
  /child_process|child-process|execa|shelljs/,
  function* (file) {
    for (const call of callsIn(file)) {
      const from = importedFrom(call, file);
      if (!from || !MODULES.has(from.module) || call.isNew) continue;
      const [first, second] = call.args;
      if (!first) continue;
      const options = call.args.map((argument) => entriesOf(argument)).find((entries) => entries.has("shell"));
      const shell = options?.get("shell");
      const inShell = shell !== undefined && shell.text !== "false";
      const program = constantText(first, file);
      const viaShell = program !== undefined && SHELLS.test(program) && second !== undefined;
      const risky = SHELL.has(from.name)
        ? [first]
        : SPAWN.has(from.name) && (inShell || viaShell)
          ? call.args.slice(0, 2)
          : [];
      const bad = risky.find((argument) => taintOf(strip(argument), file, CLEAN) !== "none");
      if (!bad) continue;
      const taint = taintOf(strip(bad), file, CLEAN);
      yield {
        node: call.node,
        detail: `\`${taintedName(bad, file, CLEAN)}\` reaches a shell through \`${from.name}\`.`,
        confidence: taint === "input" ? "high" : "medium",
      };
    }
  },
);
