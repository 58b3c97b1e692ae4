// Runs inside the jail: secretlint's recommended preset and one rule of ours over the given files; secrets leave it masked only.
import { lintSource } from "@secretlint/core";
import { rules } from "@secretlint/secretlint-rule-preset-recommend";
import { maskSecret, secretDigest } from "../../reading/secret.ts";
import { ArrayWriter, readRunnerInput, readSource, reportNotScanned } from "../../tool/runner-io.ts";
import { redoubtToken } from "./redoubt-token.ts";

type Config = Parameters<typeof lintSource>[0]["options"]["config"];

// A comment in the target must not hide a secret: the comments' rule runs in a second pass, for the mark only.
// The rules are given one by one because a preset ignores `disabled`.
const COMMENTS = "@secretlint/secretlint-rule-filter-comments";
const withComments: Config = { rules: [...rules, redoubtToken].map((rule) => ({ id: rule.meta.id, rule })) };
const withoutComments: Config = { rules: withComments.rules.filter(({ id }) => id !== COMMENTS) };

const input = readRunnerInput();
const writer = new ArrayWriter();
for (const file of input.files) {
  const content = readSource(input, file);
  if (content === undefined) continue;
  try {
    const found = await lint(file, content, withoutComments);
    if (found.length === 0) continue;
    const visible = content.includes("secretlint-disable")
      ? new Set((await lint(file, content, withComments)).map(keyOf))
      : undefined;
    const messages = found.map((message) => {
      const raw = rawSecret(message.data, content.slice(message.range[0], message.range[1]));
      return {
        ruleId: message.ruleId,
        messageId: message.messageId,
        loc: message.loc,
        severity: message.severity,
        masked: maskSecret(raw),
        secretDigest: secretDigest(raw),
        ...(visible !== undefined && !visible.has(keyOf(message)) ? { suppressed: true } : {}),
      };
    });
    await writer.write({ filePath: file, messages });
  } catch (error) {
    reportNotScanned(file, `secretlint cannot read it: ${error instanceof Error ? error.message : String(error)}`);
  }
}
writer.end();

async function lint(file: string, content: string, config: Config) {
  const dot = file.lastIndexOf(".");
  const ext = dot === -1 ? "" : file.slice(dot);
  const source = { filePath: `${input.root}/${file}`, content, contentType: "text" as const, ext };
  return (await lintSource({ source, options: { config, noPhysicFilePath: false } })).messages;
}

function keyOf(message: { ruleId: string; messageId: string; range: readonly [number, number] }): string {
  return `${message.ruleId}:${message.messageId}:${message.range.join(":")}`;
}

function rawSecret(data: unknown, flagged: string): string {
  const values = Object.values(typeof data === "object" && data !== null ? data : {});
  const texts = values.filter((value) => typeof value === "string" && value.length > 0);
  return texts.sort((a, b) => b.length - a.length)[0] ?? flagged;
}
