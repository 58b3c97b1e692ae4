import type { PastFormat } from "../../contract.ts";
import { count } from "./count.ts";
import { read } from "./parse.ts";

/** A table of findings in a workbook. */
export const findingsXlsxFormat: PastFormat = {
  id: "findings-xlsx",
  title: "XLSX",
  unit: "one row with text behind the header of the sheet that is read",
  detect(shape) {
    return shape.head.startsWith("PK\u0003\u0004") &&
      /xl\/(?:workbook|worksheets|sharedStrings|styles|_rels|theme)/.test(shape.head)
      ? 1
      : 0;
  },
  read,
  count,
};
