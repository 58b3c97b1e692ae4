import type { ProjectDeps } from "../../shared/server.ts";
import { loadVersions } from "../queries/version-row.ts";
import type { ModelVersion } from "../version.ts";

/** All versions of the project's model with what was said about them, the newest first. */
export async function listVersions(deps: ProjectDeps): Promise<ModelVersion[]> {
  return deps.withOrganization((tx) => loadVersions(tx, deps));
}
