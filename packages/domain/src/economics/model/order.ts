import { type ParameterKey, parameter, PARAMETERS, valueOf, type Values } from "../parameters.ts";
import { type Defence, defenceOf } from "./defence.ts";
import type { ModelControl, ModelInputs } from "./inputs.ts";
import { chooseWithin } from "./loss.ts";
import { lossOfYear } from "./year.ts";

/** Loss avoided in a year for each dollar of a control, and its low and high. */
export interface Worth {
  readonly id: string;
  readonly low: number;
  readonly mid: number;
  readonly high: number;
}

/** A control beside the defence without it and with it, made once for thousands of evaluations. */
export interface Plan {
  readonly control: ModelControl;
  readonly without: Defence;
  readonly with: Defence;
}

/** One that is planned is added to what is in place, one that is in place is taken out of it. */
export function planOf(inputs: ModelInputs, control: ModelControl): Plan {
  const others = inPlace(inputs).filter(({ id }) => id !== control.id);
  return { control, without: defenceOf(inputs, others), with: defenceOf(inputs, [...others, control]) };
}

/**
 * Formula 12: the loss of the model without a control less the loss with it, per dollar. One that made things worse
 * would be negative.
 */
export function avoidedPerDollar(inputs: ModelInputs, values: Values, plan: Plan): number {
  return avoidedBeside(
    inputs,
    values,
    plan,
    lossOfYear(inputs, values, plan.control.inPlace ? plan.with : plan.without, "central"),
  );
}

/** The same where the loss as things stand is known already: it is one side of every difference. */
export function avoidedBeside(inputs: ModelInputs, values: Values, plan: Plan, standingUsd: number): number {
  const { inPlace: isThere, costUsd } = plan.control;
  const other = lossOfYear(inputs, values, isThere ? plan.without : plan.with, "central");
  return (isThere ? other - standingUsd : standingUsd - other) / costUsd;
}

export function planned(inputs: ModelInputs): Plan[] {
  return inputs.controls.filter((control) => !control.inPlace).map((control) => planOf(inputs, control));
}

/** What is planned, best first, by the values as they stand. */
export function orderOf(
  inputs: ModelInputs,
  values: Values = inputs.values,
  plans: readonly Plan[] = planned(inputs),
): { id: string; worth: number }[] {
  const [first] = plans;
  if (first === undefined) return [];
  const now = lossOfYear(inputs, values, first.without, "central");
  return plans
    .map((plan) => ({ id: plan.control.id, worth: avoidedBeside(inputs, values, plan, now) }))
    .sort((a, b) => b.worth - a.worth || (a.id < b.id ? -1 : 1));
}

const inPlace = (inputs: ModelInputs): ModelControl[] => inputs.controls.filter((control) => control.inPlace);

/**
 * Splits an order into bands that cannot be told apart: a band goes on as long as the range of the next one reaches
 * into that of the band's first.
 */
export function bandsOf(ordered: readonly Worth[]): Worth[][] {
  const bands: Worth[][] = [];
  for (const entry of ordered) {
    const band = bands.at(-1);
    const first = band?.[0];
    if (band !== undefined && first !== undefined && entry.high >= first.low) band.push(entry);
    else bands.push([entry]);
  }
  return bands;
}

/** Formula 12 under the budget: what to take, in this order. */
export function choose(inputs: ModelInputs, budgetUsd: number): ModelControl[] {
  const offers = inputs.controls.filter((control) => !control.inPlace);
  return chooseWithin(offers, budgetUsd, (taken) => {
    const controls = [...inPlace(inputs), ...offers.filter(({ id }) => taken.includes(id))];
    return lossOfYear(inputs, inputs.values, defenceOf(inputs, controls), "central");
  });
}

/** A number beyond which another control comes first. */
export interface Flip {
  readonly key: ParameterKey;
  readonly now: number;
  /** The value at which it happens. */
  readonly at: number;
  readonly first: string;
  readonly low: number;
  readonly high: number;
}

const STEPS = 24;
const HALVINGS = 40;

/**
 * The numbers that flip the order when only they change, nearest first: how much of its plausible range one has to be
 * wrong by. Ranges are walked from the value as it stands outwards, then halved to the point.
 */
export function flipsOf(inputs: ModelInputs): Flip[] {
  const plans = planned(inputs);
  const now = orderOf(inputs, inputs.values, plans)[0];
  if (now === undefined) return [];
  const flips = PARAMETERS.flatMap(({ key }): (Flip & { distance: number })[] => {
    const range = walkOf(inputs, key);
    if (range === null) return [];
    const at = valueOf(inputs.values, key);
    const ends = range.map((end) => flipTowards({ inputs, plans, key, from: at, to: end, first: now.id }));
    const found = ends.flatMap((flip) => (flip === null ? [] : [flip]));
    return found.map((flip) => ({
      ...{ key, now: at, at: flip.at, first: flip.first, low: range[0], high: range[1] },
      distance: distanceOf(at, flip.at, range),
    }));
  });
  return flips
    .sort((a, b) => a.distance - b.distance || (a.key < b.key ? -1 : 1))
    .filter(isFirstOfItsKey)
    .map(({ key, now: from, at, first, low, high }) => ({ key, now: from, at, first, low, high }));
}

/** The published range, widened to hold the value as it stands. */
function walkOf(inputs: ModelInputs, key: ParameterKey): readonly [number, number] | null {
  const { range } = parameter(key);
  const value = inputs.values[key];
  if (range === null || value === null) return null;
  return [Math.min(range[0], value), Math.max(range[1], value)];
}

interface Walk {
  readonly inputs: ModelInputs;
  readonly plans: readonly Plan[];
  readonly key: ParameterKey;
  readonly from: number;
  readonly to: number;
  readonly first: string;
}

function flipTowards({ inputs, plans, key, from, to, first }: Walk): { at: number; first: string } | null {
  if (from === to) return null;
  const firstAt = (share: number): string =>
    orderOf(inputs, { ...inputs.values, [key]: from + (to - from) * share }, plans)[0]?.id ?? first;
  for (let step = 1; step <= STEPS; step += 1) {
    if (firstAt(step / STEPS) === first) continue;
    let [same, other] = [(step - 1) / STEPS, step / STEPS];
    for (let halving = 0; halving < HALVINGS; halving += 1) {
      const middle = (same + other) / 2;
      if (firstAt(middle) === first) same = middle;
      else other = middle;
    }
    return { at: from + (to - from) * other, first: firstAt(other) };
  }
  return null;
}

function distanceOf(from: number, to: number, [low, high]: readonly [number, number]): number {
  return high > low ? Math.abs(to - from) / (high - low) : Infinity;
}

function isFirstOfItsKey<T extends { key: string }>(flip: T, index: number, all: readonly T[]): boolean {
  return all.findIndex(({ key }) => key === flip.key) === index;
}
