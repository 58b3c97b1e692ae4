import { IMPORT_FORMATS } from "./import-formats.ts";

/** One of our own scanners as requests and screens know it; the adapters live in the scanners package. */
export interface ScannerInfo {
  readonly id: string;
  readonly title: string;
  /** Applies to roots with one of these; `any` applies to every root. */
  readonly languages: readonly string[];
}

/** Ids are kept for ever: they are part of the lineage that a later scan is compared with. */
export const SCANNERS = [
  { id: "forge-lint", title: "forge lint", languages: ["solidity"] },
  { id: "solhint", title: "solhint", languages: ["solidity"] },
  { id: "redoubt", title: "Redoubt detectors", languages: ["solidity", "javascript", "typescript"] },
  { id: "secretlint", title: "secretlint", languages: ["any"] },
  { id: "eslint-security", title: "ESLint security", languages: ["javascript", "typescript"] },
  { id: "upgrades-core", title: "OpenZeppelin upgrades", languages: ["solidity"] },
] as const satisfies readonly ScannerInfo[];

/**
 * What compares the components of a revision with the imported advisories. It runs no tool and reads no code: it has no
 * adapter, and applies where advisories were imported.
 */
export const DEPENDENCY_SCANNER = { id: "advisories", title: "Dependency advisories" } as const;

export const SCANNER_IDS = [DEPENDENCY_SCANNER, ...SCANNERS].map((scanner) => scanner.id) as [
  ScannerName,
  ...ScannerName[],
];
type ScannerName = (typeof SCANNERS)[number]["id"] | typeof DEPENDENCY_SCANNER.id;

/** The scanners that apply to roots with these languages. */
export function applicableScanners(languages: Iterable<string>): readonly ScannerInfo[] {
  const present = new Set([...languages, "any"]);
  return SCANNERS.filter((scanner) => scanner.languages.some((language) => present.has(language)));
}

/** What people read for a scanner id; the id itself for tools that are known by their reports alone. */
export function scannerTitle(id: string): string {
  return [...SCANNERS, DEPENDENCY_SCANNER, ...IMPORT_FORMATS].find((known) => known.id === id)?.title ?? id;
}
