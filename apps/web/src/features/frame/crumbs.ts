import { paths, placeOf } from "./paths.ts";
import { SLICE_LABELS } from "./slice-labels.ts";

/** A step of the way here; the last one has no link. */
export interface Step {
  label: string;
  href: string | null;
}

/** Names of the organization and the project that the page stands in. */
export interface Surroundings {
  organization: { slug: string; name: string };
  project: { slug: string; name: string } | null;
}

/**
 * The way to a page, read from its address: organization, project, slice, thing. `told` is what the page itself calls its
 * thing, where it says so.
 */
export function crumbsOf(pathname: string, { organization, project }: Surroundings, told?: string): Step[] {
  const place = placeOf(pathname);
  const steps: Step[] = [{ label: organization.name, href: paths.organization(organization.slug) }];
  const inProject = project !== null && place.project === project.slug;
  if (inProject) steps.push({ label: project.name, href: paths.project(organization.slug, project.slug) });
  if (place.slice === undefined) {
    if (inProject) steps.push({ label: "Overview", href: null });
  } else {
    // A part of a stage that has a page of its own stands behind it.
    if (inProject && place.slice === "economics") {
      steps.push({ label: "Profile", href: paths.projectSlice(organization.slug, project.slug, "profile") });
    }
    const href = inProject
      ? paths.projectSlice(organization.slug, project.slug, place.slice)
      : paths.organizationSlice(organization.slug, place.slice);
    steps.push({ label: SLICE_LABELS[place.slice] ?? sentence(place.slice), href });
    const [thing] = place.rest;
    if (thing !== undefined) steps.push({ label: told ?? thingLabel(place.slice, thing), href: null });
  }
  return steps.map((step, index) => (index === steps.length - 1 ? { ...step, href: null } : step));
}

const MODEL_PARTS: Readonly<Record<string, string>> = {
  threat: "Threats",
  control: "Controls",
  generation: "Generate",
  catalogue: "Catalogue",
  version: "Versions",
  exchange: "Import and export",
};

/** What one thing of a slice is called: "F-12" speaks for itself, "12" does not. */
function thingLabel(slice: string, thing: string): string {
  if (thing === "new") return slice === "project" ? "New project" : slice === "source" ? "Add code" : "New";
  if (slice === "settings" && thing === "audit") return "Audit log";
  if (slice === "settings" && thing === "channel") return "Channels";
  if (slice === "settings" && thing === "finding") return "Findings";
  if (slice === "finding" && thing === "policy") return "Decisions that last";
  if (slice === "notification") return thing === "settings" ? "Settings" : "What I would have been sent";
  if (slice === "scan" && /^\d+$/u.test(thing)) return `#${thing}`;
  if (slice === "verification" && /^\d+$/u.test(thing)) return `PoC ${thing}`;
  if (slice === "profile" && thing === "asset") return "Assets";
  if (slice === "profile" && thing === "version") return "Versions";
  if (slice === "profile" && thing === "access-map") return "Who can take the money";
  if (slice === "threat-model") return MODEL_PARTS[thing] ?? sentence(thing);
  if (slice === "economics" && thing === "parameter") return "Parameters";
  if (slice === "economics" && thing === "control") return "Controls and times";
  if (slice === "report" && thing === "coverage") return "Who found what";
  if (slice === "report" && /^\d+$/u.test(thing)) return `Report ${thing}`;
  if (slice === "source" && /^\d+$/u.test(thing)) return `Revision ${thing}`;
  if (slice === "source" && /^[0-9a-f]{40}$/u.test(thing)) return `Commit ${thing.slice(0, 7)}`;
  return sentence(thing);
}

function sentence(segment: string): string {
  const words = segment.replaceAll("-", " ");
  // Numbers of things (F-12) keep their dash and their case.
  if (/^[A-Z]+-\d+$/u.test(segment)) return segment;
  return words.charAt(0).toUpperCase() + words.slice(1);
}
