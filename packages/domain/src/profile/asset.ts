import { z } from "zod";
import { ProjectScope, typedId } from "../shared/index.ts";
import { Origin } from "./schema.ts";

export const ASSET_KINDS = [
  "contract",
  "key",
  "oracle",
  "bridge",
  "data-store",
  "service",
  "frontend",
  "governance",
  "pipeline",
  "agent",
] as const;
export const AssetKind = z.enum(ASSET_KINDS);
export type AssetKind = z.infer<typeof AssetKind>;

/** Who can reach it at all. */
export const EXPOSURES = ["public", "partners", "team", "offline"] as const;
export const Exposure = z.enum(EXPOSURES);
export type Exposure = z.infer<typeof Exposure>;

/** What a currency is called: USD, ETH, mUSD. */
export const Currency = z
  .string()
  .trim()
  .regex(/^[A-Za-z][A-Za-z0-9.-]{1,11}$/, "a short name such as USD, ETH or mUSD");

const Usd = z.number().nonnegative().max(1e13);

/** Something of value; amounts in their own currency, values in USD. */
export const Asset = z.object({
  id: z.string(),
  name: z.string(),
  kind: AssetKind,
  exposure: Exposure,
  /** In `currency`; null while nobody stated it. */
  amount: z.number().nullable(),
  currency: z.string(),
  /** USD on the day that it was stated; null while nobody stated it. */
  valueUsd: z.number().nullable(),
  valueOrigin: Origin,
  valueAt: z.date().nullable(),
  /** USD that can leave in one minute; null without a limit that somebody stated. */
  drainUsdPerMinute: z.number().nullable(),
  /** USD that the market takes at all; null without one that somebody stated. */
  liquidityUsd: z.number().nullable(),
  /** Contracts that hold or decide it, by their names in the code. */
  contracts: z.array(z.string()),
  /** Day on which it went live, as `2026-02-17`. */
  deployedOn: z.string().nullable(),
  sourceVerified: z.boolean().nullable(),
  note: z.string(),
  rowVersion: z.int(),
});
export type Asset = z.infer<typeof Asset>;

const Stated = {
  name: z.string().trim().min(1, "a name").max(120),
  kind: AssetKind,
  exposure: Exposure,
  amount: z.number().nonnegative().max(1e18).nullable(),
  currency: Currency,
  valueUsd: Usd.nullable(),
  drainUsdPerMinute: Usd.nullable(),
  liquidityUsd: Usd.nullable(),
  contracts: z.array(z.string().trim().min(1).max(120)).max(50),
  deployedOn: z.iso.date().nullable(),
  sourceVerified: z.boolean().nullable(),
  note: z.string().trim().max(1000),
} as const;

export const AddAsset = ProjectScope.extend(Stated);
export type AddAsset = z.infer<typeof AddAsset>;

export const ChangeAsset = ProjectScope.extend({ ...Stated, assetId: typedId("asset"), rowVersion: z.int() });
export type ChangeAsset = z.infer<typeof ChangeAsset>;

export const ArchiveAsset = ProjectScope.extend({ assetId: typedId("asset"), rowVersion: z.int() });
export type ArchiveAsset = z.infer<typeof ArchiveAsset>;

/** What all assets are worth, in USD; `unknown` counts those that nobody has valued. */
export function worthOf(assets: readonly Pick<Asset, "valueUsd">[]): { usd: number; unknown: number } {
  return {
    usd: assets.reduce((sum, { valueUsd }) => sum + (valueUsd ?? 0), 0),
    unknown: assets.filter(({ valueUsd }) => valueUsd === null).length,
  };
}
