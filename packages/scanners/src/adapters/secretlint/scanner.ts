import { SCANNER_LIMITS } from "@redoubt/domain/finding";
import type { Scanner } from "../../contract.ts";
import { JAIL_ROOT, NODE, nodeToolMounts, packagesAvailable, runnerMounts, runnerPath } from "../../tool/packages.ts";
import { detectors } from "./detectors.ts";
import { maskLine, parse } from "./parse.ts";

const MAX_FILE_BYTES = 2 * 1024 * 1024;
// Their bytes are no text; reading them costs time and says nothing.
const BINARY = /\.(png|jpe?g|gif|webp|ico|pdf|zip|gz|tgz|woff2?|ttf|eot|mp[34]|wasm|so|dylib|dll|exe|bin)$/i;

/** secretlint's recommended preset over every text file outside dependencies. */
export const secretlint: Scanner = {
  id: "secretlint",
  title: "secretlint",
  kind: "secrets",
  languages: ["any"],
  needsCompilation: false,
  available: async () =>
    packagesAvailable(["secretlint", "@secretlint/core", "@secretlint/secretlint-rule-preset-recommend"]),
  command: async (target) => ({
    argv: [NODE, "--max-old-space-size=1536", runnerPath("secretlint")],
    env: {},
    readOnly: [...nodeToolMounts("secretlint"), ...runnerMounts()],
    ...SCANNER_LIMITS,
    stdin: JSON.stringify({
      root: JAIL_ROOT,
      files: target.files.filter((file) => !BINARY.test(file)),
      maxFileBytes: MAX_FILE_BYTES,
    }),
  }),
  parse,
  detectors,
  maskLine,
};
