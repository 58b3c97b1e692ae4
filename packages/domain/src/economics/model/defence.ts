import { type ClassId, CODE_CLASSES } from "../classes.ts";
import { groupCatches } from "./bugs.ts";
import type { ModelControl, ModelInputs } from "./inputs.ts";
import { reachable } from "./response.ts";

/** What a set of controls moves, all together: made once, used by thousands of draws. */
export interface Defence {
  /** In the order of the classes of code. */
  readonly catches: readonly { readonly best: number; readonly missed: number }[];
  readonly operations: { readonly best: number; readonly missed: number };
  readonly looksPerYear: number;
  readonly preBlock: number;
  readonly detectMinutes: number;
  readonly decideMinutes: number;
  readonly actMinutes: number;
  /** Share of the value that can leave, in the order of the assets. */
  readonly caps: readonly number[];
  /** What keys reach: everything that the market takes, because who holds them changes the caps in the code. */
  readonly keysReachUsd: number;
}

export function defenceOf(inputs: Pick<ModelInputs, "assets">, controls: readonly ModelControl[]): Defence {
  const least = (pick: (control: ModelControl) => number | null): number =>
    Math.min(Infinity, ...controls.map((control) => pick(control) ?? Infinity));
  const catchOf = (id: ClassId) =>
    groupCatches(
      controls.flatMap(({ group, levers }) => {
        const rate = levers.predeploy[id];
        return rate === undefined ? [] : [{ group, rate }];
      }),
    );
  return {
    catches: CODE_CLASSES.map(({ id }) => catchOf(id)),
    operations: catchOf("keys_ops"),
    looksPerYear: controls.reduce((sum, { levers }) => sum + (levers.rescanPerDay ?? 0) * 365, 0),
    preBlock: Math.max(0, ...controls.map(({ levers }) => levers.preBlock ?? 0)),
    detectMinutes: least(({ levers }) => levers.detectMinutes),
    decideMinutes: least(({ levers }) => levers.decideMinutes),
    actMinutes: least(({ levers }) => levers.actMinutes),
    caps: inputs.assets.map((asset) =>
      Math.min(
        1,
        least(({ levers }) => {
          const isOn = levers.capAssets.length === 0 || levers.capAssets.includes(asset.id);
          return isOn ? levers.capFraction : null;
        }),
      ),
    ),
    keysReachUsd: inputs.assets.reduce((sum, asset) => sum + reachable({ ...asset, drainUsdPerMinute: null }, 0), 0),
  };
}

/** The defence as it stands: what is in place. */
export function standing(inputs: ModelInputs): Defence {
  return defenceOf(
    inputs,
    inputs.controls.filter(({ inPlace }) => inPlace),
  );
}
