import type { Detector } from "./detector.ts";
import { scriptDetectors } from "./script/index.ts";
import { solidityDetectors } from "./solidity/index.ts";

/** Every detector of the pack. */
export const PACK: readonly Detector[] = [...solidityDetectors, ...scriptDetectors];
