import type { PastField, PastImportState, PastImportSummary, PastState } from "@redoubt/domain/finding";

/** What a document says of a finding. */
export const PAST_STATE_WORDS: Readonly<Record<PastState, string>> = {
  open: "open",
  fixed: "fixed",
  "partially-fixed": "fixed in part",
  acknowledged: "acknowledged",
  disputed: "disputed",
  "false-positive": "false positive",
  "out-of-scope": "out of scope",
  duplicate: "duplicate",
};

export const PAST_IMPORT_WORDS: Readonly<Record<PastImportState, string>> = {
  reading: "being read",
  ready: "waits for you",
  imported: "imported",
  failed: "not read",
  discarded: "thrown away",
};

/** What a column of a table can be taken for. */
export const PAST_FIELD_WORDS: Readonly<Record<PastField, string>> = {
  key: "Number",
  title: "Title",
  severity: "Severity",
  status: "Status",
  description: "Description",
  advice: "Recommendation",
  response: "Answer or comment",
  place: "File",
  line: "Line",
  function: "Function",
  found: "Found on",
  until: "Accepted until",
  fix: "Fix",
  cwe: "CWE",
  advisory: "CVE",
  package: "Package URL",
  tags: "Tags",
  id: "Stable id",
};

/** What people call a document. */
export function pastName({ head, name }: Pick<PastImportSummary, "head" | "name">): string {
  const title = head.title ?? name;
  return head.firm === null || title.toLowerCase().includes(head.firm.toLowerCase()) ? title : `${head.firm}: ${title}`;
}
