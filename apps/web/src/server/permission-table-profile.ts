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

const holder = (side: Side) => ({
  ...side.project,
  ...{ name: "New Safe", kind: "multisig", threshold: 2, signers: ["A", "B", "C"], supplyPercent: null },
  ...{ delaySeconds: 0, contract: null, operators: [], address: null, note: "", holderId: null, rowVersion: 0 },
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
  "profile.accessMap": { allow: PROFILE_READERS, input: inProject },
  "profile.readAccess": {
    allow: LEADS,
    input: async (side) => {
      await side.newRevision();
      return side.project;
    },
  },
  "profile.cancelAccessReading": {
    allow: LEADS,
    input: async (side) => {
      await side.newAccessReading();
      return side.project;
    },
  },
  "profile.saveHolder": { allow: LEADS, input: holder },
  "profile.archiveHolder": {
    allow: LEADS,
    input: async (side) => ({ ...side.project, holderId: await side.newHolder(), rowVersion: 1 }),
  },
  "profile.assignRole": {
    allow: LEADS,
    input: async (side) => ({ ...side.project, subject: "Vault", guard: "owner", holderId: await side.newHolder() }),
  },
  "profile.addPower": {
    allow: LEADS,
    input: (side) => ({
      ...side.project,
      ...{ kind: "ship", subject: "New front end", guard: "CI account", holderId: null },
      ...{ moneyUsd: null, noticedBy: null, note: "" },
    }),
  },
  "profile.changePower": {
    allow: LEADS,
    input: async (side) => ({
      ...side.project,
      ...{ powerId: await side.newPower(), moneyUsd: 1, noticedBy: "", note: "", rowVersion: 1 },
    }),
  },
  "profile.removePower": {
    allow: LEADS,
    input: async (side) => ({ ...side.project, powerId: await side.newPower(), rowVersion: 1 }),
  },
  "profile.setAccessLimits": {
    allow: LEADS,
    input: async (side) => ({
      ...side.project,
      ...{ oneKeyOverUsd: 5000, noDelayOverUsd: 50_000, version: await side.limitsVersion() },
    }),
  },
};
