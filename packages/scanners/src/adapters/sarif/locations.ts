import { clip } from "../../reading/finding.ts";
import type { Places } from "../../reading/places.ts";
import type { ArtifactLocation } from "./schema.ts";

/** Bases of relative addresses, the artifacts that results refer to by index, and what makes a path relative. */
export interface Addresses {
  readonly bases: ReadonlyMap<string, { readonly uri?: string | undefined; readonly uriBaseId?: string | undefined }>;
  readonly artifacts: ReadonlyMap<number, ArtifactLocation>;
  readonly places: Places;
}

const MOST_BASES = 16;

/** The path that an artifact location names, relative to the scanned folder; undefined for addresses that are none. */
export function pathOf(location: ArtifactLocation | undefined, addresses: Addresses): string | undefined {
  const file = rawPath(location, addresses);
  return file === undefined ? undefined : addresses.places.path(withoutBase(file, addresses));
}

/** The path as it is written, with the bases that it stands on; undefined for addresses of something else. */
export function rawPath(
  location: ArtifactLocation | undefined,
  addresses: Omit<Addresses, "places">,
): string | undefined {
  const found = location?.uri === undefined ? addresses.artifacts.get(location?.index ?? -1) : location;
  if (found?.uri === undefined) return undefined;
  const uri = withBases(found.uri, found.uriBaseId ?? location?.uriBaseId, addresses);
  const absolute = /^file:/i.test(uri) || uri.startsWith("/") || /^[A-Za-z]:[\\/]/.test(uri);
  if (!absolute && /^[a-z][a-z0-9+.-]*:/i.test(uri)) return undefined;
  return plain(uri);
}

/** Without scheme, host and percent signs, with `/`; a drive stays in front. */
function plain(uri: string): string {
  const path = decoded(uri.replace(/^file:(\/\/[^/]*)?/i, "").replace(/[?#].*$/, "")).replaceAll("\\", "/");
  return path.replace(/^\/([A-Za-z]:\/)/, "$1");
}

/** Follows the chain of base ids; a base without an address is the top of the scanned folder. */
function withBases(uri: string, baseId: string | undefined, { bases }: Omit<Addresses, "places">): string {
  let address = uri;
  let base = baseId;
  for (let steps = 0; base !== undefined && steps < MOST_BASES && !isAbsolute(address); steps += 1) {
    const entry = bases.get(base);
    // An absolute base is where the tool stood: the path from there is what we want.
    if (entry?.uri === undefined || isAbsolute(entry.uri)) break;
    address = `${entry.uri.replace(/\/?$/, "/")}${address}`;
    base = entry.uriBaseId;
  }
  return address;
}

function isAbsolute(uri: string): boolean {
  return uri.startsWith("/") || /^[a-z][a-z0-9+.-]*:/i.test(uri);
}

/** An absolute path without the longest base that the report names: from there it was meant. */
function withoutBase(file: string, { bases }: Addresses): string {
  const roots = [...bases.values()]
    .flatMap(({ uri }) => (uri !== undefined && isAbsolute(uri) ? [plain(uri)] : []))
    .filter((root) => root !== "" && root !== "/")
    .map((root) => root.replace(/\/?$/, "/"))
    .sort((a, b) => b.length - a.length);
  const root = roots.find((candidate) => file.startsWith(candidate));
  return root === undefined ? file : file.slice(root.length);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The address as text for people, where it is no path: web pages, images, packages. */
export function addressOf(location: ArtifactLocation | undefined): string | undefined {
  return location?.uri === undefined ? undefined : clip(location.uri, 500);
}
