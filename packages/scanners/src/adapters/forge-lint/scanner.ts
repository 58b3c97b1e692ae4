import type { Scanner } from "../../contract.ts";
import { buildPathsOf, FORGE_ROOT, forgeAvailable, forgeCommand, forgeSetting, jailPaths } from "../../tool/forge.ts";
import { detectors } from "./detectors.ts";
import { parse } from "./parse.ts";

const SEVERITIES = ["high", "med", "low", "info", "gas", "code-size"] as const;

/** forge's own linter with every lint on; it compiles first, so only roots that compile have results. */
export const forgeLint: Scanner = {
  id: "forge-lint",
  title: "forge lint",
  kind: "sast",
  languages: ["solidity"],
  needsCompilation: true,
  available: async () => forgeAvailable(),
  command: async (target) =>
    forgeCommand(forgeSetting(target), [
      "lint",
      "--json",
      ...FORGE_ROOT,
      ...SEVERITIES.flatMap((severity) => ["--severity", severity]),
      "--",
      ...jailPaths(buildPathsOf(target)),
    ]),
  parse,
  detectors,
};
