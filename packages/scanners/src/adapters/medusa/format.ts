import type { ReportFormat } from "../../contract.ts";
import { count } from "./count.ts";
import { readRuns } from "./parse.ts";

/** The text of Medusa. */
export const medusaFormat: ReportFormat = {
  id: "medusa",
  title: "Medusa",
  unit: "one failed test",
  media: ["text"],
  detect(shape) {
    if (shape.content !== "text") return 0;
    if (/\[(?:PASSED|FAILED)\](?:\u001b\[[0-9;]*m)?\s+(?:Property|Assertion|Optimization) Test: /.test(shape.head))
      return 1;
    // A long campaign prints its progress first.
    return /^\W{0,10}fuzz: elapsed: /m.test(shape.head) &&
      /Test summary:|Fuzzer (?:stopped|running)|Initializing corpus/.test(shape.head)
      ? 0.8
      : 0;
  },
  readRuns,
  count,
};
