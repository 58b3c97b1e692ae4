import type { Deps, Prisma, ProjectDeps, Tx } from "../../shared/server.ts";
import { NO_SLA, type Sla, type SlaDays } from "../sla.ts";

const SELECT = {
  criticalDays: true,
  highDays: true,
  mediumDays: true,
  lowDays: true,
  infoDays: true,
  rowVersion: true,
} as const satisfies Prisma.SlaPolicySelect;

/** The promise of the organization (null) or of a project; null when it has none. */
export async function readSla(tx: Tx, deps: Deps, projectId: string | null): Promise<Sla | null> {
  const row = await tx.db.slaPolicy.findFirst({
    where: { organizationId: deps.organizationId, projectId },
    select: SELECT,
  });
  if (row === null) return null;
  const { criticalDays, highDays, mediumDays, lowDays, infoDays, rowVersion } = row;
  return {
    days: { critical: criticalDays, high: highDays, medium: mediumDays, low: lowDays, info: infoDays },
    rowVersion,
  };
}

// A selection of two hundred findings asks once.
const HELD = new WeakMap<Tx, Map<string, Promise<SlaDays>>>();

/** What holds in a project, read once in a transaction that changes findings under its lock. */
export function slaOf(tx: Tx, deps: ProjectDeps): Promise<SlaDays> {
  const held = HELD.get(tx) ?? new Map<string, Promise<SlaDays>>();
  HELD.set(tx, held);
  const known = held.get(deps.projectId) ?? readHolding(tx, deps);
  held.set(deps.projectId, known);
  return known;
}

async function readHolding(tx: Tx, deps: ProjectDeps): Promise<SlaDays> {
  const own = await readSla(tx, deps, deps.projectId);
  return (own ?? (await readSla(tx, deps, null)))?.days ?? NO_SLA;
}
