export { BulkPane } from "./bulk-pane.tsx";
export { CodePane } from "./code-pane.tsx";
export { DecisionPane } from "./decision-pane.tsx";
