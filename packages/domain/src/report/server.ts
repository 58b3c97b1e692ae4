export { reportJobs } from "./jobs.ts";
export { completeRender, failRender, type RenderedFile, startRender } from "./use-cases/complete-render.ts";
export { createRiskReport } from "./use-cases/create-risk-report.ts";
export { getCoverageMatrix } from "./use-cases/get-coverage-matrix.ts";
export { getOverview } from "./use-cases/get-overview.ts";
export { getReport } from "./use-cases/get-report.ts";
export { getReportDocument, type ReportDocument } from "./use-cases/get-report-document.ts";
export { listReports } from "./use-cases/list-reports.ts";
export { locateReport } from "./use-cases/locate-report.ts";
