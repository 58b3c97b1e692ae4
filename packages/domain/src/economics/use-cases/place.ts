import type { ProjectDeps, Tx } from "../../shared/server.ts";

/** One transaction at a time changes a project's economics: two must not state the same number, or take the same name. */
export async function lockEconomics(tx: Tx, deps: ProjectDeps): Promise<void> {
  await tx.db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`economics:${deps.projectId}`}, 0))`;
}

/** Tells open pages to read again. */
export async function announceEconomics(tx: Tx, deps: ProjectDeps, subjectId: string): Promise<void> {
  const { organizationId, projectId } = deps;
  await tx.announce({ organizationId, projectId, topic: "economics", subjectId });
}
