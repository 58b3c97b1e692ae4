import { Readable } from "node:stream";
import type { NormalizedFinding } from "@redoubt/domain/finding";
import type { Notice, ParseContext, ReportFormat, Scanner, ScannerOutput } from "../contract.ts";
import { isDependency } from "./finding.ts";
import { Places } from "./places.ts";
import { ReportError } from "./report-error.ts";
import { RUN_RESULTS } from "./run.ts";

/**
 * `readRuns` for the own report of a tool that we also run: the adapter's `parse` reads it. Unlike our own runs nobody
 * knows which checks were on, and paths are as the tool wrote them on another machine.
 */
export function scannerReport(
  scanner: Pick<Scanner, "id" | "title" | "parse">,
  options: { readonly on?: "stdout" | "stderr"; readonly needsResult?: boolean } = {},
): ReportFormat["readRuns"] {
  return async function* (stream, at) {
    const notices: Notice[] = [];
    const findings: NormalizedFinding[] = [];
    let results = 0;
    const context: ParseContext = {
      ...at,
      root: "",
      pathsAsWritten: true,
      notice: (notice) => void notices.push(notice),
    };
    for await (const finding of scanner.parse(outputOf(stream, options.on ?? "stdout"), context)) {
      results += 1;
      if (findings.length < RUN_RESULTS) findings.push(finding);
    }
    if (results === 0 && notices.length === 0 && options.needsResult === true) {
      throw new ReportError("wrong-format", `this is no report of ${scanner.title}: it has no result`);
    }
    const places = new Places(
      at,
      [...findings, ...notices].flatMap(({ path }) => path ?? []),
    );
    const beyond = results - findings.length;
    yield {
      scanner: scanner.id,
      title: scanner.title,
      version: null,
      category: "",
      detectors: "unknown",
      successful: true,
      resultsPresent: true,
      results,
      findings: findings.map((finding) => placed(finding, places, at)),
      statements: [],
      notices: [
        ...notices.map(({ path, ...notice }) => {
          const place = places.path(path);
          return place === undefined ? notice : { ...notice, path: place };
        }),
        ...(beyond > 0
          ? [
              {
                kind: "limit" as const,
                reason: `${beyond.toLocaleString("en")} results beyond the limit of ${RUN_RESULTS.toLocaleString("en")} were left out`,
              },
            ]
          : []),
      ],
    };
  };
}

function outputOf(stream: Readable, on: "stdout" | "stderr"): ScannerOutput {
  const none = Readable.from([]);
  return { exitCode: 0, stdout: on === "stdout" ? stream : none, stderr: on === "stderr" ? stream : none, files: {} };
}

function placed({ path: raw, ...finding }: NormalizedFinding, places: Places, at: ParseContext): NormalizedFinding {
  const path = places.path(raw);
  return { ...finding, ...(path === undefined ? {} : { path }), dependency: isDependency(path, at.dependencyPaths) };
}
