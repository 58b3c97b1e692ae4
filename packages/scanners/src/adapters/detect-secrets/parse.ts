import type { Readable } from "node:stream";
import type { Confidence } from "@redoubt/domain/finding";
import type { ParseContext } from "../../contract.ts";
import { LEAK_ADVICE } from "../../reading/leak.ts";
import { ReportError } from "../../reading/report-error.ts";
import { type Draft, type OpenRun, runsOf } from "../../reading/run.ts";
import { secretFingerprint } from "../../reading/secret.ts";
import { type JsonObject, objects, text } from "../../reading/value.ts";
import { values } from "../../reading/values.ts";
import { GUESSES, PLUGIN_TYPES } from "./plugins.ts";

/** Reads a baseline of detect-secrets, version 0.12 and later. */
async function* read(stream: Readable, open: OpenRun, at: ParseContext): AsyncGenerator<Draft> {
  const run = open("detect-secrets", "detect-secrets");
  for await (const selected of values(stream, ["results[", "results.*", "version", "plugins_used"])) {
    const { value } = selected;
    if (selected.at === "results[") run.resultsPresent = true;
    else if (selected.at === "version") run.version = text(value) ?? null;
    else if (selected.at === "plugins_used") {
      const types = objects(value).flatMap((plugin) => typesOf(text(plugin.name)));
      run.detectors = new Set(types);
    } else for (const secret of objects(value)) yield toDraft(secret, String(selected.path.at(-1)), at);
  }
  if (!run.resultsPresent) {
    throw new ReportError("wrong-format", "this is no baseline of detect-secrets: it has no results");
  }
}

function typesOf(plugin: string | undefined): string[] {
  const type = plugin !== undefined && Object.hasOwn(PLUGIN_TYPES, plugin) ? PLUGIN_TYPES[plugin] : undefined;
  return type === undefined ? [] : [type];
}

function toDraft(secret: JsonObject, file: string, at: ParseContext): Draft {
  const type = text(secret.type) ?? "Secret";
  // A plain hash: short secrets can be guessed from it, so that it is hashed once more with our key.
  const hash = text(secret.hashed_secret);
  const keyed = hash === undefined || at.secretKey === undefined ? [] : [secretFingerprint(hash, at.secretKey)];
  return {
    detector: type,
    title: type,
    description: [
      `${type}: value not shown. ${LEAK_ADVICE}`,
      secret.is_verified === true ? "detect-secrets has tried it: it is valid." : undefined,
    ],
    severity: "high",
    confidence: confidenceOf(secret, type),
    classes: { cwe: type.startsWith("Public IP") ? [] : ["CWE-798"] },
    tags: ["secret"],
    file: text(secret.filename) ?? file,
    line: secret.line_number,
    endLine: secret.line_number,
    fingerprints: keyed.map((print) => ({ ...print, algorithm: "tool/detect-secrets" })),
    ...(secret.is_secret === false ? { suppressed: { by: "tool", reason: "audited: no secret" } } : {}),
  };
}

function confidenceOf(secret: JsonObject, type: string): Confidence {
  if (secret.is_verified === true || secret.is_secret === true) return "high";
  return GUESSES.has(type) ? "low" : "medium";
}

export const readRuns = runsOf(read);
