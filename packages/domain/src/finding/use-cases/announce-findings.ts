import { notify } from "../../notification/server.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";

/** Tells open lists and pages that findings changed; the subject is the finding, or the scan that changed many. */
export async function announceFindings(tx: Tx, deps: ProjectDeps, subjectId: string): Promise<void> {
  await tx.announce({
    organizationId: deps.organizationId,
    projectId: deps.projectId,
    topic: "finding",
    subjectId,
  });
}

/** Messages for one publication at most; a mass return is read in the list. */
const MAX_MESSAGES = 20;

/** Tells those who own findings that are back. */
export async function tellAssignees(tx: Tx, deps: ProjectDeps, regressed: readonly string[]): Promise<void> {
  if (regressed.length === 0) return;
  const rows = await tx.db.finding.findMany({
    where: { organizationId: deps.organizationId, id: { in: [...regressed] }, assigneeId: { not: null } },
    select: { id: true, number: true, title: true, restricted: true, assigneeId: true },
    orderBy: { severityRank: "asc" },
    take: MAX_MESSAGES,
  });
  const base = rows.length === 0 ? "" : await projectPath(tx, deps);
  for (const row of rows) {
    if (row.assigneeId === null) continue;
    await notify(
      tx,
      { ...deps, actor: { kind: "system", reason: "finding.regress" } },
      {
        kind: "finding.regress",
        title: row.restricted ? `F-${row.number} is back` : `F-${row.number} is back: ${row.title}`,
        href: `${base}/finding/F-${row.number}`,
        projectId: deps.projectId,
        subjectId: row.id,
        to: { memberIds: [row.assigneeId] },
      },
    );
  }
}

/** Path of the project inside the product. */
export async function projectPath(tx: Tx, deps: ProjectDeps): Promise<string> {
  const row = await tx.db.project.findFirst({
    where: { organizationId: deps.organizationId, id: deps.projectId },
    select: { slug: true, organization: { select: { slug: true } } },
  });
  return row === null ? "" : `/o/${row.organization.slug}/p/${row.slug}`;
}
