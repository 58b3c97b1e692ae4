import { readPastText } from "@redoubt/domain/finding";
import type { PastFormat } from "../../contract.ts";
import { count } from "./count.ts";
import { read } from "./parse.ts";

/** What an audit firm wrote, as Markdown or text. */
export const auditReportFormat: PastFormat = {
  id: "audit-report",
  title: "audit reports in Markdown or text",
  unit: "one finding: a heading with its number or severity, or a row of a list of findings without such a heading",
  detect(shape) {
    if (shape.content !== "text" && shape.content !== "html") return 0;
    const { entries } = readPastText(shape.head);
    const rated = entries.filter(({ severity, state }) => severity !== null || state !== null).length;
    return rated > 0 ? 0.8 : 0;
  },
  read,
  count,
};
