import type { DetectorInfo } from "../../contract.ts";
import { PACK } from "./pack.ts";

/** What is told about a detector besides its findings. */
export interface RedoubtDetectorInfo extends DetectorInfo {
  readonly description: string;
  readonly cwe: readonly string[];
  /** Written from the list of weakness classes, without looking at the demo's sources. */
  readonly predatesDemo: boolean;
}

const DETECTORS: readonly RedoubtDetectorInfo[] = PACK.map(({ id, title, description, cwe, predatesDemo }) => ({
  id,
  title,
  description,
  cwe: cwe ?? [],
  predatesDemo,
}));

/** Every detector of the pack; all are always switched on. */
export function detectors(): readonly RedoubtDetectorInfo[] {
  return DETECTORS;
}
