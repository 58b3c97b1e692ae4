import { toTypedId } from "../shared/index.ts";
import { Prisma } from "../shared/server.ts";
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

/** The columns of `"asset" a`. Amounts are below 1e18 and shown, never settled with: a double is exact enough. */
export const ASSET_COLUMNS = Prisma.sql`a."id", a."name", a."kind", a."exposure", a."amount"::float8 AS "amount",
  a."currency", a."value_usd"::float8 AS "valueUsd", a."value_origin" AS "valueOrigin", a."value_at" AS "valueAt",
  a."drain_usd_per_minute"::float8 AS "drainUsdPerMinute", a."liquidity_usd"::float8 AS "liquidityUsd", a."contracts",
  to_char(a."deployed_on", 'YYYY-MM-DD') AS "deployedOn", a."source_verified" AS "sourceVerified", a."note",
  a."row_version" AS "rowVersion"`;

export interface AssetRow extends Omit<Asset, "kind" | "exposure" | "valueOrigin"> {
  readonly kind: string;
  readonly exposure: string;
  readonly valueOrigin: string;
}

export function toAsset(row: AssetRow): Asset {
  return {
    ...row,
    id: toTypedId("asset", row.id),
    kind: AssetKind.parse(row.kind),
    exposure: Exposure.parse(row.exposure),
    valueOrigin: Origin.parse(row.valueOrigin),
  };
}
