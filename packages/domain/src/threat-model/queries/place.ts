import type { ProjectDeps, Tx } from "../../shared/server.ts";

/** The rows of a project that are part of its model now. */
export function inModel(deps: ProjectDeps) {
  return { organizationId: deps.organizationId, projectId: deps.projectId, removedAt: null } as const;
}

/** Lets one transaction at a time change a project's model: boundaries could otherwise come to stand in each other. */
export async function lockModel(tx: Tx, deps: ProjectDeps): Promise<void> {
  await tx.db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`threat-model:${deps.projectId}`}, 0))`;
}

/** Tells screens that the model, or one thing in it, changed. */
export async function announceModel(tx: Tx, deps: ProjectDeps, subjectId: string): Promise<void> {
  const { organizationId, projectId } = deps;
  await tx.announce({ organizationId, projectId, topic: "threat-model", subjectId });
}
