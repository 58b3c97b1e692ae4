import type { Deps } from "../../shared/server.ts";
import type { FindingSettings } from "../settings.ts";
import { readSettings } from "./read-settings.ts";

/** What the organization has settled about findings. */
export async function getFindingSettings(deps: Deps): Promise<FindingSettings> {
  return deps.withOrganization((tx) => readSettings(tx, deps));
}
