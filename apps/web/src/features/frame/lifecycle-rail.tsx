import { STAGES, type Stage } from "@redoubt/domain/project";
import { SidebarLink, SidebarOff, SidebarRail, WorkState } from "@redoubt/ui";
import Link from "next/link";
import type { FrameProject } from "./frame-data.ts";
import { type Place, paths } from "./paths.ts";
import { SLICE_LABELS } from "./slice-labels.ts";

export interface LifecycleRailProps {
  organization: string;
  project: FrameProject;
  place: Place;
}

/** The stages of a project on one line; the stage on screen shows its parts when it has several. */
export function LifecycleRail({ organization, project, place }: LifecycleRailProps) {
  return (
    <SidebarRail>
      {STAGES.map((stage) => (
        <RailStage key={stage.slug} stage={stage} organization={organization} project={project} place={place} />
      ))}
    </SidebarRail>
  );
}

function RailStage({ stage, organization, project, place }: LifecycleRailProps & { stage: Stage }) {
  const { slices } = stage;
  const [first] = slices;
  if (first === undefined) {
    const circle = (
      <span aria-hidden="true" className="inline-flex">
        <WorkState state="none" />
      </span>
    );
    return <SidebarOff icon={circle} label={stage.label} reason="not built yet" />;
  }
  const { state, open, urgent } = project.stages.find((entry) => entry.stage === stage.slug) ?? {
    state: "none",
    open: 0,
  };
  const here = place.slice !== undefined && slices.includes(place.slice);
  const parts = here && slices.length > 1 ? slices : [];
  return (
    <>
      <SidebarLink
        href={paths.projectSlice(organization, project.slug, first)}
        linkAs={Link}
        icon={<WorkState state={state} />}
        label={stage.label}
        count={open}
        urgent={urgent}
        strong={here}
        current={here && parts.length === 0}
      />
      {parts.map((slice) => (
        <SidebarLink
          key={slice}
          href={paths.projectSlice(organization, project.slug, slice)}
          linkAs={Link}
          label={SLICE_LABELS[slice] ?? slice}
          current={place.slice === slice}
          className="ml-[26px] w-auto"
        />
      ))}
    </>
  );
}
