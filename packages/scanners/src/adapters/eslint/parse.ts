import type { Readable } from "node:stream";
import { type DetectorRating, ratedClasses } from "../../reading/finding.ts";
import { ReportError } from "../../reading/report-error.ts";
import { type Draft, type OpenRun, type RunDraft, runsOf } from "../../reading/run.ts";
import { maskSecret, secretDigest, secretFingerprint } from "../../reading/secret.ts";
import { type JsonObject, number, object, objects, text } from "../../reading/value.ts";
import { records } from "../../reading/values.ts";
import type { ParseContext } from "../../contract.ts";
import { ratingOf } from "../eslint-security/detectors.ts";

const SECRET_RULES = new Set(["no-secrets/no-secrets", "no-secrets/no-pattern-match"]);
// Plugins that look for weaknesses; what else ESLint says is about taste and correctness.
const SECURITY =
  /(?:^|\/)(?:[\w-]*secur[\w-]*|sdl|xss|no-unsanitized|no-secrets|pii|scanjs[\w-]*)(?:\/|$)|no-(?:danger|script-url)/i;

/** Reads `eslint --format json`: files with messages, and those that comments suppress. */
async function* read(stream: Readable, open: OpenRun, at: ParseContext): AsyncGenerator<Draft> {
  const run = open("eslint", "ESLint");
  for await (const record of records(stream)) {
    const file = object(record);
    const path = text(file.filePath);
    if (path === undefined) continue;
    run.resultsPresent = true;
    for (const message of [...objects(file.messages), ...objects(file.suppressedMessages)]) {
      const rule = text(message.ruleId);
      if (rule !== undefined) yield toDraft(message, rule, path, at);
      else notRead(message, path, run);
    }
  }
  if (!run.resultsPresent) throw new ReportError("wrong-format", "this is no report of ESLint: it names no file");
}

function notRead(message: JsonObject, path: string, run: RunDraft): void {
  run.notice({ kind: "not-scanned", path, reason: text(message.message) ?? "ESLint could not read it" });
}

function toDraft(message: JsonObject, rule: string, file: string, at: ParseContext): Draft {
  const rating = ratingFor(rule, number(message.severity));
  const said = text(message.message) ?? "";
  const secret = SECRET_RULES.has(rule) ? secretIn(said) : undefined;
  const [suppression] = objects(message.suppressions);
  return {
    detector: rule,
    title: rating.title === rule ? rule : rating.title,
    description: [secret?.words ?? said],
    severity: rating.severity,
    confidence: rating.confidence,
    classes: ratedClasses(rating),
    tags: rating.tags ?? [],
    file,
    line: message.line,
    endLine: message.endLine,
    ...(secret?.raw === undefined || at.secretKey === undefined
      ? {}
      : { fingerprints: [secretFingerprint(secretDigest(secret.raw), at.secretKey)] }),
    ...(suppression === undefined
      ? {}
      : { suppressed: { by: "in-code", reason: text(suppression.justification) ?? "ESLint comment" } }),
  };
}

/** Our rating of a security rule; an unknown rule of a security plugin by its own severity; all else is style. */
function ratingFor(rule: string, severity: number | undefined): DetectorRating {
  const rating = ratingOf(rule);
  if (!(rating.tags ?? []).includes("style") || !SECURITY.test(rule)) return rating;
  return { title: rule, severity: severity === 2 ? "medium" : "low", confidence: "low" };
}

/** The plugin quotes what it took for a secret. */
function secretIn(said: string): { readonly words: string; readonly raw: string | undefined } {
  const start = said.indexOf(' : "');
  if (start === -1) return { words: "Text that looks like a secret", raw: undefined };
  const raw = said.slice(start + 4).replace(/"$/, "");
  return { words: `${said.slice(0, start)}: ${maskSecret(raw)}`, raw: raw === "" ? undefined : raw };
}

export const readRuns = runsOf(read);
