import type { NormalizedFinding } from "@redoubt/domain/finding";
import { z } from "zod";
import type { ParseContext, ScannerOutput } from "../../contract.ts";
import { clip, lineNumber, locate, ratedClasses } from "../../reading/finding.ts";
import { readLines } from "../../reading/lines.ts";
import { firstCompilerError } from "../../tool/forge.ts";
import { ratingOf } from "./detectors.ts";

const Span = z.object({
  file_name: z.string(),
  line_start: z.unknown().optional(),
  line_end: z.unknown().optional(),
  is_primary: z.boolean().optional(),
});
const Diagnostic = z.object({
  message: z.string(),
  code: z.object({ code: z.string().min(1).max(300) }).nullish(),
  level: z.string(),
  spans: z.array(Span),
  suppressed: z.boolean().optional(),
  children: z.array(z.object({ message: z.string(), level: z.string() })).optional(),
});
type Diagnostic = z.infer<typeof Diagnostic>;

const MAX_KEPT_TEXT = 16_384;

/** Reads `forge lint --json`: one diagnostic a line on standard error, compiler text between; the runner adds `suppressed`. */
export async function* parse(output: ScannerOutput, at: ParseContext): AsyncGenerator<NormalizedFinding> {
  let text = "";
  let syntaxErrors = 0;
  for await (const line of readLines(output.stderr)) {
    const diagnostic = readDiagnostic(line);
    if (diagnostic === undefined) {
      if (text.length < MAX_KEPT_TEXT) text += `${line}\n`;
    } else if (diagnostic.level === "error" || diagnostic.code == null) {
      syntaxErrors += 1;
      reportError(diagnostic, at);
    } else {
      yield toFinding(diagnostic, diagnostic.code.code, at);
    }
  }
  if (output.exitCode !== 0 && syntaxErrors === 0) {
    at.notice?.({ kind: "not-scanned", reason: clip(reasonIn(text, output.exitCode), 500) });
  }
}

function reasonIn(text: string, exitCode: number): string {
  if (text.includes("only supports Solidity versions >=0.8.0")) return "forge lint reads Solidity 0.8.0 and newer only";
  const error = firstCompilerError(text);
  return error === undefined ? `forge lint ended with code ${exitCode}` : `does not compile: ${error}`;
}

function readDiagnostic(line: string): Diagnostic | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    const parsed = Diagnostic.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

function reportError(diagnostic: Diagnostic, at: ParseContext): void {
  if (diagnostic.level !== "error") return;
  const span = diagnostic.spans[0];
  const place = span === undefined ? undefined : locate(span.file_name, at).path;
  at.notice?.({ kind: "not-scanned", path: place, reason: clip(diagnostic.message, 500) });
}

function toFinding(diagnostic: Diagnostic, lint: string, at: ParseContext): NormalizedFinding {
  const rating = ratingOf(lint, diagnostic.level);
  const span = diagnostic.spans.find((candidate) => candidate.is_primary) ?? diagnostic.spans[0];
  const start = lineNumber(span?.line_start);
  const end = lineNumber(span?.line_end);
  const hints = (diagnostic.children ?? []).map((child) => child.message).filter((text) => text.length > 0);
  return {
    scanner: "forge-lint",
    detector: lint,
    title: rating.title,
    description: clip([diagnostic.message, ...hints].join("\n\n"), 20_000),
    severity: rating.severity,
    confidence: rating.confidence,
    classes: ratedClasses(rating),
    advisories: [],
    tags: [...(rating.tags ?? [])],
    ...(span === undefined ? { dependency: false } : locate(span.file_name, at)),
    startLine: start,
    endLine: start !== undefined && end !== undefined && end >= start ? end : start,
    fingerprints: [],
    ...(diagnostic.suppressed ? { suppressed: { by: "in-code", reason: "forge-lint comment" } } : {}),
  };
}
