import type { ReportFormat } from "../../contract.ts";
import { count } from "./count.ts";
import { readRuns } from "./parse.ts";

/** Nessus' XML, version 2. */
export const nessusFormat: ReportFormat = {
  id: "nessus",
  title: "Nessus",
  unit: "one item of a host",
  media: ["xml"],
  detect: (shape) => (shape.content === "xml" && shape.has("NessusClientData_v2") ? 1 : 0),
  readRuns,
  count,
};
