import type { Scanner } from "../../contract.ts";
import { FORGE_ROOT, forgeAvailable, forgeCommand, forgeSetting } from "../../tool/forge.ts";
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
    forgeCommand(forgeSetting(target), ["lint", "--json", ...FORGE_ROOT, "--severity", ...SEVERITIES]),
  parse,
  detectors,
};
