// Runs inside the jail: solhint's own engine over the given files, with our rules only.
import { createRequire } from "node:module";
import { ArrayWriter, readRunnerInput, readSource, reportNotScanned } from "../../tool/runner-io.ts";
import { ENABLED_RULES } from "./detectors.ts";

interface Report {
  readonly messages: readonly {
    readonly line: number;
    readonly column: number;
    readonly severity: number;
    readonly message: string;
    readonly ruleId?: string;
  }[];
}

const require = createRequire(import.meta.url);
const solhint: { processStr(source: string, config: object, file: string): Report } = require("solhint");

// A rule name in a comment must not hide a finding: comments are blunted, then honoured in a second pass.
const DIRECTIVE = /solhint-(disable|enable)/g;
const config = { rules: ENABLED_RULES };

const input = readRunnerInput();
const writer = new ArrayWriter();
for (const file of input.files) {
  const source = readSource(input, file);
  if (source === undefined) continue;
  try {
    const all = solhint.processStr(source.replace(DIRECTIVE, "solhint_$1"), config, file).messages;
    // Most files show nothing at all: then no comment hides anything either.
    const comments = all.length > 0 && source.includes("solhint-disable");
    const visible = comments ? keysOf(solhint.processStr(source, config, file)) : undefined;
    for (const { line, column, severity, message, ruleId } of all) {
      const suppressed = visible !== undefined && !visible.has(`${ruleId}:${line}:${column}`);
      await writer.write({
        line,
        column,
        severity: severity === 2 ? "Error" : "Warning",
        message,
        ruleId,
        filePath: file,
        ...(suppressed ? { suppressed } : {}),
      });
    }
  } catch (error) {
    reportNotScanned(file, reasonOf(error));
  }
}
writer.end();

/** The parser makes a tree with holes of some broken sources, over which rules then stumble. */
function reasonOf(error: unknown): string {
  if (error instanceof TypeError) return "solhint cannot read it: it is no valid Solidity";
  return `solhint cannot read it: ${error instanceof Error ? error.message : String(error)}`;
}

function keysOf(report: Report): Set<string> {
  return new Set(report.messages.map(({ ruleId, line, column }) => `${ruleId}:${line}:${column}`));
}
