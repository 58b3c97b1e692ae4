import { SLICES } from "../slices.ts";

/** The lifecycle, in the order of the rail, each with the slices that it is made of. */
const LIFECYCLE = [
  { slug: "profile", label: "Profile", slices: ["profile", "economics"] },
  { slug: "threat-model", label: "Threat model", slices: ["threat-model"] },
  { slug: "develop", label: "Develop", slices: ["source", "advisory", "scan", "finding"] },
  { slug: "review", label: "Review", slices: ["engagement"] },
  { slug: "test", label: "Test", slices: ["verification"] },
  { slug: "deploy", label: "Deploy", slices: ["deployment"] },
  { slug: "monitor", label: "Monitor", slices: ["monitor"] },
  { slug: "respond", label: "Respond", slices: ["incident"] },
  { slug: "learn", label: "Learn", slices: ["postmortem"] },
] as const;

export const STAGE_SLUGS = LIFECYCLE.map((stage) => stage.slug);
export type StageSlug = (typeof LIFECYCLE)[number]["slug"];

/** One stage of the rail: its built slices, of which the first is where it opens; none means not built. */
export interface Stage {
  readonly slug: StageSlug;
  readonly label: string;
  readonly slices: readonly string[];
}

const built = new Set(SLICES.filter((slice) => slice.layers.includes("screen")).map((slice) => slice.name));

/** All stages in their order, each with those of its slices that have a screen in this version. */
export const STAGES: readonly Stage[] = LIFECYCLE.map(({ slug, label, slices }) => ({
  slug,
  label,
  slices: slices.filter((name) => built.has(name)),
}));
