import type { Deps, ProjectDeps } from "../../shared/server.ts";
import { enqueue } from "../../shared/server.ts";
import { projectJobs } from "../jobs.ts";

/** Asks the demo's story to look whether it can go on; does nothing for any other project. */
export async function continueDemo(deps: ProjectDeps): Promise<void> {
  await deps.withOrganization(async (tx) => {
    const project = await tx.db.project.findFirst({
      where: { organizationId: deps.organizationId, id: deps.projectId, demo: true },
      select: { id: true },
    });
    if (project === null) return;
    const system = { ...deps, actor: { kind: "system" as const, reason: "demo" } };
    await enqueue(tx, system, projectJobs["project.continue-demo"], { subjectId: project.id, fence: 0 });
  });
}

/** The subject of the demo's job is the project itself; null when it is gone. */
export async function locateProject(deps: Deps, projectId: string): Promise<string | null> {
  return deps.withOrganization(async (tx) => {
    const row = await tx.db.project.findFirst({
      where: { organizationId: deps.organizationId, id: projectId },
      select: { id: true },
    });
    return row?.id ?? null;
  });
}
