import type { ReportFormat } from "../../contract.ts";
import { count } from "./count.ts";
import { readRuns } from "./parse.ts";

/** Halmos' JSON and text. */
export const halmosFormat: ReportFormat = {
  id: "halmos",
  title: "Halmos",
  unit: "one test that did not pass: with a counterexample, or not decided",
  media: ["json", "text"],
  detect(shape) {
    if (shape.content === "text") {
      const line = /^(?:\u001b\[[0-9;]*m)*\[(?:PASS|FAIL|TIMEOUT|ERROR)\](?:\u001b\[[0-9;]*m)*\s+\S+ \(paths: /m;
      return line.test(shape.head) ? 1 : 0;
    }
    if (shape.kind("test_results") !== "object") return 0;
    if (shape.has("test_results", "*", "[]", "exitcode")) return 1;
    return shape.has("exitcode") ? 0.8 : 0;
  },
  readRuns,
  count,
};
