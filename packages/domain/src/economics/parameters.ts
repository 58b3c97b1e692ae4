import { z } from "zod";
import type { ParameterDefinition } from "./parameter.ts";
import { ATTACKER_PARAMETERS } from "./parameters-attacker.ts";
import { TEAM_PARAMETERS } from "./parameters-team.ts";

const ALL = [...ATTACKER_PARAMETERS, ...TEAM_PARAMETERS] as const;
export type ParameterKey = (typeof ALL)[number]["key"];

/** All numbers that the model takes. */
export const PARAMETERS: readonly (ParameterDefinition & { readonly key: ParameterKey })[] = ALL;
export const ParameterKey = z.enum(ALL.map(({ key }) => key));

const byKey = new Map(PARAMETERS.map((definition) => [definition.key, definition]));

export function parameter(key: ParameterKey): ParameterDefinition {
  const found = byKey.get(key);
  if (found === undefined) throw new Error(`no parameter ${key}`);
  return found;
}

/** What the model runs on; null where only the team could have said. */
export type Values = Readonly<Record<ParameterKey, number | null>>;
/** What each may plausibly be; absent where it stays as it is. */
export type Ranges = Readonly<Partial<Record<ParameterKey, readonly [number, number]>>>;

/** Every default. */
export const DEFAULTS: Values = Object.fromEntries(PARAMETERS.map(({ key, value }) => [key, value])) as Values;

/** The number that a parameter has; 0 for those that only a team can state. */
export function valueOf(values: Values, key: ParameterKey): number {
  return values[key] ?? 0;
}

/** Measured is what a clock or a ledger showed, an estimate is what somebody believes. */
export const STATED_ORIGINS = ["measured", "records", "estimate"] as const;
export const StatedOrigin = z.enum(STATED_ORIGINS);
export type StatedOrigin = z.infer<typeof StatedOrigin>;

/** How far a number of the team's own may be off, by how it came about. */
const OFF_BY: Readonly<Record<StatedOrigin, number>> = { measured: 1.2, records: 1.5, estimate: 3 };

/** The plausible range of a number that the team stated: as wide as how it knows allows, within what is possible. */
export function statedRange(key: ParameterKey, value: number, origin: StatedOrigin): readonly [number, number] {
  const [least, most] = parameter(key).within;
  return [Math.max(least, value / OFF_BY[origin]), Math.min(most, value * OFF_BY[origin])];
}

/** The ranges of all defaults. */
export const DEFAULT_RANGES: Ranges = Object.fromEntries(
  PARAMETERS.flatMap(({ key, range }) => (range === null ? [] : [[key, range]])),
);
