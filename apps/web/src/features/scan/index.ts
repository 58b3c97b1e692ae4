export { ScanListScreen } from "./scan-list-screen.tsx";
export { ScanScreen } from "./scan-screen.tsx";
export { SCAN_STATE } from "./words.ts";
