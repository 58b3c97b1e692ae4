export { ADVERSARIES } from "./adversaries.ts";
export { CAPABILITIES } from "./capabilities.ts";
export type { Adversary, AiShift, CatalogueMaps, CatalogueThreat } from "./entry.ts";
import { CONTRACT_THREATS } from "./contract-threats.ts";
import type { CatalogueThreat } from "./entry.ts";
import { OTHER_THREATS } from "./other-threats.ts";
import { POWER_THREATS } from "./power-threats.ts";

/** All built-in threats by id. Ids are kept for ever once they were released. */
export const CATALOGUE: readonly CatalogueThreat[] = [...CONTRACT_THREATS, ...POWER_THREATS, ...OTHER_THREATS];

/** The classes of weakness that the entries belong to, in the order of letters. */
export const CATALOGUE_CLASSES: readonly string[] = [...new Set(CATALOGUE.map(({ classId }) => classId))].sort();

const BY_ID = new Map(CATALOGUE.map((threat) => [threat.id, threat]));

/** The built-in threat of an id. */
export function catalogueThreat(id: string): CatalogueThreat | undefined {
  return BY_ID.get(id);
}
