import { eslintSecurity } from "./adapters/eslint-security/scanner.ts";
import { forgeLint } from "./adapters/forge-lint/scanner.ts";
import { redoubt } from "./adapters/redoubt/scanner.ts";
import { secretlint } from "./adapters/secretlint/scanner.ts";
import { solhint } from "./adapters/solhint/scanner.ts";
import { upgradesCore } from "./adapters/upgrades-core/scanner.ts";
import type { Scanner } from "./contract.ts";

/** Every scanner, in the order in which people read them. */
export const SCANNERS: readonly Scanner[] = [forgeLint, solhint, redoubt, secretlint, eslintSecurity, upgradesCore];

/** The scanner of that id, or undefined. */
export function findScanner(id: string): Scanner | undefined {
  return SCANNERS.find((scanner) => scanner.id === id);
}
