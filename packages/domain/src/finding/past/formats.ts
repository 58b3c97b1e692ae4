/** Documents of the past that can be brought in, as screens know them; the adapters live in the scanners package, which a test compares. */
export const PAST_SOURCES = [
  { id: "audit-report", title: "audit reports in Markdown or text" },
  { id: "audit-pdf", title: "PDF with a text layer" },
  { id: "findings-csv", title: "CSV" },
  { id: "findings-xlsx", title: "XLSX" },
  { id: "defectdojo", title: "DefectDojo" },
] as const;
