import { SARIF_LIMITS } from "@redoubt/domain/finding";
import type { Readable } from "node:stream";
import type { ParseContext, ReportRun } from "../../contract.ts";
import { type JsonPath, streamJson } from "../../reading/json.ts";
import { ReportError } from "../../reading/report-error.ts";
import { RunCollector } from "./run.ts";

/**
 * Reads SARIF 2.1.0 run by run; only one run is in memory. Throws `ReportError` for what is no SARIF 2.1, for damaged
 * files and beyond the limits of a report; runs read before are not taken back.
 */
export async function* readRuns(stream: Readable, at: ParseContext): AsyncGenerator<ReportRun> {
  let run: RunCollector | undefined;
  let version: string | undefined;
  let hasRuns = false;
  let runs = 0;
  for await (const event of streamJson(stream, wanted)) {
    const [head, index, ...rest] = event.path;
    if (event.type === "value") {
      if (event.path.length === 1) version = versionOf(head, event.value) ?? version;
      else run?.take(rest, event.value);
      continue;
    }
    if (head !== "runs") continue;
    hasRuns = true;
    if (event.path.length === 2 && typeof index === "number") {
      if (event.type === "start") {
        runs += 1;
        run = runs > SARIF_LIMITS.runs ? undefined : new RunCollector(at);
      } else if (run !== undefined) {
        yield run.finish();
        run = undefined;
      }
    }
    if (event.type === "start" && event.path.length === 3 && rest[0] === "results") run?.startResults();
  }
  if (version === undefined || !hasRuns)
    throw new ReportError("wrong-format", "this is no SARIF: it names no version or has no runs");
  if (runs > SARIF_LIMITS.runs) {
    at.notice?.({
      kind: "limit",
      reason: `${runs - SARIF_LIMITS.runs} runs beyond the limit of ${SARIF_LIMITS.runs} were left out`,
    });
  }
}

function versionOf(key: string | number | undefined, value: unknown): string | undefined {
  if (key !== "version") return undefined;
  if (typeof value === "string" && /^2\.[12]\./.test(value)) return value;
  throw new ReportError("wrong-format", `SARIF 2.1.0 is read, not ${JSON.stringify(value)?.slice(0, 40)}`);
}

const DRIVER = new Set(["name", "version", "semanticVersion", "globalMessageStrings"]);

/** What is handed over whole; everything else is walked over. */
function wanted(path: JsonPath): boolean {
  if (path.length === 1) return path[0] === "version";
  if (path[0] !== "runs") return false;
  const [head, second, third, , fifth] = path.slice(2);
  const length = path.length - 2;
  switch (head) {
    case "results":
    case "artifacts":
    case "invocations":
      return length === 2;
    case "originalUriBaseIds":
      return length === 2;
    case "automationDetails":
      return length === 2 && second === "id";
    case "threadFlowLocations":
      return length === 2;
    case "taxonomies":
      return length === 3 && third === "name";
    case "tool":
      if (second === "driver") {
        if (third === "rules") return length === 4;
        return length === 3 && DRIVER.has(String(third));
      }
      return second === "extensions" && path[5] === "rules" && length === 5 && fifth !== undefined;
    default:
      return false;
  }
}
