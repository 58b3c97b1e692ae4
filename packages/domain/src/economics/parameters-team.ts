import type { ParameterDefinition } from "./parameter.ts";

/** Response, size of losses, and what only the team can say. */
export const TEAM_PARAMETERS = [
  {
    key: "atomic-share",
    ...{ symbol: "A", group: "response", label: "Attacks that are one transaction", unit: "share" },
    ...{ value: 0.44, range: [0.3, 0.6], within: [0, 1], basis: "derived" },
    ...{ because: "the rest left a window", anchors: ["P17"] },
  },
  {
    key: "drain-minutes",
    ...{ symbol: "τ", group: "response", label: "Time constant of the others", unit: "minutes" },
    ...{ value: 10, range: [2, 60], within: [0.01, 100_000], basis: "published" },
    ...{ because: "13 blocks to 12 minutes and more", anchors: ["P18"] },
  },
  {
    key: "detect-minutes",
    ...{ group: "response", label: "Until we see it", unit: "minutes", value: 4 },
    ...{ range: [1, 60], within: [0, 100_000], basis: "derived", because: "a monitor that runs each minute" },
  },
  {
    key: "decide-minutes",
    ...{ group: "response", label: "Until we decide", unit: "minutes", value: 20 },
    ...{ range: [2, 60], within: [0, 100_000], basis: "assumption", because: "replace it by a drill" },
  },
  {
    key: "act-minutes",
    ...{ group: "response", label: "Until it is done", unit: "minutes", value: 10 },
    ...{ range: [1, 60], within: [0, 100_000], basis: "assumption", because: "replace it by a drill" },
  },
  {
    key: "screening",
    ...{ symbol: "q_pre", group: "response", unit: "share" },
    ...{ label: "Most that is believed of screening before inclusion", value: 0.5, range: [0, 0.9], within: [0, 1] },
    ...{ basis: "assumption", because: "vendors claim more than 0.98; halve it" },
  },
  {
    key: "attacker-rate",
    ...{ symbol: "λ_a", group: "response", unit: "per-day" },
    ...{ label: "Attackers use what they can see", value: 0.267, range: [0.2, 0.38], within: [0.0001, 1000] },
    ...{ basis: "derived", because: "ln(0.875/0.135)/7; given that somebody attacks at all", anchors: ["P4"] },
  },
  {
    key: "fix-days",
    ...{ symbol: "T_fix", group: "response", label: "From a find to a fix", unit: "days", value: 2 },
    ...{ range: [0.5, 14], within: [0, 1000], basis: "assumption", because: "a reviewed fix without a timelock" },
  },
  {
    key: "block-seconds",
    ...{ group: "response", label: "Seconds of a block", unit: "seconds", value: 12 },
    ...{ range: null, within: [0.01, 3600], basis: "published", because: "Ethereum; state your chain's" },
  },
  {
    key: "severity-median",
    ...{ group: "size", label: "Median of losses", unit: "usd", value: 219_000 },
    ...{ range: [54_000, 219_000], within: [1, 1e12], basis: "published", because: "first half of 2026" },
    anchors: ["P19"],
  },
  {
    key: "severity-sigma",
    ...{ symbol: "σ", group: "size", label: "Spread of losses", unit: "number", value: 2.48 },
    ...{ range: [2.2, 2.8], within: [0.1, 6], basis: "derived", because: "√(2 ln(4.7M/219k))", anchors: ["P19"] },
  },
  {
    key: "ops-count",
    ...{ group: "size", label: "Incidents of keys and operations, of all", unit: "share" },
    ...{ value: 0.15, range: [0.08, 0.3], within: [0, 0.95], basis: "published" },
    ...{ because: "infrastructure", anchors: ["P20"] },
  },
  {
    key: "ops-value",
    ...{ group: "size", label: "Value lost by them, of all", unit: "share", value: 0.76 },
    ...{ range: [0.5, 0.85], within: [0, 0.99], basis: "published", because: "infrastructure", anchors: ["P20"] },
  },
  {
    key: "lines-assumed",
    ...{ group: "team", label: "Lines, while no revision has told", unit: "lines" },
    ...{ value: 1000, range: [300, 3000], within: [1, 1e7], basis: "assumption" },
    because: "a small protocol",
  },
  {
    key: "appetite-chance",
    ...{ group: "team", label: "Appetite: chance of a loss in a year", unit: "share" },
    ...{ value: null, range: null, within: [0, 1], basis: "assumption", because: "what the team would live with" },
  },
  {
    key: "appetite-size",
    ...{ group: "team", label: "Appetite: size of one loss", unit: "usd", value: null },
    ...{ range: null, within: [0, 1e13], basis: "assumption", because: "what the team would live with" },
  },
  {
    key: "budget",
    ...{ group: "team", label: "Budget for the next controls", unit: "usd", value: null },
    ...{ range: null, within: [0, 1e12], basis: "assumption", because: "a year's" },
  },
] as const satisfies readonly ParameterDefinition[];
