import type { NormalizedFinding } from "@redoubt/domain/finding";
import { z } from "zod";
import type { ParseContext, ScannerOutput } from "../../contract.ts";
import { clip, lineNumber, locate, ratedClasses } from "../../reading/finding.ts";
import { streamJson } from "../../reading/json.ts";
import { reportNotices } from "../../reading/notices.ts";
import { ratingOf } from "./detectors.ts";

/** Something must stand there; what is no text says nothing, and loses no message. */
const words = z
  .custom<unknown>((value) => value !== undefined)
  .transform((value) => (typeof value === "string" ? value : ""));

const Message = z.object({
  filePath: words,
  line: z.unknown().optional(),
  message: words,
  ruleId: z.string().min(1).max(300).optional(),
  suppressed: z.boolean().optional(),
});

/** Reads `solhint -f json`: one array of messages; our runner adds `suppressed`. */
export async function* parse(output: ScannerOutput, at: ParseContext): AsyncGenerator<NormalizedFinding> {
  for await (const event of streamJson(output.stdout, (path) => path.length === 1)) {
    if (event.type !== "value") continue;
    const message = Message.safeParse(event.value);
    // The array ends with a summary object that is no message.
    if (!message.success) continue;
    const finding = toFinding(message.data, at);
    if (finding !== undefined) yield finding;
  }
  await reportNotices(output.stderr, at);
}

function toFinding(message: z.infer<typeof Message>, at: ParseContext): NormalizedFinding | undefined {
  const place = locate(message.filePath, at);
  if (message.ruleId === undefined) {
    at.notice?.({ kind: "not-scanned", path: place.path, reason: clip(message.message, 500) });
    return undefined;
  }
  const rating = ratingOf(message.ruleId);
  const line = lineNumber(message.line);
  return {
    scanner: "solhint",
    detector: message.ruleId,
    title: rating.title,
    description: clip(message.message, 20_000),
    severity: rating.severity,
    confidence: rating.confidence,
    classes: ratedClasses(rating),
    advisories: [],
    tags: [...(rating.tags ?? [])],
    ...place,
    startLine: line,
    endLine: line,
    fingerprints: [],
    ...(message.suppressed ? { suppressed: { by: "in-code", reason: "solhint-disable comment" } } : {}),
  };
}
