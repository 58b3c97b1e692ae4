import { join } from "node:path";
import type { Mount } from "@redoubt/sandbox";
import { COMMITS } from "../../../../examples/meridian-vault/build-repository.mjs";

const REPOSITORY = join(import.meta.dirname, "../../../..");
const OWN = new Set<string>(Object.values(COMMITS).filter((commit) => commit !== ""));

/** True for the commits that ship with the product: what they run is known by their hash. */
export function isOwnSource(commit: string | null): boolean {
  return commit !== null && OWN.has(commit);
}

/** The one package that the demo's sources import; it comes from our own dependencies instead of its own install. */
export function ownDependencyMounts(): readonly Mount[] {
  const target = "node_modules/@openzeppelin/contracts";
  return [{ source: join(REPOSITORY, target), target }];
}
