import type { ParameterDefinition, ParameterGroup, Regime, StatedOrigin, TimeKind } from "@redoubt/domain/economics";
import { roundMinutes, roundPercent, roundUsd } from "@redoubt/domain/economics";
import type { RouterOutputs } from "#trpc/client.tsx";

/** Organization and project of the page, as procedures take them. */
export interface ProjectScope {
  readonly organization: string;
  readonly project: string;
}

export type EconomicsPage = RouterOutputs["economics"]["get"];

export const REGIME_WORDS: Readonly<Record<Regime, string>> = {
  attacker_optimistic: "Favours attacker",
  central: "Central",
  defender_optimistic: "Favours defender",
};

export const GROUP_WORDS: Readonly<Record<ParameterGroup, string>> = {
  attacker: "Attackers",
  code: "Code and who looks at it",
  response: "Response",
  size: "Size of losses",
  team: "What only the team can say",
};

export const STATED_WORDS: Readonly<Record<StatedOrigin, string>> = {
  measured: "measured",
  records: "from our records",
  estimate: "our estimate",
};

export const TIME_WORDS: Readonly<Record<TimeKind, string>> = { incident: "Incident", drill: "Drill" };

const UNITS: Readonly<Record<ParameterDefinition["unit"], string>> = {
  ...{ usd: "USD", share: "of 1", number: "", minutes: "min", months: "months", days: "days", seconds: "s" },
  ...{ "per-day": "a day", "per-year": "a year", lines: "lines" },
};

export function unitWords(unit: ParameterDefinition["unit"]): string {
  return UNITS[unit];
}

/** A number that somebody stated, as it was stated: what goes in is not rounded to what comes out. */
export function statedNumber(value: number): string {
  return value.toLocaleString("en-US", { maximumSignificantDigits: 4 });
}

/** The same with its unit. */
export function withUnit(value: number, unit: ParameterDefinition["unit"]): string {
  if (unit === "usd") return `$${statedNumber(value)}`;
  return [statedNumber(value), unit === "share" ? "" : UNITS[unit]].filter(Boolean).join(" ");
}

/** A number of the model with at most two significant digits. */
export function modelled(value: number, unit: ParameterDefinition["unit"]): string {
  if (unit === "usd") return roundUsd(value);
  if (unit === "share") return roundPercent(value);
  if (unit === "minutes") return roundMinutes(value);
  return [Number(value.toPrecision(2)).toLocaleString("en-US"), UNITS[unit]].filter(Boolean).join(" ");
}
