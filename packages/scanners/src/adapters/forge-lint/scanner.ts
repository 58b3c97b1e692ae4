import type { Scanner } from "../../contract.ts";
import { buildPathsOf, FORGE, forgeAvailable, forgeCommand, forgeSetting } from "../../tool/forge.ts";
import { JAIL_ROOT, NODE, runnerMounts, runnerPath } from "../../tool/packages.ts";
import { detectors } from "./detectors.ts";
import { parse } from "./parse.ts";
import type { ForgeLintRequest } from "./runner.ts";

const SEVERITIES = ["high", "med", "low", "info", "gas", "code-size"] as const;

/** forge's own linter with every lint on; it compiles first, so only roots that compile have results. */
export const forgeLint: Scanner = {
  id: "forge-lint",
  title: "forge lint",
  kind: "sast",
  languages: ["solidity"],
  needsCompilation: true,
  available: async () => forgeAvailable(),
  command: async (target) => {
    const forge = forgeCommand(forgeSetting(target), []);
    const mounts = runnerMounts();
    const request: ForgeLintRequest = {
      forge: FORGE,
      args: ["lint", "--json", ...SEVERITIES.flatMap((severity) => ["--severity", severity])],
      root: JAIL_ROOT,
      lint: buildPathsOf(target),
      files: target.files.filter((file) => file.endsWith(".sol")),
    };
    return {
      ...forge,
      argv: [NODE, "--max-old-space-size=1024", runnerPath("forge-lint")],
      readOnly: [...forge.readOnly, ...mounts],
      stdin: JSON.stringify(request),
    };
  },
  parse,
  detectors,
};
