import type { ParameterDefinition } from "./parameter.ts";

/** Attackers and the code that they look at. */
export const ATTACKER_PARAMETERS = [
  {
    ...{ key: "attempt-cost", symbol: "c0", group: "attacker", label: "Cost of one attempt", unit: "usd" },
    ...{ value: 1.22, range: [0.01, 3.59], within: [0.0001, 10_000], basis: "published" },
    ...{ because: "a run on a fresh contract", anchors: ["P8", "P1"] },
  },
  {
    ...{ key: "cost-half-life", symbol: "h_c", group: "attacker", label: "Half-life of that cost", unit: "months" },
    ...{ value: 6, range: [3.4, 12], within: [0.5, 240], basis: "assumption" },
    ...{ because: "the fall of token prices gives 3.4; slower is safer", anchors: ["P10"] },
  },
  {
    ...{ key: "success-defender", symbol: "p", group: "attacker", unit: "share" },
    ...{ label: "Success of an attempt, favours defender", value: 3 / 110, range: null, within: [0.0001, 0.99] },
    ...{ basis: "derived", because: "rule of three on none in 110", anchors: ["P13"] },
  },
  {
    ...{ key: "success-central", symbol: "p", group: "attacker", label: "Success of an attempt, central", unit: "share" },
    ...{ value: 0.13, range: [0.1, 0.2], within: [0.0001, 0.99], basis: "published" },
    ...{ because: "contracts drawn at random, bare agents", anchors: ["P15", "P14"] },
  },
  {
    ...{ key: "success-attacker", symbol: "p", group: "attacker", unit: "share" },
    ...{ label: "Success of an attempt, favours attacker", value: 0.63, range: [0.51, 0.72], within: [0.0001, 0.99] },
    ...{ basis: "published", because: "contracts known to be vulnerable", anchors: ["P2", "P6", "P11", "P14"] },
  },
  {
    ...{ key: "success-growth", symbol: "g_p", group: "attacker", label: "Growth of success in a year", unit: "number" },
    ...{ value: 0.7, range: [0, 1.4], within: [0, 10], basis: "assumption" },
    ...{ because: "logistic, never above 90 %; the doubling of revenue is not extrapolated", anchors: ["P9"] },
  },
  {
    ...{ key: "targets-swarm", symbol: "M", group: "attacker", label: "Targets of a swarm in a year", unit: "number" },
    ...{ value: 500, range: [100, 2500], within: [1, 1e6], basis: "assumption" },
    because: "spreads what a swarm costs to set up",
  },
  {
    ...{ key: "targets-harness", symbol: "M", group: "attacker", unit: "number" },
    ...{ label: "Targets of an agent with a harness in a year", value: 20, range: [5, 100], within: [1, 1e6] },
    ...{ basis: "assumption", because: "spreads what the harness costs" },
  },
  {
    ...{ key: "targets-expert", symbol: "M", group: "attacker", label: "Targets of an expert in a year", unit: "number" },
    ...{ value: 1, range: [1, 4], within: [1, 1e6], basis: "assumption" },
    because: "one protocol at a time",
  },
  {
    ...{ key: "hit-cost", symbol: "G", group: "attacker", label: "Cost of one hit", unit: "usd" },
    ...{ value: 0, range: [0, 10_000], within: [0, 1e7], basis: "assumption" },
    because: "gas, the fee of a flash loan, infrastructure",
  },
  {
    ...{ key: "bounty-share", symbol: "κ", group: "attacker", label: "Share that a bounty hunter gets", unit: "share" },
    ...{ value: 0.1, range: [0.05, 0.5], within: [0.001, 1], basis: "published" },
    ...{ because: "convention", anchors: ["P22"] },
  },
  {
    ...{ key: "haircut", symbol: "h", group: "attacker", label: "Lost to laundering and slippage", unit: "share" },
    ...{ value: 0.15, range: [0, 0.4], within: [0, 0.99], basis: "assumption" },
    because: "nobody publishes it",
  },
  {
    ...{ key: "rho-fresh", symbol: "ρ", group: "code", label: "Weakness in a fresh random contract", unit: "share" },
    ...{ value: 0.001, range: [0.0007, 0.01], within: [0.000001, 0.99], basis: "derived" },
    ...{ because: "two in 2,849 is the chance of both a weakness and a success", anchors: ["P8"] },
  },
  {
    ...{ key: "rho-valued", symbol: "ρ", group: "code", unit: "share" },
    ...{ label: "Weakness in 1,000 unaudited lines that hold value", value: 0.05, range: [0.01, 0.2] },
    ...{ within: [0.0001, 0.99], basis: "assumption", because: "no one has counted it" },
  },
  {
    ...{ key: "correlation", symbol: "r", group: "code", label: "Likeness of attempts on one target", unit: "share" },
    ...{ value: 0.5, range: [0.3, 0.7], within: [0, 1], basis: "assumption" },
    ...{ because: "most succeed within five iterations or never", anchors: ["P2"] },
  },
  {
    ...{ key: "blind-spot", symbol: "b", group: "code", label: "Blind spots that tools share", unit: "share" },
    ...{ value: 0.5, range: [0.2, 0.8], within: [0, 1], basis: "assumption" },
    ...{ because: "two scans by one family of models are not two", anchors: ["P12", "P16"] },
  },
  {
    ...{ key: "inflow-shallow", symbol: "ν", group: "code", unit: "per-year" },
    ...{ label: "Shallow weaknesses written in a year, per 1,000 lines", value: 0.05, range: [0.02, 0.1] },
    ...{ within: [0, 10], basis: "assumption", because: "the scenarios' figure for one contract" },
  },
  {
    ...{ key: "inflow-deep", symbol: "ν", group: "code", unit: "per-year" },
    ...{ label: "Deep weaknesses written in a year, per 1,000 lines", value: 0.02, range: [0.01, 0.04] },
    ...{ within: [0, 10], basis: "assumption", because: "the scenarios' figure for one contract" },
  },
  {
    ...{ key: "caught-shallow", symbol: "d", group: "code", unit: "share" },
    ...{ label: "Shallow ones caught before deployment", value: 0.3, range: [0.15, 0.5], within: [0, 0.99] },
    ...{ basis: "assumption", because: "the team's own tests and reviews, without the controls below" },
  },
  {
    ...{ key: "caught-deep", symbol: "d", group: "code", label: "Deep ones caught before deployment", unit: "share" },
    ...{ value: 0.05, range: [0.02, 0.15], within: [0, 0.99], basis: "assumption" },
    because: "the team's own tests and reviews, without the controls below",
  },
  {
    ...{ key: "attacker-shallow", symbol: "α", group: "code", unit: "per-year" },
    ...{ label: "Attackers find a shallow one, times a year", value: 12, range: [6, 48], within: [0.001, 10_000] },
    ...{ basis: "assumption", because: "the scenarios' figure, for the central regime" },
  },
  {
    ...{ key: "attacker-deep", symbol: "α", group: "code", unit: "per-year" },
    ...{ label: "Attackers find a deep one, times a year", value: 0.7, range: [0.35, 2.8], within: [0.001, 10_000] },
    ...{ basis: "assumption", because: "the scenarios' figure, for the central regime" },
  },
  {
    ...{ key: "looks-shallow", symbol: "δ", group: "code", unit: "per-year" },
    ...{ label: "We find a shallow one in live code, times a year", value: 4, range: [1, 12], within: [0, 10_000] },
    ...{ basis: "assumption", because: "a look each quarter, without the controls below" },
  },
  {
    ...{ key: "looks-deep", symbol: "δ", group: "code", unit: "per-year" },
    ...{ label: "We find a deep one in live code, times a year", value: 0.3, range: [0.1, 1], within: [0, 10_000] },
    ...{ basis: "assumption", because: "a look each quarter, without the controls below" },
  },
  {
    ...{ key: "deep-recall", group: "code", label: "Deep ones that a rescan finds, of shallow ones", unit: "share" },
    ...{ value: 2 / 52, range: [0.01, 0.1], within: [0, 1], basis: "derived" },
    because: "weekly rescans of the scenarios find 52 shallow and 2 deep ones",
  },
] as const satisfies readonly ParameterDefinition[];
