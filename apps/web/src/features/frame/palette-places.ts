import { STAGES } from "@redoubt/domain/project";
import type { CommandGroup } from "@redoubt/ui";
import type { FrameData } from "./frame-data.ts";
import { paths } from "./paths.ts";
import { SLICE_LABELS } from "./slice-labels.ts";

/** The places that the frame knows by itself: pages of the project on screen, projects, pages of the organization. */
export function placeCommands(data: FrameData, go: (href: string) => void): CommandGroup[] {
  const { organization, project } = data;
  const item = (href: string, label: string, hint: string) => ({ id: href, label, hint, onSelect: () => go(href) });
  const groups: CommandGroup[] = [];
  if (project !== null) {
    const slices = STAGES.flatMap((stage) => stage.slices.map((slice) => ({ slice, stage })));
    groups.push({
      heading: project.name,
      items: [
        item(paths.project(organization.slug, project.slug), "Overview", "project"),
        ...slices.map(({ slice, stage }) =>
          item(paths.projectSlice(organization.slug, project.slug, slice), SLICE_LABELS[slice] ?? slice, stage.label),
        ),
        item(paths.projectSlice(organization.slug, project.slug, "report"), "Reports", "project"),
        item(`${paths.projectSlice(organization.slug, project.slug, "source")}/new`, "Add code", "run"),
        item(`${paths.projectSlice(organization.slug, project.slug, "finding")}/new`, "Record a finding", "run"),
      ],
    });
  }
  const others = data.projects.filter((entry) => entry.slug !== project?.slug);
  if (others.length > 0) {
    groups.push({
      heading: "Projects",
      items: others.map((entry) => item(paths.project(organization.slug, entry.slug), entry.name, "project")),
    });
  }
  groups.push({
    heading: organization.name,
    items: [
      item(paths.organizationSlice(organization.slug, "finding"), "Findings of all projects", "organization"),
      item(paths.organizationSlice(organization.slug, "report"), "Reports of all projects", "organization"),
      item(paths.organizationSlice(organization.slug, "notification"), "Notifications", "organization"),
      item(paths.organizationSlice(organization.slug, "settings"), "Settings", "organization"),
      ...(data.mayCreateProject ? [item(paths.newProject(organization.slug), "New project", "organization")] : []),
    ],
  });
  return groups;
}

/** The commands that hold every word of the search in label, heading or keywords; groups that end empty go. */
export function matching(groups: readonly CommandGroup[], search: string): CommandGroup[] {
  const wanted = search.toLowerCase().split(/\s+/u).filter(Boolean);
  const fits = (text: string) => wanted.every((word) => text.includes(word));
  return groups
    .map(({ heading, items }) => ({
      heading,
      items: items.filter((item) => fits([item.label, heading, ...(item.keywords ?? [])].join(" ").toLowerCase())),
    }))
    .filter((group) => group.items.length > 0);
}
