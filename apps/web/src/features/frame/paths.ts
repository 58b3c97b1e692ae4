/** Places in the URL scheme: slugs of organization and project, then the name of a slice. */
export const paths = {
  organization: (organization: string) => `/o/${encodeURIComponent(organization)}`,
  organizationSlice: (organization: string, slice: string) => `${paths.organization(organization)}/${slice}`,
  newProject: (organization: string) => `${paths.organization(organization)}/project/new`,
  project: (organization: string, project: string) =>
    `${paths.organization(organization)}/p/${encodeURIComponent(project)}`,
  projectSlice: (organization: string, project: string, slice: string) =>
    `${paths.project(organization, project)}/${slice}`,
};

export interface Place {
  organization: string | undefined;
  project: string | undefined;
  /** The slice, or a page such as `settings`; `undefined` on an overview. */
  slice: string | undefined;
  /** What follows the slice: a number, an id, a path. */
  rest: readonly string[];
}

/** Reads a pathname back into its parts; parts that are not there are `undefined`. */
export function placeOf(pathname: string): Place {
  const segments = pathname.split("/").filter(Boolean).map(decoded);
  if (segments[0] !== "o")
    return { organization: undefined, project: undefined, slice: segments[0], rest: segments.slice(1) };
  const inProject = segments[2] === "p" && segments[3] !== undefined;
  const tail = segments.slice(inProject ? 4 : 2);
  return {
    organization: segments[1],
    project: inProject ? segments[3] : undefined,
    slice: tail[0],
    rest: tail.slice(1),
  };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
