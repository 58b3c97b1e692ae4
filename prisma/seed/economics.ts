import { type AddControl, type AddTime, NO_LEVERS, type SetParameter } from "@redoubt/domain/economics";
import { addControl, addTime, setParameter } from "@redoubt/domain/economics/server";
import { listAssets } from "@redoubt/domain/profile/server";
import type { ProjectDeps } from "@redoubt/domain/shared/server";

type Scope = { readonly organization: string; readonly project: string };
type Of<T> = Omit<T, keyof Scope>;

/** The numbers that the demo's team knows of itself. */
export const DEMO_PARAMETERS: readonly Of<Omit<SetParameter, "rowVersion">>[] = [
  {
    ...{ key: "attempt-cost", value: 0.9, origin: "records" },
    note: "what our own agent was billed for a run on the vault",
  },
  { key: "caught-shallow", value: 0.45, origin: "records", note: "9 of our last 20 were found before the merge" },
  { key: "looks-shallow", value: 6, origin: "records", note: "a look at live code every other month" },
  { key: "fix-days", value: 3, origin: "measured", note: "v1.1.0, from the report to the upgrade" },
  { key: "appetite-chance", value: 0.02, origin: "estimate", note: "agreed with the council in September" },
  { key: "appetite-size", value: 100_000, origin: "estimate", note: "what the treasury could pay back" },
  { key: "budget", value: 20_000, origin: "estimate", note: "what is left for this year" },
];

export const DEMO_TIMES: readonly Of<AddTime>[] = [
  {
    ...{
      name: "INC-1",
      kind: "incident",
      happenedOn: "2026-05-19",
      detectMinutes: 31,
      decideMinutes: 6,
      actMinutes: 2,
    },
    note: "a user saw it first",
  },
  {
    ...{ name: "Drill D-2", kind: "drill", happenedOn: "2026-10-20", detectMinutes: 0.2, decideMinutes: 0 },
    ...{ actMinutes: 0.2, note: "scripted, monitor on" },
  },
];

/** What is in place and what is planned; the cap is on the collateral, by the name of the asset. */
export const DEMO_CONTROLS: readonly (Of<AddControl> & { readonly capOn?: string })[] = [
  {
    ...{ name: "Audit by Halcyon", state: "in-place", costUsd: 30_000, group: "review" },
    levers: {
      ...NO_LEVERS,
      predeploy: {
        ...{ access_control: 0.4, reentrancy: 0.5, input_validation: 0.4, price_oracle: 0.3, business_logic: 0.2 },
        rounding: 0.15,
      },
    },
    note: "March 2026, vault and oracle of v1.0.0",
  },
  {
    ...{ name: "Monitor that pages", state: "planned", costUsd: 6000, group: "watch" },
    ...{ levers: { ...NO_LEVERS, detectMinutes: 1 }, note: "rules of the vault, to a phone at night" },
  },
  {
    ...{ name: "Weekly rescan of live code", state: "planned", costUsd: 11_000, group: "review" },
    ...{ levers: { ...NO_LEVERS, rescanPerDay: 1 / 7 }, note: "" },
  },
  {
    ...{ name: "Guardian apart from team Safe", state: "planned", costUsd: 4000, group: "keys" },
    ...{ levers: { ...NO_LEVERS, predeploy: { keys_ops: 0.35 } }, note: "other people, other devices" },
  },
  {
    ...{ name: "Cap on collateral", state: "planned", costUsd: 6000, group: "limits", capOn: "Collateral" },
    ...{ levers: { ...NO_LEVERS, capFraction: 0.05 }, note: "as the vault has for its cash" },
  },
  {
    ...{ name: "Price bounds back (F-2)", state: "planned", costUsd: 3000, group: "design" },
    ...{ levers: { ...NO_LEVERS, predeploy: { price_oracle: 0.8 } }, note: "" },
  },
];

/** The demo's money at risk, as its lead would have stated it; the last statement leaves one simulation to run. */
export async function seedEconomics(lead: ProjectDeps, scope: Scope): Promise<void> {
  const assets = await listAssets(lead);
  for (const time of DEMO_TIMES) await addTime(lead, { ...scope, ...time });
  for (const { capOn, levers, ...control } of DEMO_CONTROLS) {
    const capAssets = assets.filter(({ name }) => name === capOn).map(({ id }) => id);
    await addControl(lead, { ...scope, ...control, levers: { ...levers, capAssets } });
  }
  for (const parameter of DEMO_PARAMETERS) await setParameter(lead, { ...scope, ...parameter, rowVersion: 0 });
}
