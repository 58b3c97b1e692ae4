/** A package that a lock file pins: nothing else may come in its place. */
export interface LockedPackage {
  readonly name: string;
  readonly version: string;
  /** `sha512-…` */
  readonly integrity: string;
}

/** Names of lock files that can be read, in the order in which they are looked for. */
export const LOCK_FILES = ["package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml"] as const;

const SHA512 = /^sha512-[A-Za-z0-9+/]{86}==$/;
const NAME = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/;
const VERSION = /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/;

/**
 * What a lock file pins, by package name; where a name is pinned in several versions, the one at the top. Entries
 * without sha512 are left out, because nothing could prove their content. Answers nothing for what cannot be read.
 */
export function readLockFile(file: string, text: string): ReadonlyMap<string, LockedPackage> {
  const entries = file.endsWith(".json")
    ? npmEntries(text)
    : file.endsWith(".yaml")
      ? pnpmEntries(text)
      : yarnEntries(text);
  const packages = new Map<string, LockedPackage>();
  for (const entry of entries) {
    const sound = NAME.test(entry.name) && VERSION.test(entry.version) && SHA512.test(entry.integrity);
    if (sound && !packages.has(entry.name)) packages.set(entry.name, entry);
  }
  return packages;
}

function npmEntries(text: string): LockedPackage[] {
  let lock: { packages?: unknown; dependencies?: unknown };
  try {
    lock = JSON.parse(text);
  } catch {
    return [];
  }
  const found: (LockedPackage & { readonly depth: number })[] = [];
  const take = (place: string, name: string, entry: unknown): void => {
    const { version, integrity } = Object(entry);
    if (typeof version === "string" && typeof integrity === "string") {
      found.push({ name, version, integrity, depth: place.split("node_modules/").length });
    }
  };
  for (const [place, entry] of Object.entries(Object(lock?.packages))) {
    const name = place.split("node_modules/").at(-1) ?? "";
    if (place.includes("node_modules/")) take(place, name, entry);
  }
  for (const [name, entry] of Object.entries(Object(lock?.dependencies))) take(name, name, entry);
  return found.sort((a, b) => a.depth - b.depth).map(({ name, version, integrity }) => ({ name, version, integrity }));
}

/** Version 1 of yarn's format; later versions have no hash of the tarball. */
function yarnEntries(text: string): LockedPackage[] {
  const entry = /^"?((?:@[^/"\s]+\/)?[^@"\s]+)@[^\n]*:\n((?: {2}[^\n]*\n?)+)/gm;
  return [...text.replaceAll("\r", "").matchAll(entry)].map(([, name = "", body = ""]) => ({
    name,
    version: /^ {2}version "?([^"\s]+)"?/m.exec(body)?.[1] ?? "",
    integrity: /^ {2}integrity (\S+)/m.exec(body)?.[1] ?? "",
  }));
}

function pnpmEntries(text: string): LockedPackage[] {
  const entry =
    /^ {2}['"]?\/?((?:@[^/'"\s]+\/)?[^@/'"\s]+)[@/](\d[^:('"\s]*)[^\n]*:\n {4}resolution: \{integrity: (sha512-[^,}\s]+)/gm;
  return [...text.replaceAll("\r", "").matchAll(entry)].map(([, name = "", version = "", integrity = ""]) => ({
    name,
    version,
    integrity,
  }));
}
