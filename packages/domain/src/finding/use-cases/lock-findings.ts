import type { ProjectDeps, Tx } from "../../shared/server.ts";

/**
 * Lets one transaction at a time change the findings of a project: taken before anything is read that a change rests
 * on. Publications of different lineages look for the same findings, and every change touches the shared counters:
 * without it two runs could create one weakness twice, and a decision and a publication could lock each other out.
 */
export async function lockFindings(tx: Tx, deps: ProjectDeps): Promise<void> {
  await tx.db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`finding:${deps.projectId}`}, 0))`;
}
