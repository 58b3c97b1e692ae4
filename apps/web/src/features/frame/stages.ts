import { SLICES } from "@redoubt/domain/slices";

export type StageId =
  | "profile"
  | "threat-model"
  | "develop"
  | "review"
  | "test"
  | "deploy"
  | "monitor"
  | "respond"
  | "learn";

export interface Stage {
  id: StageId;
  label: string;
  /** Its slices in the order of the work; a stage has no page of its own and opens the first that is built. */
  slices: readonly string[];
}

/** The lifecycle, in its order. */
export const STAGES: readonly Stage[] = [
  { id: "profile", label: "Profile", slices: ["profile", "economics"] },
  { id: "threat-model", label: "Threat model", slices: ["threat-model"] },
  { id: "develop", label: "Develop", slices: ["source", "scan", "finding"] },
  { id: "review", label: "Review", slices: ["engagement"] },
  { id: "test", label: "Test", slices: ["verification"] },
  { id: "deploy", label: "Deploy", slices: ["deployment"] },
  { id: "monitor", label: "Monitor", slices: ["monitor"] },
  { id: "respond", label: "Respond", slices: ["incident"] },
  { id: "learn", label: "Learn", slices: ["postmortem"] },
];

/** What a slice is called on screen, as a list of its things. */
export const SLICE_LABELS: Readonly<Record<string, string>> = {
  source: "Code",
  scan: "Scans",
  finding: "Findings",
  verification: "PoCs",
  report: "Reports",
  notification: "Notifications",
  settings: "Settings",
  project: "Projects",
};

const built = new Set(SLICES.filter((slice) => slice.layers.includes("screen")).map((slice) => slice.name));

/** The slices of a stage that have a screen, in the order of the work; empty for a stage that is not built. */
export function builtSlices(stage: Stage): readonly string[] {
  return stage.slices.filter((slice) => built.has(slice));
}
