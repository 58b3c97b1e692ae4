import type { ReportFormat } from "../../contract.ts";
import { count } from "./count.ts";
import { readRuns } from "./parse.ts";

/** SARIF 2.1.0. Other versions are known as SARIF, too, so that the reader can say which one it reads. */
export const sarifFormat: ReportFormat = {
  id: "sarif",
  title: "SARIF",
  unit: "one element of `runs[].results`, suppressed ones included",
  media: ["json"],
  detect(shape) {
    if (shape.kind() !== "object") return 0;
    if (/sarif/i.test(shape.text("$schema") ?? "")) return 1;
    if (shape.kind("runs") !== "array") return 0;
    return /^[12]\.\d/.test(shape.text("version") ?? "") || shape.has("runs", "[]", "tool", "driver") ? 0.95 : 0;
  },
  readRuns,
  count,
};
