import semver from "semver";
import integrity from "./integrity.json" with { type: "json" };

/** Which npm package holds a compiler version, and what its tarball must hash to (sha512, SRI). */
export interface CompilerPackage {
  readonly version: string;
  readonly package: string;
  readonly integrity: string;
}

// Before 0.4.11 there is no standard JSON interface, which forge speaks.
const OLDEST = "0.4.11";

const rows = new Map(
  Object.entries(integrity)
    .filter(([version]) => semver.gte(version, OLDEST))
    .map(([version, row]): [string, CompilerPackage] => [version, { version, ...row }]),
);

/** Every version that can be used, newest first: 0.4.11 to the newest committed one. */
export const compilerVersions: readonly string[] = [...rows.keys()].sort(semver.rcompare);

/** The package of a version, or undefined when there is none or it cannot be used. */
export function compilerPackage(version: string): CompilerPackage | undefined {
  return rows.get(version);
}
