import type { NormalizedFinding } from "@redoubt/domain/finding";
import { z } from "zod";
import type { ParseContext, ScannerOutput } from "../../contract.ts";
import { clip, lineNumber, locate, ratedClasses } from "../../reading/finding.ts";
import { streamJson } from "../../reading/json.ts";
import { reportNotices } from "../../reading/notices.ts";
import { maskSecret, secretDigest, secretFingerprint } from "../../reading/secret.ts";
import { detectorId, ratingOf } from "./detectors.ts";

const Position = z.object({ line: z.unknown().optional() });
const Message = z.object({
  ruleId: z.string(),
  messageId: z.string(),
  loc: z.object({ start: Position, end: Position }).optional(),
  data: z.record(z.string(), z.unknown()).optional(),
  masked: z.string().max(200).optional(),
  secretDigest: z.string().max(64).optional(),
  suppressed: z.boolean().optional(),
});
const Result = z.object({ filePath: z.string(), messages: z.array(z.unknown()) });

/**
 * Reads `secretlint --format json` and our runner's lines. The tool's own report may hold raw secrets in `data`,
 * `message` and `sourceContent`: only their masked form goes on.
 */
export async function* parse(output: ScannerOutput, at: ParseContext): AsyncGenerator<NormalizedFinding> {
  for await (const event of streamJson(output.stdout, (path) => path.length === 1)) {
    if (event.type !== "value") continue;
    const result = Result.safeParse(event.value);
    if (!result.success) continue;
    for (const candidate of result.data.messages) {
      const message = Message.safeParse(candidate);
      if (message.success) yield toFinding(message.data, result.data.filePath, at);
    }
  }
  await reportNotices(output.stderr, at);
}

function toFinding(message: z.infer<typeof Message>, file: string, at: ParseContext): NormalizedFinding {
  const detector = detectorId(message.ruleId, message.messageId);
  const rating = ratingOf(detector);
  const raw = longestText(message.data);
  const masked = message.masked ?? (raw === undefined ? undefined : maskSecret(raw));
  const digest = message.secretDigest ?? (raw === undefined ? undefined : secretDigest(raw));
  const start = lineNumber(message.loc?.start.line);
  const end = lineNumber(message.loc?.end.line);
  return {
    scanner: "secretlint",
    detector,
    title: rating.title,
    description: clip(
      `${rating.title}: ${masked ?? "value not shown"}. Whoever can read the repository can use it: revoke it first, then remove it.`,
      20_000,
    ),
    severity: rating.severity,
    confidence: rating.confidence,
    classes: ratedClasses(rating),
    advisories: [],
    tags: ["secret"],
    ...locate(file, at),
    startLine: start,
    endLine: start !== undefined && end !== undefined && end >= start ? end : start,
    fingerprints: digest !== undefined && at.secretKey !== undefined ? [secretFingerprint(digest, at.secretKey)] : [],
    ...(message.suppressed ? { suppressed: { by: "in-code", reason: "secretlint-disable comment" } } : {}),
  };
}

function longestText(data: Record<string, unknown> | undefined): string | undefined {
  const texts = Object.values(data ?? {}).filter((value) => typeof value === "string");
  // The tool's own mask is made of stars and says nothing.
  return texts.filter((text) => /[^*]/.test(text)).sort((a, b) => b.length - a.length)[0];
}

/** The runner's lines without the digests, from which short secrets could be guessed. */
export function maskLine(line: string): string {
  return line.replace(/,?"secretDigest":"[0-9a-f]*"/g, "");
}
