import { SCANNER_LIMITS } from "@redoubt/domain/finding";
import type { Scanner } from "../../contract.ts";
import { JAIL_ROOT, NODE, nodeToolMounts, packagesAvailable, runnerMounts, runnerPath } from "../../tool/packages.ts";
import { detectors } from "./detectors.ts";
import { maskLine, parse } from "./parse.ts";

const MAX_FILE_BYTES = 1024 * 1024;
const SCRIPT = /\.([cm]?[jt]s|[jt]sx)$/;
// Types without code, and code that a machine has squeezed.
const WITHOUT_CODE = /(\.d\.[cm]?ts|\.min\.js)$/;

/** ESLint with security plug-ins; the target's ESLint configuration is never read and its comments cannot hide. */
export const eslintSecurity: Scanner = {
  id: "eslint-security",
  title: "ESLint security",
  kind: "sast",
  languages: ["javascript", "typescript"],
  needsCompilation: false,
  available: async () =>
    packagesAvailable([
      "eslint",
      "@typescript-eslint/parser",
      "eslint-plugin-security",
      "eslint-plugin-no-unsanitized",
      "eslint-plugin-no-secrets",
    ]),
  command: async (target) => ({
    argv: [NODE, "--max-old-space-size=1536", runnerPath("eslint-security")],
    env: {},
    readOnly: [...nodeToolMounts("eslint"), ...runnerMounts()],
    ...SCANNER_LIMITS,
    stdin: JSON.stringify({
      root: JAIL_ROOT,
      files: target.files.filter((file) => SCRIPT.test(file) && !WITHOUT_CODE.test(file)),
      maxFileBytes: MAX_FILE_BYTES,
    }),
  }),
  parse,
  detectors,
  maskLine,
};
