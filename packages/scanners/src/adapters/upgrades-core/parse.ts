import type { NormalizedFinding } from "@redoubt/domain/finding";
import { z } from "zod";
import type { ParseContext, ScannerOutput } from "../../contract.ts";
import { clip, lineNumber, locate, ratedClasses } from "../../reading/finding.ts";
import { streamJson } from "../../reading/json.ts";
import { readHead } from "../../reading/lines.ts";
import { firstCompilerError } from "../../tool/forge.ts";
import { ratingOf } from "./detectors.ts";

const Problem = z.object({
  kind: z.string().min(1).max(300),
  contract: z.string().max(300),
  src: z.string(),
  text: z.string(),
  contracts: z.array(z.string().max(300)).max(1000).optional(),
  suppressed: z.boolean().optional(),
});

/** Reads the runner's array of problems; when the build failed, the root is listed as not scanned. */
export async function* parse(output: ScannerOutput, at: ParseContext): AsyncGenerator<NormalizedFinding> {
  if (output.exitCode !== 0) {
    const said = await readHead(output.stderr, 64 * 1024);
    const error = firstCompilerError(said);
    const reason = error === undefined ? `the check ended with code ${output.exitCode}` : `does not compile: ${error}`;
    at.notice?.({ kind: "not-scanned", reason: clip(reason, 500) });
    return;
  }
  for await (const event of streamJson(output.stdout, (path) => path.length === 1)) {
    if (event.type !== "value") continue;
    const problem = Problem.safeParse(event.value);
    if (problem.success) yield toFinding(problem.data, at);
  }
}

function toFinding(problem: z.infer<typeof Problem>, at: ParseContext): NormalizedFinding {
  const rating = ratingOf(problem.kind);
  const [, file, line] = /^(.*?)(?::(\d+))?$/s.exec(problem.src) ?? [];
  const start = lineNumber(Number(line));
  const place = file?.endsWith(".sol") ? locate(file, at) : { dependency: false };
  // Titles are plain text: the backticks of the tool would be shown as such.
  const headline = (problem.text.split("\n", 1)[0] ?? "").replaceAll("`", "");
  const heirs = (problem.contracts ?? [problem.contract]).slice(0, 20).join(", ");
  return {
    scanner: "upgrades-core",
    detector: problem.kind,
    title: clip(
      problem.kind.startsWith("storage-") && headline !== "" ? `${problem.contract}: ${headline}` : rating.title,
      500,
    ),
    description: clip(`${problem.text}\n\nConcerns: ${heirs}`, 20_000),
    severity: rating.severity,
    confidence: rating.confidence,
    classes: ratedClasses(rating),
    advisories: [],
    tags: [...(rating.tags ?? [])],
    ...place,
    startLine: start,
    endLine: start,
    fingerprints: [],
    ...(problem.suppressed ? { suppressed: { by: "in-code", reason: "oz-upgrades-unsafe-allow annotation" } } : {}),
  };
}
