/** Public ids that an entry belongs to; those of OWASP SC carry their year, because the order changes. */
export interface CatalogueMaps {
  readonly scwe: readonly string[];
  readonly cwe: readonly string[];
  readonly swc: readonly string[];
  readonly owaspSc: readonly string[];
  readonly owaspWa: readonly string[];
  readonly aadapt: readonly string[];
  readonly attack: readonly string[];
  readonly atlas: readonly string[];
}

export const NO_MAPS: CatalogueMaps = {
  ...{ scwe: [], cwe: [], swc: [], owaspSc: [], owaspWa: [], aadapt: [], attack: [], atlas: [] },
};

/** How machines that attack have changed a threat. */
export type AiShift = "cheaper" | "faster" | "wider" | "unchanged" | "new";

/** One threat of the catalogue; a project has instances of it. */
export interface CatalogueThreat {
  readonly id: string;
  readonly title: string;
  readonly classId: string;
  readonly assets: readonly string[];
  readonly preconditions: readonly string[];
  readonly capabilities: readonly string[];
  readonly adversaries: readonly string[];
  readonly aiShift: AiShift;
  readonly mitigations: readonly string[];
  readonly tests: readonly string[];
  readonly rules: readonly string[];
  readonly runbook: string;
  readonly maps: CatalogueMaps;
  readonly evidence: readonly string[];
}

/** Who attacks. Attempts per day and the multiple of capital are null where counting makes no sense. */
export interface Adversary {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly goal: string;
  readonly resources: string;
  /** 0 (by hand) to 4 (by itself from reading to exit). */
  readonly autonomy: number;
  readonly attemptsPerDay: number | null;
  readonly capMult: number | null;
  readonly patience: string;
  readonly fixedCostUsd: number;
  readonly kappa: number;
  readonly insiderAccess: boolean;
  readonly stealth: "low" | "high";
  readonly typicalTargets: string;
  readonly taxonomies: readonly string[];
}
