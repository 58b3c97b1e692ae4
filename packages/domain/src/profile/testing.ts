import type { ProjectDeps } from "../shared/server.ts";
import type { AddPower, Holder, SaveHolder } from "./access/holder.ts";
import type { Power } from "./access/power.ts";
import { AddAsset, type Asset } from "./asset.ts";
import type { AnswerValue, Profile } from "./schema.ts";
import { addAsset } from "./use-cases/add-asset.ts";
import { saveHolder } from "./use-cases/save-holder.ts";
import { addPower } from "./use-cases/save-power.ts";
import { saveProfile } from "./use-cases/save-profile.ts";

const SCOPE = { organization: "xx", project: "xx" };

/** What a person states of an asset, all of it. */
export function testAssetInput(over: Partial<AddAsset> = {}): AddAsset {
  return AddAsset.parse({
    ...SCOPE,
    ...{ name: "Vault", kind: "contract", exposure: "public", amount: 1_000_000, currency: "mUSD" },
    ...{ valueUsd: 1_000_000, drainUsdPerMinute: null, liquidityUsd: null, contracts: ["Vault"] },
    ...{ deployedOn: "2026-02-17", sourceVerified: true, note: "" },
    ...over,
  });
}

export function createTestAsset(deps: ProjectDeps, over: Partial<AddAsset> = {}): Promise<Asset> {
  return addAsset(deps, testAssetInput(over));
}

/** Saves answers on top of a version; 0 for the first. */
export function answerTest(
  deps: ProjectDeps,
  values: Readonly<Record<string, AnswerValue | null>>,
  version = 0,
): Promise<Profile> {
  const answers = Object.entries(values).map(([question, value]) => ({ question, value }));
  return saveProfile(deps, { ...SCOPE, version, answers, accept: [] });
}

/** A Safe of two out of three, unless something else is said. */
export function testHolderInput(over: Partial<SaveHolder> = {}): SaveHolder {
  return {
    ...SCOPE,
    ...({ name: "Team Safe", kind: "multisig", threshold: 2, signers: ["Ines", "Leo", "Salma"] } as const),
    ...{ supplyPercent: null, delaySeconds: 0, contract: null, operators: [], address: null, note: "" },
    ...{ holderId: null, rowVersion: 0, ...over },
  };
}

export function createTestHolder(deps: ProjectDeps, over: Partial<SaveHolder> = {}): Promise<Holder> {
  return saveHolder(deps, testHolderInput(over));
}

/** A power that no code shows. */
export function createTestPower(deps: ProjectDeps, over: Partial<AddPower> = {}): Promise<Power> {
  const stated = { kind: "ship", subject: "Front end", guard: "CI account", holderId: null } as const;
  return addPower(deps, { ...SCOPE, ...stated, moneyUsd: null, noticedBy: null, note: "", ...over });
}
