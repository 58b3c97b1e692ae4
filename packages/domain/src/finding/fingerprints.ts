import { createHash } from "node:crypto";
import type { FingerprintValue, NormalizedFinding } from "./normalized.ts";
import { packageParts } from "./package-url.ts";
import { isShared } from "./weakness.ts";

// A hash over the text of a secret could be guessed from; the keyed one is its identity.
const NOT_FOR_SECRETS = ["context", "line"];
const LIMITS = { title: 500, description: 20_000, detector: 300, path: 1000, pathBytes: 2000, value: 400 } as const;

/** Text as it may be stored: no NUL, no lone surrogates (PostgreSQL takes neither), not longer than its column. */
export function storable(text: string, limit: number): string {
  const clean = text.replaceAll("\0", "\uFFFD").toWellFormed();
  return clean.length <= limit ? clean : `${clean.slice(0, limit - 1)}…`.toWellFormed();
}

/** A path as it is stored: an index entry takes no more bytes, so a longer one ends in the hash of the whole. */
function storablePath(text: string): string {
  const path = storable(text, LIMITS.path);
  if (Buffer.byteLength(path) <= LIMITS.pathBytes) return path;
  return `${[...path].slice(0, LIMITS.pathBytes / 5).join("")}…${hash([text]).slice(0, 16)}`;
}

/**
 * Results as they are matched and stored: texts made storable, secrets without hashes of their text, advisories by
 * package and alias, and an exact-place fingerprint where nothing else tells equal results apart.
 */
export function prepareResults(results: Iterable<NormalizedFinding>): NormalizedFinding[] {
  const sameplace = new Map<string, number>();
  return Array.from(results, (result) => {
    const clean = storableResult(result);
    const kept = clean.tags.includes("secret")
      ? clean.fingerprints.filter((each) => !NOT_FOR_SECRETS.includes(each.algorithm))
      : clean.fingerprints;
    const known = [...kept, ...advisoryFingerprints(clean), ...secretFingerprints(kept)];
    if (known.some(({ algorithm }) => !isShared(algorithm))) return { ...clean, fingerprints: known };
    const { detector, formerDetectors, path, startLine, title } = clean;
    const places = [detector, ...(formerDetectors ?? [])].map((name) => {
      const value = hash(["location", name, path ?? "", startLine ?? 0, title]);
      const ordinal = sameplace.get(value) ?? 0;
      sameplace.set(value, ordinal + 1);
      return { algorithm: "location", version: 1, value: hash([value, ordinal]) };
    });
    return { ...clean, fingerprints: [...known, ...places] };
  });
}

/** One text for a fingerprint, to look it up by. */
export function fingerprintKey(value: FingerprintValue): string {
  return `${value.algorithm}\u0001${value.version}\u0001${value.value}`;
}

/**
 * The same advisory of the same package is the same weakness, whichever of its aliases a tool names and whichever
 * version is installed today.
 */
function advisoryFingerprints(result: NormalizedFinding): FingerprintValue[] {
  if (result.package === undefined) return [];
  const { name } = packageParts(result.package);
  return result.advisories.flatMap((advisory) => {
    const id = advisory.toUpperCase();
    return [
      { algorithm: "advisory", version: 1, value: hash(["advisory", name, id, result.path ?? ""]) },
      // Tools name the lock file, the folder of the package or nothing: places are compared when two of them meet.
      { algorithm: "any/advisory", version: 1, value: hash(["advisory", name, id]) },
    ];
  });
}

/** The keyed hash of a secret is the same whichever tool has found it. */
function secretFingerprints(own: readonly FingerprintValue[]): FingerprintValue[] {
  return own.flatMap((each) => (each.algorithm === "secret" ? [{ ...each, algorithm: "any/secret" }] : []));
}

function storableResult(result: NormalizedFinding): NormalizedFinding {
  const { functionHash, ...rest } = result;
  return {
    ...rest,
    ...(functionHash === undefined || result.tags.includes("secret") ? {} : { functionHash }),
    title: storable(result.title, LIMITS.title),
    description: storable(result.description, LIMITS.description),
    detector: storable(result.detector, LIMITS.detector),
    ...(result.path === undefined ? {} : { path: storablePath(result.path) }),
    ...(result.container === undefined ? {} : { container: storable(result.container, LIMITS.detector) }),
    ...(result.callable === undefined ? {} : { callable: storable(result.callable, LIMITS.detector) }),
    ...(result.package === undefined ? {} : { package: storable(result.package, LIMITS.path) }),
    tags: result.tags.map((tag) => storable(tag, LIMITS.detector)),
    advisories: result.advisories.map((advisory) => storable(advisory, LIMITS.detector)),
    fingerprints: result.fingerprints.map((each) => ({
      ...each,
      algorithm: storable(each.algorithm, 120),
      value: each.value.length <= LIMITS.value ? storable(each.value, LIMITS.value) : hash([each.value]),
    })),
  };
}

function hash(parts: readonly (string | number)[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
