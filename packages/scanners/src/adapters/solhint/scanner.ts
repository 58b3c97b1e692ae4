import { SCANNER_LIMITS } from "@redoubt/domain/finding";
import type { Scanner } from "../../contract.ts";
import { JAIL_ROOT, NODE, nodeToolMounts, packagesAvailable, runnerMounts, runnerPath } from "../../tool/packages.ts";
import { detectors } from "./detectors.ts";
import { parse } from "./parse.ts";

const MAX_FILE_BYTES = 2 * 1024 * 1024;

/** solhint with seven security rules; its own configuration files in the target are never read. */
export const solhint: Scanner = {
  id: "solhint",
  title: "solhint",
  kind: "sast",
  languages: ["solidity"],
  needsCompilation: false,
  available: async () => packagesAvailable(["solhint"]),
  command: async (target) => ({
    argv: [NODE, "--max-old-space-size=1536", runnerPath("solhint")],
    env: {},
    readOnly: [...nodeToolMounts("solhint"), ...runnerMounts()],
    ...SCANNER_LIMITS,
    stdin: JSON.stringify({
      root: JAIL_ROOT,
      files: target.files.filter((file) => file.endsWith(".sol")),
      maxFileBytes: MAX_FILE_BYTES,
    }),
  }),
  parse,
  detectors,
};
