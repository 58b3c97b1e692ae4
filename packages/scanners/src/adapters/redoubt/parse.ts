import { Confidence, type NormalizedFinding, Severity } from "@redoubt/domain/finding";
import { z } from "zod";
import type { ParseContext, ScannerOutput } from "../../contract.ts";
import { clip, lineNumber, locate } from "../../reading/finding.ts";
import { streamJson } from "../../reading/json.ts";
import { reportNotices } from "../../reading/notices.ts";

const Ids = z.array(z.string().max(40)).max(50).default([]);

const Result = z.object({
  detector: z.string().min(1).max(300),
  title: z.string(),
  detail: z.string(),
  advice: z.string(),
  severity: Severity,
  confidence: Confidence,
  cwe: Ids,
  swc: Ids,
  scwe: Ids,
  tags: Ids,
  path: z.string(),
  startLine: z.unknown().optional(),
  endLine: z.unknown().optional(),
});

/** Reads the runner's array of results; a cut report throws `ReportError` after what came before the cut. */
export async function* parse(output: ScannerOutput, at: ParseContext): AsyncGenerator<NormalizedFinding> {
  for await (const event of streamJson(output.stdout, (path) => path.length === 1)) {
    if (event.type !== "value") continue;
    const result = Result.safeParse(event.value);
    if (result.success) yield toFinding(result.data, at);
    else at.notice?.({ kind: "info", reason: "an entry of the report is not a result of this pack" });
  }
  await reportNotices(output.stderr, at);
}

function toFinding(result: z.infer<typeof Result>, at: ParseContext): NormalizedFinding {
  const startLine = lineNumber(result.startLine);
  const endLine = lineNumber(result.endLine);
  return {
    scanner: "redoubt",
    detector: clip(result.detector, 300),
    title: clip(result.title, 500),
    description: clip(`${result.detail}\n\n${result.advice}`, 20_000),
    severity: result.severity,
    confidence: result.confidence,
    classes: { cwe: result.cwe, swc: result.swc, scwe: result.scwe },
    advisories: [],
    tags: result.tags,
    ...locate(result.path, at),
    startLine,
    endLine: startLine !== undefined && endLine !== undefined ? Math.max(startLine, endLine) : startLine,
    fingerprints: [],
  };
}
