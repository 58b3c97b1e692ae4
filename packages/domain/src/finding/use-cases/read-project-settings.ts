import { toTypedId } from "../../shared/index.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { AssignBy } from "../project-settings.ts";
import { Tracker } from "../tracker.ts";

export interface StoredProjectSettings {
  readonly assignBy: AssignBy;
  /** With members that have left meanwhile. */
  readonly owners: readonly { readonly handle: string; readonly memberId: string }[];
  readonly tracker: Tracker | null;
  readonly rowVersion: number;
}

/** What the project has settled about its findings, or what holds while it has settled nothing. */
export async function readProjectSettings(tx: Tx, deps: ProjectDeps): Promise<StoredProjectSettings> {
  const where = { organizationId: deps.organizationId, projectId: deps.projectId };
  const row = await tx.db.findingProjectSetting.findFirst({
    where,
    select: {
      ...{ assignBy: true, trackerKind: true, trackerUrl: true, trackerProject: true, trackerIssueType: true },
      rowVersion: true,
    },
  });
  if (row === null) return { assignBy: "off", owners: [], tracker: null, rowVersion: 0 };
  const owners = await tx.db.findingOwner.findMany({
    where,
    select: { handle: true, memberId: true },
    orderBy: { handle: "asc" },
  });
  const jira = row.trackerKind === "jira" ? { project: row.trackerProject, issueType: row.trackerIssueType } : {};
  return {
    assignBy: AssignBy.parse(row.assignBy),
    owners,
    tracker: row.trackerKind === null ? null : Tracker.parse({ kind: row.trackerKind, url: row.trackerUrl, ...jira }),
    rowVersion: row.rowVersion,
  };
}

/** Typed ids of members, for what leaves. */
export const memberIdOf = (memberId: string): string => toTypedId("member", memberId);
