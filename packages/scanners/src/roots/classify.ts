/** What kind of file a path names, by rules that the README states. */
export type Language = "solidity" | "javascript" | "typescript";

/** The language of a source file, or undefined for anything else (also types without code and squeezed code). */
export function languageOf(path: string): Language | undefined {
  if (/\.sol$/.test(path)) return "solidity";
  if (/(\.d\.[cm]?ts|\.min\.js)$/.test(path)) return undefined;
  if (/\.([cm]?ts|tsx)$/.test(path)) return "typescript";
  return /\.([cm]?js|jsx)$/.test(path) ? "javascript" : undefined;
}

const TEST_FOLDER = /(^|\/)(tests?|__tests__|__mocks__|mocks?|fixtures|e2e|spec)\//i;
const TEST_FILE = /(\.t\.sol|\.s\.sol|\.(test|spec)\.([cm]?[jt]s|[jt]sx))$/;

/** Tests, mocks, fixtures and deployment scripts (`*.s.sol`): scanned, but not counted as code of the product. */
export function isTest(path: string): boolean {
  return TEST_FOLDER.test(path) || TEST_FILE.test(path);
}

const GENERATED =
  /^(?:.*?\/)?(?:out|cache|cache_hardhat|artifacts|typechain|typechain-types|coverage|\.next|dist|build|broadcast)(?=\/)/;

/** The folder that a build wrote around a file, or undefined; Solidity is never taken for generated. */
export function generatedFolder(path: string): string | undefined {
  return path.endsWith(".sol") ? undefined : GENERATED.exec(path)?.[0];
}
