import type { ReportFormat } from "../../contract.ts";
import { count } from "./count.ts";
import { readRuns } from "./parse.ts";

/** `forge test` in JSON and JUnit. */
export const forgeTestFormat: ReportFormat = {
  id: "forge-test",
  title: "forge test",
  unit: "one failed test",
  media: ["json", "xml"],
  detect(shape) {
    switch (shape.content) {
      case "json":
        if (shape.has("*", "test_results", "*", "status")) return 1;
        return shape.has("*", "test_results") && shape.has("*", "warnings") ? 0.9 : 0;
      case "text":
        return /(?:^|\n)\s*\{"[^"\n]+\.sol:[^"\n]+":\{"duration":/.test(shape.head) ? 0.95 : 0;
      case "xml": {
        const suite = shape.text("testsuites", "testsuite", "@name") ?? "";
        return /\.sol:\w+$/.test(suite) ? 1 : 0;
      }
      default:
        return 0;
    }
  },
  readRuns,
  count,
};
