import type { ElementKind } from "../../kinds.ts";
import type { ThreatState } from "../../lifecycle.ts";
import type { Stride } from "../../model.ts";
import type { ScoreBand } from "../../score.ts";

export const KIND_OF: Readonly<Record<string, ElementKind>> = {
  actor: "actor",
  process: "service",
  store: "data-store",
  "trust-boundary-box": "boundary",
  "trust-boundary-curve": "boundary",
  // As the tool itself has written it.
  "trust-broundary-curve": "boundary",
  "td-text-block": "note",
};

/** The shape of an element of ours; what the tool has no shape for is a process. */
export const SHAPE_OF: Readonly<Partial<Record<ElementKind, string>>> = {
  actor: "actor",
  external: "actor",
  multisig: "actor",
  key: "actor",
  "data-store": "store",
  boundary: "trust-boundary-box",
  note: "td-text-block",
};

export const TYPE_OF: Readonly<Record<string, string>> = {
  actor: "tm.Actor",
  process: "tm.Process",
  store: "tm.Store",
  flow: "tm.Flow",
  "trust-boundary-box": "tm.BoundaryBox",
  "trust-boundary-curve": "tm.Boundary",
  "td-text-block": "tm.Text",
};

/** States as the tool's versions have written them, in lower case without spaces. */
const STATE_OF: Readonly<Record<string, ThreatState>> = {
  open: "open",
  mitigated: "mitigated",
  notapplicable: "not-applicable",
  na: "not-applicable",
  accepted: "acknowledged",
  transferred: "transferred",
  avoided: "avoided",
};

export function stateOf(status: string | undefined): ThreatState | undefined {
  return STATE_OF[(status ?? "open").toLowerCase().replaceAll(/[^a-z]/g, "")];
}

export const STATUS_OF: Readonly<Record<ThreatState, string>> = {
  ...{ proposed: "Open", open: "Open", "in-treatment": "Open", regressed: "Open" },
  ...{ mitigated: "Mitigated", demonstrated: "Mitigated", acknowledged: "Accepted" },
  ...{ transferred: "Transferred", avoided: "Avoided", "not-applicable": "NotApplicable" },
};

export const STRIDE_TYPE: Readonly<Record<Stride, string>> = {
  ...{ S: "Spoofing", T: "Tampering", R: "Repudiation", I: "Information disclosure" },
  ...{ D: "Denial of service", E: "Elevation of privilege" },
};

/** The letter of a type in English; types stand in the author's language. */
export function strideOf(type: string | undefined): Stride | undefined {
  const wanted = (type ?? "").trim().toLowerCase();
  const found = Object.entries(STRIDE_TYPE).find(([, words]) => words.toLowerCase() === wanted);
  return found?.[0] as Stride | undefined;
}

/** Likelihood and impact that lie in the band of a severity. */
export const SCORE_OF: Readonly<Record<string, { readonly likelihood: number; readonly impact: number }>> = {
  low: { likelihood: 2, impact: 2 },
  medium: { likelihood: 3, impact: 3 },
  high: { likelihood: 4, impact: 4 },
  critical: { likelihood: 5, impact: 5 },
};

export const SEVERITY_OF: Readonly<Record<ScoreBand, string>> = {
  low: "Low",
  medium: "Medium",
  high: "High",
  critical: "Critical",
};
