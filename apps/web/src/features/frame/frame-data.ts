import type { StageSlug } from "@redoubt/domain/project";
import type { WorkStateKind } from "@redoubt/ui";

/** The state of one built stage in the project on screen. */
export interface FrameStage {
  stage: StageSlug;
  state: WorkStateKind;
  /** Open things in it; nothing is shown for 0. */
  open: number;
  /** Some of them want a person now. */
  urgent?: boolean;
}

/** A project on screen, with its stages; those that are not built may be left out. */
export interface FrameProject {
  slug: string;
  name: string;
  stages: readonly FrameStage[];
}

/** All that the frame shows, as plain data that a server component can pass. */
export interface FrameData {
  user: { name: string; email: string };
  /** Every organization that the user is a member of. */
  organizations: readonly { slug: string; name: string }[];
  /** The one on screen. */
  organization: { slug: string; name: string };
  /** Open findings of all its projects that the user may see; `null` when the user may see none. */
  openFindings: number | null;
  projects: readonly { slug: string; name: string }[];
  /** The one on screen, if any. */
  project: FrameProject | null;
  mayCreateProject: boolean;
  /** "demo, made by real runs on this machine at 14:03" */
  ribbon?: string;
}
