export { BacklogCallout } from "./backlog/backlog-callout.tsx";
export { EDITOR_WORDS, knownFolders, rememberFolder } from "./code/editor-link.ts";
export { FindingScreen } from "./detail/finding-screen.tsx";
export { findingInput, listQuery, loadListState } from "./list/list-state.ts";
export { RecordScreen } from "./record/record-screen.tsx";
export { FindingSettings } from "./settings/finding-settings.tsx";
export { SeverityLevel, StateTag } from "./tags.tsx";
export { loadTriage, organizationTriageQueries, triageQueries } from "./triage/triage-queries.ts";
export { TriageScreen } from "./triage/triage-screen.tsx";
