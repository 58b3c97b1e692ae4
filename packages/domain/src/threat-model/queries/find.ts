import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { threatModelError } from "../errors.ts";
import { inModel } from "./place.ts";

const SELECT = { id: true, rowVersion: true, number: true } as const;
export interface Found {
  readonly id: string;
  readonly number: number;
  readonly rowVersion: number;
}

/** One threat of the project's model by number. Throws threat-model.threat-not-found. */
export async function findThreat(tx: Tx, deps: ProjectDeps, number: number): Promise<Found> {
  const row = await tx.db.threat.findFirst({ where: { ...inModel(deps), number }, select: SELECT });
  if (row === null) throw threatModelError("threat-model.threat-not-found");
  return row;
}

/** One control by number. Throws threat-model.control-not-found. */
export async function findControl(tx: Tx, deps: ProjectDeps, number: number): Promise<Found> {
  const row = await tx.db.control.findFirst({ where: { ...inModel(deps), number }, select: SELECT });
  if (row === null) throw threatModelError("threat-model.control-not-found");
  return row;
}

/** One assumption by number. Throws threat-model.assumption-not-found. */
export async function findAssumption(tx: Tx, deps: ProjectDeps, number: number): Promise<Found> {
  const row = await tx.db.assumption.findFirst({ where: { ...inModel(deps), number }, select: SELECT });
  if (row === null) throw threatModelError("threat-model.assumption-not-found");
  return row;
}

/** Ids of several threats by number, all of them or threat-model.threat-not-found. */
export async function findThreats(tx: Tx, deps: ProjectDeps, numbers: readonly number[]): Promise<string[]> {
  const wanted = [...new Set(numbers)];
  const rows = await tx.db.threat.findMany({
    where: { ...inModel(deps), number: { in: wanted } },
    select: { id: true },
  });
  if (rows.length !== wanted.length) throw threatModelError("threat-model.threat-not-found");
  return rows.map((row) => row.id);
}

/** Ids of several controls by number, all of them or threat-model.control-not-found. */
export async function findControls(tx: Tx, deps: ProjectDeps, numbers: readonly number[]): Promise<string[]> {
  const wanted = [...new Set(numbers)];
  const rows = await tx.db.control.findMany({
    where: { ...inModel(deps), number: { in: wanted } },
    select: { id: true },
  });
  if (rows.length !== wanted.length) throw threatModelError("threat-model.control-not-found");
  return rows.map((row) => row.id);
}

/** Throws threat-model.element-not-found unless all are elements and flows of the project's model. */
export async function requirePlaces(
  tx: Tx,
  deps: ProjectDeps,
  elements: readonly string[],
  flows: readonly string[],
): Promise<void> {
  const where = inModel(deps);
  const count =
    (await tx.db.modelElement.count({ where: { ...where, id: { in: [...elements] } } })) +
    (await tx.db.modelFlow.count({ where: { ...where, id: { in: [...flows] } } }));
  if (count !== new Set([...elements, ...flows]).size) throw threatModelError("threat-model.element-not-found");
}

/** Throws threat-model.member-not-found unless the id is that of a member who is still there. Null passes. */
export async function requireOwner(tx: Tx, deps: ProjectDeps, memberId: string | null | undefined): Promise<void> {
  if (memberId === null || memberId === undefined) return;
  const count = await tx.db.member.count({
    where: { organizationId: deps.organizationId, id: memberId, removedAt: null },
  });
  if (count === 0) throw threatModelError("threat-model.member-not-found");
}
