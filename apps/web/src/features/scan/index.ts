export { ScanListScreen } from "./scan-list-screen.tsx";
export { ScanScreen } from "./scan-screen.tsx";
