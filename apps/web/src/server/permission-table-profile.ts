import { inProject, LEADS, READERS, type Row } from "./permission-members.ts";
import type { Side } from "./testing/world.ts";

/** Everybody who reads a project but machines of the build: what is at stake is no business of theirs. */
const PROFILE_READERS = READERS.filter((member) => member !== "ci");

const asset = (side: Side) => ({
  ...side.project,
  ...{ name: "New one", kind: "contract", exposure: "public", amount: 1, currency: "ETH" },
  ...{ valueUsd: 2000, drainUsdPerMinute: null, liquidityUsd: null, contracts: ["Vault"], deployedOn: null },
  ...{ sourceVerified: null, note: "" },
});

/** Rows of the slice `profile`, explained in permission-table.ts. */
export const PROFILE_ROWS: Readonly<Record<string, Row>> = {
  "profile.get": { allow: PROFILE_READERS, input: inProject },
  "profile.versions": { allow: PROFILE_READERS, input: inProject },
  "profile.compare": {
    allow: PROFILE_READERS,
    input: async (side) => ({ ...side.project, version: await side.profileVersion(), with: 0 }),
  },
  "profile.save": {
    allow: LEADS,
    input: (side) => ({ ...side.project, version: 0, answers: [{ question: "custody", value: "users" }] }),
  },
  "profile.addAsset": { allow: LEADS, input: asset },
  "profile.changeAsset": {
    allow: LEADS,
    input: async (side) => ({ ...asset(side), assetId: await side.newAsset(), rowVersion: 1 }),
  },
  "profile.archiveAsset": {
    allow: LEADS,
    input: async (side) => ({ ...side.project, assetId: await side.newAsset(), rowVersion: 1 }),
  },
};
