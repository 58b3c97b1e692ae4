import { z } from "zod";
import { toTypedId } from "../../shared/index.ts";
import type { Prisma, ProjectDeps, Tx } from "../../shared/server.ts";
import { type AccessLimits, type AccessRole, type Holder, HolderKind } from "../access/holder.ts";
import { GuardFact, Power, PowerKind } from "../access/power.ts";

const HOLDER_SELECT = {
  id: true,
  name: true,
  kind: true,
  threshold: true,
  signers: true,
  supplyPercent: true,
  delaySeconds: true,
  contract: true,
  operators: true,
  address: true,
  note: true,
  rowVersion: true,
} as const satisfies Prisma.HolderSelect;

const POWER_SELECT = {
  id: true,
  kind: true,
  subject: true,
  path: true,
  functions: true,
  guards: true,
  origin: true,
  moneyUsd: true,
  noticedBy: true,
  note: true,
  changedRevision: true,
  changedAt: true,
  rowVersion: true,
} as const satisfies Prisma.PowerSelect;

/** The holders of a project by name, inside an open transaction. */
export async function readHolders(tx: Tx, { organizationId, projectId }: ProjectDeps): Promise<Holder[]> {
  const rows = await tx.db.holder.findMany({
    where: { organizationId, projectId, archivedAt: null },
    select: HOLDER_SELECT,
    orderBy: { name: "asc" },
  });
  return rows.map((row) => ({
    ...row,
    id: toTypedId("holder", row.id),
    kind: HolderKind.parse(row.kind),
    supplyPercent: row.supplyPercent === null ? null : row.supplyPercent.toNumber(),
    operators: row.operators.map((id) => toTypedId("holder", id)),
  }));
}

/** The powers of a project as they stand, inside an open transaction. */
export async function readPowers(tx: Tx, { organizationId, projectId }: ProjectDeps): Promise<Power[]> {
  const rows = await tx.db.power.findMany({
    where: { organizationId, projectId, removedAt: null },
    select: POWER_SELECT,
    orderBy: [{ subject: "asc" }, { key: "asc" }],
  });
  return rows.map((row) => ({
    ...row,
    id: toTypedId("power", row.id),
    kind: PowerKind.parse(row.kind),
    functions: Power.shape.functions.parse(row.functions),
    guards: z.array(GuardFact).parse(row.guards),
    origin: row.origin === "person" ? "person" : "code",
    moneyUsd: row.moneyUsd === null ? null : row.moneyUsd.toNumber(),
  }));
}

/** What people stated of guards, inside an open transaction. */
export async function readRoles(tx: Tx, { organizationId, projectId }: ProjectDeps): Promise<AccessRole[]> {
  const rows = await tx.db.accessRole.findMany({
    where: { organizationId, projectId },
    select: { subject: true, guard: true, holderId: true },
    orderBy: [{ subject: "asc" }, { guard: "asc" }],
  });
  return rows.map((row) => ({ ...row, holderId: row.holderId === null ? null : toTypedId("holder", row.holderId) }));
}

/** From how much a line is red, inside an open transaction. */
export async function readLimits(tx: Tx, { organizationId, projectId }: ProjectDeps): Promise<AccessLimits> {
  const row = await tx.db.riskProfile.findFirst({
    where: { organizationId, projectId },
    select: { oneKeyOverUsd: true, noDelayOverUsd: true, limitsVersion: true },
  });
  if (row === null) return DEFAULT_LIMITS;
  return {
    oneKeyOverUsd: row.oneKeyOverUsd.toNumber(),
    noDelayOverUsd: row.noDelayOverUsd.toNumber(),
    version: row.limitsVersion,
  };
}

/** The defaults of the columns: what holds while nobody has set other limits. */
const DEFAULT_LIMITS: AccessLimits = { oneKeyOverUsd: 10_000, noDelayOverUsd: 100_000, version: 0 };
