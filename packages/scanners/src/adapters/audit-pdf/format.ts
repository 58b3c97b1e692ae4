import type { PastFormat } from "../../contract.ts";
import { count } from "./count.ts";
import { read } from "./parse.ts";

/** What an audit firm wrote, through the text layer of a PDF. */
export const auditPdfFormat: PastFormat = {
  id: "audit-pdf",
  title: "PDF with a text layer",
  unit: "one finding on its pages: a line with its number or below a severity, or a row of a list of findings",
  detect(shape) {
    return shape.head.startsWith("%PDF-") ? 1 : 0;
  },
  read,
  count,
};
