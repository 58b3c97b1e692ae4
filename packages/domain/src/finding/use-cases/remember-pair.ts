import { actorUserId, type ProjectDeps, type Tx } from "../../shared/server.ts";

/** Two ids in the order in which pairs are stored. */
export function pairKey(deps: ProjectDeps, a: string, b: string) {
  const [lowId, highId] = a < b ? [a, b] : [b, a];
  return { organizationId: deps.organizationId, lowId, highId };
}

/** Remembers what a person has said about two findings; runs go by it from then on. */
export async function rememberPair(
  tx: Tx,
  deps: ProjectDeps,
  [a, b]: readonly [string, string],
  verdict: "same" | "apart",
): Promise<void> {
  const key = pairKey(deps, a, b);
  const decided = { verdict, decidedById: actorUserId(deps), decidedAt: tx.now };
  await tx.db.findingPair.upsert({
    where: { organizationId_lowId_highId: key },
    create: { ...key, projectId: deps.projectId, at: tx.now, ...decided },
    update: decided,
    select: { lowId: true },
  });
}

/** Takes back what was said: what a run had suggested is suggested again, anything else is forgotten. */
export async function forgetPair(tx: Tx, deps: ProjectDeps, [a, b]: readonly [string, string]): Promise<void> {
  const key = pairKey(deps, a, b);
  await tx.db.findingPair.deleteMany({ where: { ...key, match: { equals: {} } } });
  await tx.db.findingPair.updateMany({
    where: key,
    data: { verdict: "suggested", decidedById: null, decidedAt: null },
  });
}
