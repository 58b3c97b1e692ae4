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

/** Path of the project inside the product. */
export async function projectPath(tx: Tx, deps: ProjectDeps): Promise<string> {
  const row = await tx.db.project.findFirst({
    where: { organizationId: deps.organizationId, id: deps.projectId },
    select: { slug: true, organization: { select: { slug: true } } },
  });
  return row === null ? "" : `/o/${row.organization.slug}/p/${row.slug}`;
}
