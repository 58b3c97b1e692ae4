import type { ProjectDeps } from "../shared/server.ts";
import { type Levers, NO_LEVERS } from "./levers.ts";
import type { ModelControl, ModelInputs } from "./model/inputs.ts";
import { DEFAULT_RANGES, DEFAULTS, type ParameterKey } from "./parameters.ts";
import { AddControl, AddTime, type DefenceControl, type MeasuredTime } from "./schema.ts";
import { addControl } from "./use-cases/add-control.ts";
import { addTime } from "./use-cases/add-time.ts";

const SCOPE = { organization: "xx", project: "xx" };

/** What a person states of a control, all of it. */
export function testControlInput(
  over: Partial<Omit<AddControl, "levers">> & { levers?: Partial<Levers> } = {},
): AddControl {
  const { levers = { predeploy: { price_oracle: 0.8 } }, ...rest } = over;
  return AddControl.parse({
    ...{ ...SCOPE, name: "Price bounds", state: "planned", costUsd: 3000, group: "design", note: "" },
    ...rest,
    levers: { ...NO_LEVERS, ...levers },
  });
}

export function createTestControl(
  deps: ProjectDeps,
  over: Parameters<typeof testControlInput>[0] = {},
): Promise<DefenceControl> {
  return addControl(deps, testControlInput(over));
}

/** What a person states of a measured time. */
export function testTimeInput(over: Partial<AddTime> = {}): AddTime {
  return AddTime.parse({
    ...{ ...SCOPE, name: "Drill", kind: "drill", happenedOn: "2026-09-01", note: "" },
    ...{ detectMinutes: 2, decideMinutes: 5, actMinutes: 1 },
    ...over,
  });
}

export function createTestTime(deps: ProjectDeps, over: Partial<AddTime> = {}): Promise<MeasuredTime> {
  return addTime(deps, testTimeInput(over));
}

/** A control of the model that moves what is said. */
export function testModelControl(id: string, levers: Partial<Levers>, over: Partial<ModelControl> = {}): ModelControl {
  return { id, name: id, costUsd: 5000, inPlace: false, group: id, levers: { ...NO_LEVERS, ...levers }, ...over };
}

/** A vault, a pool with a cap, and keys that no code holds; every number as published. */
export function testInputs(
  over: Partial<Omit<ModelInputs, "values">> & { values?: Partial<Record<ParameterKey, number>> } = {},
): ModelInputs {
  const { values, ...rest } = over;
  return {
    assets: [
      { id: "vault", name: "Vault", valueUsd: 1_000_000, drainUsdPerMinute: null, liquidityUsd: null, lines: 500 },
      { id: "pool", name: "Pool", valueUsd: 400_000, drainUsdPerMinute: 5000, liquidityUsd: 300_000, lines: 500 },
      { id: "safe", name: "Safe", valueUsd: 200_000, drainUsdPerMinute: null, liquidityUsd: null, lines: 0 },
    ],
    ...{ lines: 1000, ranges: DEFAULT_RANGES, controls: [] },
    ...rest,
    values: { ...DEFAULTS, ...values },
  };
}
