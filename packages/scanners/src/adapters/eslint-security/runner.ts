// Runs inside the jail: ESLint's engine over the given files, with our configuration object and no other.
import { createRequire } from "node:module";
import parser from "@typescript-eslint/parser";
import { Linter, type SourceCode } from "eslint";
import noSecrets from "eslint-plugin-no-secrets";
import { maskSecret, secretDigest } from "../../reading/secret.ts";
import { ArrayWriter, readRunnerInput, readSource, reportNotScanned } from "../../tool/runner-io.ts";
import { ENABLED_RULES } from "./rules.ts";

// These two ship no types.
const require = createRequire(import.meta.url);
const security: object = require("eslint-plugin-security");
const noUnsanitized: object = require("eslint-plugin-no-unsanitized");

const input = readRunnerInput();
const linter = new Linter({ configType: "flat", cwd: input.root });
const config = {
  // A pattern without an ending would select no file by itself.
  files: ["**/*.{js,jsx,ts,tsx,mjs,cjs,mts,cts}"],
  languageOptions: {
    parser,
    ecmaVersion: "latest",
    sourceType: "module",
    parserOptions: { ecmaFeatures: { jsx: true }, errorOnUnknownASTType: false },
  },
  plugins: { security, "no-unsanitized": noUnsanitized, "no-secrets": noSecrets },
  rules: ENABLED_RULES,
} as unknown as Linter.Config;

// What can change ESLint's mind from inside a file begins its comment with one of these words.
const DIRECTIVE = /\/[/*]\s*(?:eslint|globals?\b)/;

const writer = new ArrayWriter();
for (const file of input.files) {
  const source = readSource(input, file);
  if (source === undefined) continue;
  try {
    const found = lint(file, source, false);
    if (found.length === 0) continue;
    const broken = found.find((message) => message.fatal === true);
    if (broken !== undefined) {
      reportNotScanned(file, `${broken.message} (line ${broken.line})`);
      continue;
    }
    // Comments of the target are honoured in a second pass over the same tree, for the mark only: they cannot hide a
    // finding.
    const visible = DIRECTIVE.test(source) ? new Set(lint(file, linter.getSourceCode(), true).map(keyOf)) : undefined;
    const all = found.map(({ ruleId, message, line, column, endLine, endColumn, messageId }) => ({
      ...(ruleId === "no-secrets/no-secrets" ? maskedMessage(message) : { message }),
      ruleId,
      severity: 2,
      line,
      column,
      endLine,
      endColumn,
      messageId,
      suppressed: visible !== undefined && !visible.has(keyOf({ ruleId, line, column })),
    }));
    await writer.write({
      filePath: file,
      messages: all.filter((message) => !message.suppressed).map(withoutMark),
      suppressedMessages: all
        .filter((message) => message.suppressed)
        .map((message) => ({ ...withoutMark(message), suppressions: [{ kind: "directive", justification: "" }] })),
    });
  } catch (error) {
    reportNotScanned(file, `ESLint cannot read it: ${error instanceof Error ? error.message : String(error)}`);
  }
}
writer.end();

function lint(file: string, source: string | SourceCode, comments: boolean): Linter.LintMessage[] {
  const options = { filename: file, allowInlineConfig: comments, reportUnusedDisableDirectives: false };
  const messages = linter.verify(source, config, options);
  return messages.filter((message) => message.ruleId !== null || message.fatal === true);
}

function keyOf(message: { ruleId: string | null; line: number; column: number }): string {
  return `${message.ruleId}:${message.line}:${message.column}`;
}

function withoutMark<T extends { suppressed: boolean }>(message: T): Omit<T, "suppressed"> {
  const { suppressed: _, ...rest } = message;
  return rest;
}

function maskedMessage(message: string): { message: string; secretDigest: string } {
  const start = message.indexOf(' : "');
  const raw = message.slice(start + 4, -1);
  return { message: `${message.slice(0, start)}: ${maskSecret(raw)}`, secretDigest: secretDigest(raw) };
}
