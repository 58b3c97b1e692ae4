const SOLIDITY = /(^|\/)(tests?|test_?helpers?|mocks?|fixtures|forge-std|ds-test)\/|\.t\.sol$/i;
const SCRIPT = /(^|\/)(tests?|__tests__|__mocks__|mocks?|fixtures|e2e)\/|\.(test|spec)\.[cm]?[jt]sx?$/i;

/** Whether a path is that of tests, mocks or test libraries, which are never deployed. */
export function isTestPath(path: string): boolean {
  return path.endsWith(".sol") ? SOLIDITY.test(path) : SCRIPT.test(path);
}
