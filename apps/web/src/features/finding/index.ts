export { BacklogCallout } from "./backlog/backlog-callout.tsx";
export { FindingScreen } from "./detail/finding-screen.tsx";
export {
  countInput,
  findingInput,
  listInput,
  listQuery,
  loadListState,
  organizationListInput,
} from "./list/list-state.ts";
export { OrganizationFindings } from "./list/organization-findings.tsx";
export { ProjectFindings } from "./list/project-findings.tsx";
export { RecordScreen } from "./record/record-screen.tsx";
export { SeverityLevel, StateTag } from "./tags.tsx";
