import type { Asset } from "@redoubt/domain/profile";
import { expect, it } from "vitest";
import { draftOf, readAssetDraft } from "./asset-draft.ts";

const ASSET: Asset = {
  ...{ id: "ast_1", name: "Vault", kind: "contract", exposure: "public", amount: 210, currency: "ETH" },
  ...{ valueUsd: 420_000, valueOrigin: "person", valueAt: new Date(0), drainUsdPerMinute: 50_000 },
  ...{ liquidityUsd: null, contracts: ["MeridianVault"], deployedOn: "2026-02-17", sourceVerified: null },
  ...{ note: "", rowVersion: 3 },
};

it("reads back what it shows", () => {
  const read = readAssetDraft(draftOf(ASSET));
  expect(read).toEqual({
    ...{ name: "Vault", kind: "contract", exposure: "public", amount: 210, currency: "ETH", valueUsd: 420_000 },
    ...{ drainUsdPerMinute: 50_000, liquidityUsd: null, contracts: ["MeridianVault"], deployedOn: "2026-02-17" },
    ...{ sourceVerified: null, note: "" },
  });
});

it("takes an amount in USD for the value, and leaves another currency unvalued", () => {
  const draft = { ...draftOf(null), name: "Treasury", amount: "$1,000,000" };
  expect(readAssetDraft(draft)).toMatchObject({ amount: 1_000_000, valueUsd: 1_000_000 });
  expect(readAssetDraft({ ...draft, currency: "ETH" })).toMatchObject({ amount: 1_000_000, valueUsd: null });
});

it("names every field that is wrong", () => {
  const draft = { ...draftOf(null), amount: "a lot", currency: "$", deployedOn: "yesterday" };
  expect(readAssetDraft(draft)).toEqual({
    problems: {
      amount: "Write a number, without signs.",
      name: "Give it a name.",
      currency: "a short name such as USD, ETH or mUSD",
      deployedOn: expect.any(String),
    },
  });
});
