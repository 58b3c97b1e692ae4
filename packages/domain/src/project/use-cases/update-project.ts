import { recordAudit } from "../../audit/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { fail } from "../errors.ts";
import { PROJECT_SELECT, toProject } from "../row.ts";
import type { Project, UpdateProject } from "../schema.ts";

/** Changes what people say about a project; the slug stays. Throws project.stale with the version that is stored. */
export async function updateProject(
  deps: ProjectDeps,
  input: Omit<UpdateProject, "organization" | "project">,
): Promise<Project> {
  return deps.withOrganization(async (tx) => {
    const { organizationId, projectId } = deps;
    const where = { organizationId, id: projectId };
    const before = await tx.db.project.findFirst({ where, select: PROJECT_SELECT });
    if (before === null) throw fail("project.not-found");
    const { name, kind, stage, summary, rowVersion } = input;
    const { count } = await tx.db.project.updateMany({
      where: { ...where, rowVersion },
      data: { name, kind, stage, summary, rowVersion: { increment: 1 }, updatedAt: tx.now },
    });
    if (count === 0) throw fail("project.stale", { details: { stored: toProject(before) } });
    const after = toProject({ ...before, name, kind, stage, summary, rowVersion: rowVersion + 1 });
    await recordAudit(tx, deps, "project.update", {
      ...{ subjectId: projectId, projectId, before: toProject(before), after },
      details: {
        changed: (["name", "kind", "stage", "summary"] as const).filter((field) => before[field] !== after[field]),
      },
    });
    await tx.announce({ organizationId, projectId, topic: "project", subjectId: projectId });
    return after;
  });
}
