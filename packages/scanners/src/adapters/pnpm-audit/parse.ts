import type { Readable } from "node:stream";
import { registryAdvisory } from "../../reading/advisory.ts";
import { ReportError } from "../../reading/report-error.ts";
import { type Draft, type OpenRun, runsOf } from "../../reading/run.ts";
import { object, text } from "../../reading/value.ts";
import { values } from "../../reading/values.ts";

/** Reads `pnpm audit --json`: advisories by their number. */
async function* read(stream: Readable, open: OpenRun): AsyncGenerator<Draft> {
  const run = open("pnpm-audit", "pnpm audit");
  run.detectors = new Set(["*"]);
  for await (const { at, value } of values(stream, ["advisories[", "advisories.*", "error"])) {
    if (at === "advisories[") run.resultsPresent = true;
    else if (at === "advisories.*") yield registryAdvisory(object(value));
    else {
      const { code, message } = object(value);
      throw new ReportError(
        "wrong-format",
        `pnpm audit failed: ${text(message) ?? text(code) ?? "no reason is given"}`,
      );
    }
  }
  if (!run.resultsPresent)
    throw new ReportError("wrong-format", "this is no report of pnpm audit: it has no advisories");
}

export const readRuns = runsOf(read);
