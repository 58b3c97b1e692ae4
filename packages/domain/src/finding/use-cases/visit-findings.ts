import type { ProjectDeps } from "../../shared/server.ts";

/** A pause as long as this ends a visit. */
const PAUSE_MS = 30 * 60_000;

/**
 * Notes that the member looks at the project's findings, and answers when the visit before this one ended: what came
 * in since is new to them. Null on the first visit, and for the system. Who looks when is nobody else's business, so
 * no audit event tells it.
 */
export async function visitFindings(deps: ProjectDeps): Promise<{ before: Date | null }> {
  const { actor, organizationId, projectId } = deps;
  if (actor.kind !== "user") return { before: null };
  const key = { organizationId, projectId, memberId: actor.memberId };
  return deps.withOrganization(async (tx) => {
    const row = await tx.db.findingVisit.findFirst({ where: key, select: { at: true, before: true } });
    const isNew = row !== null && tx.now.getTime() - row.at.getTime() > PAUSE_MS;
    const before = isNew ? row.at : (row?.before ?? null);
    await tx.db.findingVisit.upsert({
      where: { organizationId_projectId_memberId: key },
      create: { ...key, at: tx.now, before },
      update: { at: tx.now, before },
      select: { at: true },
    });
    return { before };
  });
}
