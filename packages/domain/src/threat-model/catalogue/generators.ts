import type { Generator } from "../generator.ts";
import { CONTRACT_GENERATORS } from "./contract-generators.ts";
import { OTHER_GENERATORS } from "./other-generators.ts";
import { POWER_GENERATORS } from "./power-generators.ts";

/** The built-in generators. Keys are kept for ever once they were released: accepted threats carry them. */
export const GENERATORS: readonly Generator[] = [...CONTRACT_GENERATORS, ...POWER_GENERATORS, ...OTHER_GENERATORS];
