export { escapeMarkdown, riskReportMarkdown } from "./risk-report/markdown.ts";
export { riskReportPdf } from "./risk-report/pdf.ts";
