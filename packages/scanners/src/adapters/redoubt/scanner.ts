import { SCANNER_LIMITS } from "@redoubt/domain/finding";
import { isDetected } from "../../context/syntax.ts";
import type { Scanner } from "../../contract.ts";
import { JAIL_ROOT, NODE, nodeToolMounts, packagesAvailable, runnerMounts, runnerPath } from "../../tool/packages.ts";
import { detectors } from "./detectors.ts";
import { parse } from "./parse.ts";
import { PACK_VERSION } from "./version.ts";

const MAX_FILE_BYTES = 1_400_000;
// Types without code, and code that a machine has squeezed.
const WITHOUT_CODE = /(\.d\.[cm]?ts|\.min\.js)$/;

/** Our own detector pack over syntax trees of Solidity, JavaScript and TypeScript; needs no compilation. */
export const redoubt: Scanner = {
  id: "redoubt",
  title: "Redoubt detectors",
  kind: "sast",
  languages: ["solidity", "javascript", "typescript"],
  needsCompilation: false,
  available: async () => {
    const packages = packagesAvailable(["@ast-grep/napi", "tree-sitter-solidity"]);
    return packages.ok ? { ok: true, version: PACK_VERSION } : packages;
  },
  command: async (target) => ({
    argv: [NODE, "--max-old-space-size=1536", runnerPath("redoubt")],
    env: {},
    readOnly: [...nodeToolMounts("@ast-grep/napi"), ...runnerMounts()],
    ...SCANNER_LIMITS,
    stdin: JSON.stringify({
      root: JAIL_ROOT,
      // The project's own files first: where a project is too large to be read at once, they stay together.
      files: ordered(target.files, target.dependencyPaths).filter(
        (file) => isDetected(file) && !WITHOUT_CODE.test(file),
      ),
      maxFileBytes: MAX_FILE_BYTES,
    }),
  }),
  parse,
  detectors,
};

function ordered(files: readonly string[], dependencyPaths: readonly string[]): string[] {
  const foreign = (file: string): boolean => dependencyPaths.some((folder) => file.startsWith(`${folder}/`));
  return [...files.filter((file) => !foreign(file)), ...files.filter(foreign)];
}
