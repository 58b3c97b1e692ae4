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
export { FindingSettings } from "./settings/finding-settings.tsx";
export { SeverityLevel, StateTag } from "./tags.tsx";
