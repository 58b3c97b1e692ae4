import type { Asset } from "../profile/index.ts";
import type { ModelAsset, ModelInputs } from "./model/inputs.ts";
import {
  DEFAULT_RANGES,
  DEFAULTS,
  parameter,
  type ParameterKey,
  PARAMETERS,
  type Ranges,
  statedRange,
  type Values,
} from "./parameters.ts";
import type { DefenceControl, MeasuredTime, Statement } from "./schema.ts";

/** Where the number that counts comes from: the default, what the team said, or what a clock showed. */
export type ValueSource = "default" | "stated" | "clock";

const CLOCKS = {
  "detect-minutes": "detectMinutes",
  "decide-minutes": "decideMinutes",
  "act-minutes": "actMinutes",
} as const;

/**
 * The measured time that counts: of the newest incident and the newest drill the slower one, because a drill says what
 * one can do and an incident what one did.
 */
export function countingTime(times: readonly MeasuredTime[]): MeasuredTime | null {
  const newest = (kind: MeasuredTime["kind"]): MeasuredTime | undefined =>
    times.filter((time) => time.kind === kind).toSorted((a, b) => (a.happenedOn < b.happenedOn ? 1 : -1))[0];
  const both = [newest("incident"), newest("drill")].flatMap((time) => (time === undefined ? [] : [time]));
  return both.toSorted((a, b) => untilStopped(b) - untilStopped(a))[0] ?? null;
}

export function untilStopped({ detectMinutes, decideMinutes, actMinutes }: MeasuredTime): number {
  return detectMinutes + decideMinutes + actMinutes;
}

export interface StandingValues {
  readonly values: Values;
  readonly ranges: Ranges;
  readonly sources: Readonly<Record<ParameterKey, ValueSource>>;
}

/** Every number as it counts: what the team states beats what a clock showed, and that beats the default. */
export function standingValues(statements: readonly Statement[], times: readonly MeasuredTime[]): StandingValues {
  const values: Record<ParameterKey, number | null> = { ...DEFAULTS };
  const ranges: Partial<Record<ParameterKey, readonly [number, number]>> = { ...DEFAULT_RANGES };
  const sources = Object.fromEntries(PARAMETERS.map(({ key }) => [key, "default"])) as Record<
    ParameterKey,
    ValueSource
  >;
  const clock = countingTime(times);
  if (clock !== null) {
    for (const key of ["detect-minutes", "decide-minutes", "act-minutes"] as const) {
      values[key] = clock[CLOCKS[key]];
      ranges[key] = statedRange(key, clock[CLOCKS[key]], "measured");
      sources[key] = "clock";
    }
  }
  for (const { key, value, origin } of statements) {
    if (value === null) continue;
    values[key] = value;
    sources[key] = "stated";
    // A budget or an appetite is decided, not guessed.
    if (parameter(key).value !== null) ranges[key] = statedRange(key, value, origin);
  }
  return { values, ranges, sources };
}

/** Kinds of assets that code holds even where nobody named it. */
const CODE_KINDS: readonly Asset["kind"][] = ["contract", "bridge", "oracle", "governance"];

/**
 * What the model is computed from. Lines are shared equally among the assets that code holds: which contract has how
 * many is not known yet. Assets that nobody has valued are left out, and the screen says how many.
 */
export function modelInputs(facts: {
  readonly assets: readonly Asset[];
  readonly nSloc: number | null;
  readonly controls: readonly DefenceControl[];
  readonly standing: StandingValues;
}): ModelInputs {
  const { values, ranges } = facts.standing;
  const lines = facts.nSloc ?? values["lines-assumed"] ?? 0;
  const isHeld = (asset: Asset): boolean =>
    asset.exposure !== "offline" && (asset.contracts.length > 0 || CODE_KINDS.includes(asset.kind));
  const held = facts.assets.filter((asset) => isHeld(asset)).length;
  return {
    lines,
    values,
    ranges,
    assets: facts.assets.flatMap((asset): ModelAsset[] => {
      if (asset.valueUsd === null) return [];
      const { id, name, valueUsd, drainUsdPerMinute, liquidityUsd } = asset;
      return [{ id, name, valueUsd, drainUsdPerMinute, liquidityUsd, lines: isHeld(asset) ? lines / held : 0 }];
    }),
    controls: facts.controls.map(({ id, name, costUsd, state, group, levers }) => ({
      ...{ id, name, costUsd, inPlace: state === "in-place", group, levers },
    })),
  };
}
