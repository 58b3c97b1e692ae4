import { toTypedId } from "../shared/index.ts";
import type { Prisma } from "../shared/server.ts";
import { type Asset, AssetKind, Exposure } from "./asset.ts";
import { Answers, Origin, type ProfileVersion } from "./schema.ts";

export const VERSION_SELECT = {
  number: true,
  answers: true,
  changed: true,
  createdById: true,
  createdAt: true,
} as const satisfies Prisma.RiskProfileVersionSelect;

export function toVersion(
  row: Prisma.RiskProfileVersionGetPayload<{ select: typeof VERSION_SELECT }>,
  names: ReadonlyMap<string, string>,
): ProfileVersion {
  return {
    number: row.number,
    answers: Answers.parse(row.answers),
    changed: row.changed,
    by: row.createdById === null ? null : (names.get(row.createdById) ?? null),
    createdAt: row.createdAt,
  };
}

export const ASSET_SELECT = {
  id: true,
  name: true,
  kind: true,
  exposure: true,
  amount: true,
  currency: true,
  valueUsd: true,
  valueOrigin: true,
  valueAt: true,
  drainUsdPerMinute: true,
  liquidityUsd: true,
  contracts: true,
  deployedOn: true,
  sourceVerified: true,
  note: true,
  rowVersion: true,
} as const satisfies Prisma.AssetSelect;

export function toAsset(row: Prisma.AssetGetPayload<{ select: typeof ASSET_SELECT }>): Asset {
  return {
    ...row,
    id: toTypedId("asset", row.id),
    kind: AssetKind.parse(row.kind),
    exposure: Exposure.parse(row.exposure),
    amount: toNumber(row.amount),
    valueUsd: toNumber(row.valueUsd),
    valueOrigin: Origin.parse(row.valueOrigin),
    drainUsdPerMinute: toNumber(row.drainUsdPerMinute),
    liquidityUsd: toNumber(row.liquidityUsd),
    deployedOn: row.deployedOn === null ? null : row.deployedOn.toISOString().slice(0, 10),
  };
}

/** Amounts are below 1e18 and shown, never settled with: a double is exact enough. */
function toNumber(value: Prisma.Decimal | null): number | null {
  return value === null ? null : value.toNumber();
}
