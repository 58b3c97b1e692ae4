import type { ProjectDeps, Tx } from "../../shared/server.ts";

/** Tells open pages to read the profile again. */
export async function announceProfile(tx: Tx, deps: ProjectDeps): Promise<void> {
  const { organizationId, projectId } = deps;
  await tx.announce({ organizationId, projectId, topic: "profile", subjectId: projectId });
}
