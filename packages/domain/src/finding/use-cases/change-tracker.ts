import { recordAudit } from "../../audit/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import type { ChangeTracker } from "../project-settings.ts";
import { storeProjectSettings } from "./store-project-settings.ts";

/** Names where issues are made of findings, or nowhere. Throws finding.project-settings-stale. */
export async function changeTracker(deps: ProjectDeps, { tracker, rowVersion }: ChangeTracker): Promise<void> {
  await deps.withOrganization(async (tx) => {
    const jira = tracker?.kind === "jira" ? tracker : null;
    const before = await storeProjectSettings(tx, deps, rowVersion, {
      trackerKind: tracker?.kind ?? null,
      trackerUrl: tracker?.url ?? null,
      trackerProject: jira?.project ?? null,
      trackerIssueType: jira?.issueType ?? null,
    });
    await recordAudit(tx, deps, "finding.change-tracker", {
      projectId: deps.projectId,
      before: before.tracker,
      after: tracker,
      details: { kind: tracker?.kind ?? null, url: tracker?.url ?? null },
    });
  });
}
