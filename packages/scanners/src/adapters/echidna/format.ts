import type { ReportFormat } from "../../contract.ts";
import { count } from "./count.ts";
import { readRuns } from "./parse.ts";

/** Echidna's JSON and text. */
export const echidnaFormat: ReportFormat = {
  id: "echidna",
  title: "Echidna",
  unit: "one test that did not pass: refuted, or not decided",
  media: ["json", "text"],
  detect(shape) {
    if (shape.content === "text") {
      const tests = /^\S[^:\n]*:\s*(?:passing|passed|failed)!?/m.test(shape.head);
      const frame = /^(?:Unique instructions|Unique codehashes|Corpus size|Seed):\s*-?\d+/m.test(shape.head);
      return tests && (frame || /^echidna_\w+:/m.test(shape.head)) ? 0.9 : 0;
    }
    if (shape.kind("tests") !== "array") return 0;
    const test = shape.has("tests", "[]", "status") && shape.has("tests", "[]", "transactions");
    if (test && shape.has("seed")) return 1;
    return shape.has("gas_info") && shape.has("seed") && shape.has("coverage") ? 0.9 : 0;
  },
  readRuns,
  count,
};
