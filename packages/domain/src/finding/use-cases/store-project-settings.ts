import { actorUserId, type ProjectDeps, type Tx } from "../../shared/server.ts";
import { findingError } from "../errors.ts";
import { readProjectSettings, type StoredProjectSettings } from "./read-project-settings.ts";

interface Columns {
  readonly assignBy?: string;
  readonly trackerKind?: string | null;
  readonly trackerUrl?: string | null;
  readonly trackerProject?: string | null;
  readonly trackerIssueType?: string | null;
}

/** Writes at the version that was read, and answers what was before. Throws finding.project-settings-stale. */
export async function storeProjectSettings(
  tx: Tx,
  deps: ProjectDeps,
  rowVersion: number,
  columns: Columns,
): Promise<StoredProjectSettings> {
  const { organizationId, projectId } = deps;
  const before = await readProjectSettings(tx, deps);
  const stale = () => findingError("finding.project-settings-stale");
  if (before.rowVersion !== rowVersion) throw stale();
  const data = { ...columns, updatedAt: tx.now, updatedById: actorUserId(deps) };
  const { count } =
    rowVersion === 0
      ? await tx.db.findingProjectSetting.createMany({
          data: [{ organizationId, projectId, ...data }],
          skipDuplicates: true,
        })
      : await tx.db.findingProjectSetting.updateMany({
          where: { organizationId, projectId, rowVersion },
          data: { ...data, rowVersion: { increment: 1 } },
        });
  if (count === 0) throw stale();
  await tx.announce({ organizationId, projectId, topic: "finding", subjectId: projectId });
  return before;
}
