import type { NormalizedFinding } from "@redoubt/domain/finding";
import { z } from "zod";
import type { ParseContext, ScannerOutput } from "../../contract.ts";
import { clip, lineNumber, locate, ratedClasses } from "../../reading/finding.ts";
import { streamJson } from "../../reading/json.ts";
import { reportNotices } from "../../reading/notices.ts";
import { maskSecret, secretDigest, secretFingerprint } from "../../reading/secret.ts";
import { ratingOf } from "./detectors.ts";

const Message = z.object({
  ruleId: z.string().min(1).max(300).nullish(),
  message: z.string(),
  line: z.unknown().optional(),
  endLine: z.unknown().optional(),
  fatal: z.boolean().optional(),
  secretDigest: z.string().max(64).optional(),
  suppressions: z.array(z.object({ kind: z.string().optional(), justification: z.string().optional() })).optional(),
});
type Message = z.infer<typeof Message>;
const Result = z.object({
  filePath: z.string(),
  messages: z.array(z.unknown()),
  suppressedMessages: z.array(z.unknown()).optional(),
});

const SECRET_RULES = new Set(["no-secrets/no-secrets", "no-secrets/no-pattern-match"]);

/** Reads `eslint --format json`: one array of files with messages, suppressed ones apart. */
export async function* parse(output: ScannerOutput, at: ParseContext): AsyncGenerator<NormalizedFinding> {
  for await (const event of streamJson(output.stdout, (path) => path.length === 1)) {
    if (event.type !== "value") continue;
    const result = Result.safeParse(event.value);
    if (!result.success) continue;
    for (const candidate of [...result.data.messages, ...(result.data.suppressedMessages ?? [])]) {
      const message = Message.safeParse(candidate);
      const finding = message.success ? toFinding(message.data, result.data.filePath, at) : undefined;
      if (finding !== undefined) yield finding;
    }
  }
  await reportNotices(output.stderr, at);
}

function toFinding(message: Message, file: string, at: ParseContext): NormalizedFinding | undefined {
  const place = locate(file, at);
  if (message.ruleId == null || message.fatal === true) {
    at.notice?.({ kind: "not-scanned", path: place.path, reason: clip(message.message, 500) });
    return undefined;
  }
  const rating = ratingOf(message.ruleId);
  const secret = SECRET_RULES.has(message.ruleId) ? maskedSecret(message) : undefined;
  const start = lineNumber(message.line);
  const end = lineNumber(message.endLine);
  const suppression = message.suppressions?.[0];
  return {
    scanner: "eslint-security",
    detector: message.ruleId,
    title: rating.title,
    description: clip(secret?.text ?? message.message, 20_000),
    severity: rating.severity,
    confidence: rating.confidence,
    classes: ratedClasses(rating),
    advisories: [],
    tags: [...(rating.tags ?? [])],
    ...place,
    startLine: start,
    endLine: start !== undefined && end !== undefined && end >= start ? end : start,
    fingerprints:
      secret?.digest !== undefined && at.secretKey !== undefined
        ? [secretFingerprint(secret.digest, at.secretKey)]
        : [],
    ...(suppression === undefined
      ? {}
      : { suppressed: { by: "in-code", reason: clip(suppression.justification || "ESLint comment", 500) } }),
  };
}

/** The tool quotes the secret after ` : "`; our runner has masked it and sent a digest. */
function maskedSecret(message: Message): { text: string; digest?: string } {
  if (message.secretDigest !== undefined) return { text: message.message, digest: message.secretDigest };
  const start = message.message.indexOf(' : "');
  const raw = start === -1 ? "" : message.message.slice(start + 4).replace(/"$/, "");
  const text = start === -1 ? "Text that looks like a secret" : message.message.slice(0, start);
  return raw === "" ? { text } : { text: `${text}: ${maskSecret(raw)}`, digest: secretDigest(raw) };
}

/** The runner's lines without the digests, from which short secrets could be guessed. */
export function maskLine(line: string): string {
  return line.replace(/"secretDigest":"[0-9a-f]*",?/g, "");
}
