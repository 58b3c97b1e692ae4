import type { AddPower, AssignRole, SaveHolder } from "@redoubt/domain/profile";
import { addPower, assignRole, saveHolder } from "@redoubt/domain/profile/server";
import { type ProjectScope, toUuid } from "@redoubt/domain/shared";
import type { ProjectDeps } from "@redoubt/domain/shared/server";
import type { z } from "zod";

type Scope = z.infer<typeof ProjectScope>;
type Stated = Omit<SaveHolder, "organization" | "project" | "holderId" | "rowVersion" | "operators"> & {
  readonly key: string;
  readonly operators: readonly string[];
};

const TEAM = ["Ines Kovač", "Leo Marchetti", "Salma Haddad"];

const holder = (key: string, over: Pick<Stated, "name" | "kind"> & Partial<Stated>): Stated => ({
  ...{ key, threshold: null, signers: [], supplyPercent: null, delaySeconds: 0, contract: null, operators: [] },
  ...{ address: null, note: "", ...over },
});

/** Who holds what in the demo: the timelock's admin and the guardian are the same three people. */
export const DEMO_HOLDERS: readonly Stated[] = [
  holder("team", {
    ...{ name: "Team Safe", kind: "multisig", threshold: 2, signers: TEAM },
    note: "Admin of the timelock until the hand-over to the governor.",
  }),
  holder("guardian", { name: "Guardian Safe", kind: "multisig", threshold: 2, signers: TEAM }),
  holder("votes", {
    ...{ name: "Token holders", kind: "governor", supplyPercent: 4, delaySeconds: 3 * 86_400 },
    contract: "MeridianGovernor",
  }),
  holder("timelock", {
    ...{ name: "Timelock", kind: "timelock", delaySeconds: 48 * 3600, contract: "MeridianTimelock" },
    operators: ["team", "votes"],
  }),
  holder("keeper", { name: "Keeper", kind: "service", note: "A key on a rented machine." }),
  holder("rewards", { name: "Rewards signer", kind: "eoa", signers: ["Ada Oduya"] }),
  holder("feed", { name: "Feed signer", kind: "external" }),
  holder("build", { name: "Deployer CI", kind: "service", signers: ["Tomasz Brandt"] }),
];

/** Guards of the code, and who they are. */
export const DEMO_ROLES: readonly (readonly [subject: string, guard: string, holder: string])[] = [
  ["MeridianVault", "owner", "timelock"],
  ["MeridianVault", "guardian", "guardian"],
  ["MeridianVault", "keeper", "keeper"],
  ["MeridianTimelock", "admin", "team"],
  ["MeridianTimelock", "governor", "votes"],
  ["MeridianRewards", "OWNER", "timelock"],
  ["MeridianRewards", "signer", "rewards"],
  ["InterestModel", "OWNER", "timelock"],
];

type StatedPower = Omit<AddPower, "organization" | "project" | "holderId"> & { readonly holder: string };

const DEMO_POWERS: readonly StatedPower[] = [
  {
    ...{ kind: "ship", subject: "Front end", guard: "Deployer CI", holder: "build", moneyUsd: null, noticedBy: "" },
    note: "Whoever ships the page decides what users sign.",
  },
  {
    ...{ kind: "sign", subject: "Price feed", guard: "Feed signer", holder: "feed", moneyUsd: 50_000 },
    ...{ noticedBy: "the keeper, at the next block", note: "At most one cap of a block before the pool disagrees." },
  },
];

/** States who holds the powers that the worker will read from the code, and those that no code shows. */
export async function seedAccess(lead: ProjectDeps, scope: Scope): Promise<void> {
  const ids = new Map<string, string>();
  const idOf = (key: string): string => ids.get(key) ?? "";
  for (const { key, operators, ...stated } of DEMO_HOLDERS) {
    const input = { ...scope, ...stated, operators: operators.map(idOf), holderId: null, rowVersion: 0 };
    ids.set(key, toUuid((await saveHolder(lead, input)).id));
  }
  for (const [subject, guard, key] of DEMO_ROLES) {
    const role: AssignRole = { ...scope, subject, guard, holderId: idOf(key) };
    await assignRole(lead, role);
  }
  for (const { holder: key, ...stated } of DEMO_POWERS) {
    await addPower(lead, { ...scope, ...stated, holderId: idOf(key) });
  }
}
