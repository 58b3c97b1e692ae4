import semver from "semver";
import { findPackage } from "../tool/packages.ts";
import { compilerVersions } from "./table.ts";

let installed: readonly string[] | undefined;

/** Compilers that are ordinary dependencies, newest first: usable without any network. */
export function installedCompilers(): readonly string[] {
  // Looked up once: hundreds of names over every folder above cost a second on a root with hundreds of files.
  installed ??= compilerVersions.filter((version) => findPackage(`solc-${version}`) !== undefined);
  return installed;
}

/** Why no compiler fits, in words for the reader. */
export interface Unresolved {
  readonly reason: string;
}

/**
 * The compiler for source files with these pragma ranges (`^0.8.0`, `>=0.6.0 <0.9.0`, `0.7.6`): the newest of
 * `preferred` that satisfies all of them, else the newest of all. An empty list of ranges allows every version.
 */
export function resolveCompiler(
  ranges: readonly string[],
  preferred: readonly string[] = installedCompilers(),
): { readonly version: string } | Unresolved {
  const parsed = ranges.map((range) => ({ range, valid: semver.validRange(spaced(range)) }));
  const broken = parsed.find(({ valid }) => valid === null);
  if (broken !== undefined) return { reason: `the pragma "${broken.range}" is no version range` };
  const fits = (version: string) => parsed.every(({ valid }) => valid === null || semver.satisfies(version, valid));
  const version = preferred.find(fits) ?? compilerVersions.find(fits);
  if (version !== undefined) return { version };
  return { reason: `no compiler satisfies ${[...new Set(ranges)].map((range) => `"${range}"`).join(" and ")}` };
}

// Solidity allows `>=0.6.0<0.9.0`, which is no range for semver.
function spaced(range: string): string {
  return range.replace(/([0-9*xX])\s*(?=[<>=^~])/g, "$1 ");
}
