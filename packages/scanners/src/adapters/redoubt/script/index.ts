import type { ScriptDetector } from "../detector.ts";
export const scriptDetectors: readonly ScriptDetector[] = [];
