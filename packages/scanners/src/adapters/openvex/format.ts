import type { ReportFormat } from "../../contract.ts";
import { count } from "./count.ts";
import { readRuns } from "./parse.ts";

/** OpenVEX: decisions of others about vulnerabilities. */
export const openvexFormat: ReportFormat = {
  id: "openvex",
  title: "OpenVEX",
  unit: "one statement",
  media: ["json"],
  detect(shape) {
    if (shape.kind("statements") !== "array") return 0;
    if (/openvex/i.test(shape.text("@context") ?? "")) return 1;
    return shape.has("statements", "[]", "vulnerability") && shape.has("statements", "[]", "status") ? 0.8 : 0;
  },
  readRuns,
  count,
};
