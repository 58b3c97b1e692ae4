export { CompareScreen } from "./compare/compare-screen.tsx";
export { CoverageScreen } from "./coverage/coverage-screen.tsx";
export { JobsStrip } from "./jobs-strip.tsx";
export { OrganizationReports } from "./list/organization-reports.tsx";
export { OverviewScreen } from "./overview/overview-screen.tsx";
export { ReportList } from "./list/report-list.tsx";
export { SharedReportPage } from "./shared/shared-report-page.tsx";
export { ReportScreen } from "./view/report-screen.tsx";
