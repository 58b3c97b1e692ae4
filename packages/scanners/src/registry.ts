import { eslintSecurity } from "./adapters/eslint-security/scanner.ts";
import { forgeLint } from "./adapters/forge-lint/scanner.ts";
import { redoubt } from "./adapters/redoubt/scanner.ts";
import { sarifFormat } from "./adapters/sarif/format.ts";
import { secretlint } from "./adapters/secretlint/scanner.ts";
import { solhint } from "./adapters/solhint/scanner.ts";
import { upgradesCore } from "./adapters/upgrades-core/scanner.ts";
import type { ReportFormat, Scanner } from "./contract.ts";

/** Every scanner, in the order in which people read them. */
export const SCANNERS: readonly Scanner[] = [forgeLint, solhint, redoubt, secretlint, eslintSecurity, upgradesCore];

/** The scanner of that id, or undefined. */
export function findScanner(id: string): Scanner | undefined {
  return SCANNERS.find((scanner) => scanner.id === id);
}

/** Every report format that can be uploaded without having the tool. */
export const REPORT_FORMATS: readonly ReportFormat[] = [sarifFormat];

/** The format of a report by its first 64 KB, or undefined. */
export function detectFormat(head: string): ReportFormat | undefined {
  return REPORT_FORMATS.find((format) => format.detect(head));
}
