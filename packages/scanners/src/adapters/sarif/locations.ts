import { clip } from "../../reading/finding.ts";
import type { ArtifactLocation } from "./schema.ts";

/** Bases of relative addresses and the artifacts that results refer to by index. */
export interface Places {
  readonly bases: ReadonlyMap<string, { readonly uri?: string | undefined; readonly uriBaseId?: string | undefined }>;
  readonly artifacts: ReadonlyMap<number, ArtifactLocation>;
  /** The scanned folder on the machine that made the report; empty when unknown. */
  readonly root: string;
}

// Where build services check a repository out, for reports that name files absolutely and no base.
const CHECKOUTS = /^\/?(?:home\/runner\/work\/[^/]+\/[^/]+|github\/workspace|builds\/[^/]+\/[^/]+|__w\/[^/]+\/[^/]+)\//;
const MOST_BASES = 16;

/** The path that an artifact location names, relative to the scanned folder; undefined for addresses that are none. */
export function pathOf(location: ArtifactLocation | undefined, places: Places): string | undefined {
  const found = location?.uri === undefined ? places.artifacts.get(location?.index ?? -1) : location;
  if (found?.uri === undefined) return undefined;
  const uri = withBases(found.uri, found.uriBaseId ?? location?.uriBaseId, places);
  const absolute = /^file:/i.test(uri) || uri.startsWith("/") || /^[A-Za-z]:[\\/]/.test(uri);
  if (!absolute && /^[a-z][a-z0-9+.-]*:/i.test(uri)) return undefined;
  const file = decoded(uri.replace(/^file:(\/\/[^/]*)?/i, "").replace(/[?#].*$/, "")).replaceAll("\\", "/");
  return normalized(absolute ? withoutRoot(file, places) : file);
}

/** Follows the chain of base ids; a base without an address is the top of the scanned folder. */
function withBases(uri: string, baseId: string | undefined, places: Places): string {
  let address = uri;
  let base = baseId;
  for (let steps = 0; base !== undefined && steps < MOST_BASES && !isAbsolute(address); steps += 1) {
    const entry = places.bases.get(base);
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

function withoutRoot(file: string, places: Places): string {
  const roots = [places.root, ...[...places.bases.values()].map(({ uri }) => plainPath(uri))]
    .filter((root): root is string => root !== undefined && root !== "" && root !== "/")
    .map((root) => root.replace(/\/?$/, "/"))
    .sort((a, b) => b.length - a.length);
  const root = roots.find((candidate) => file.startsWith(candidate));
  return root === undefined ? file.replace(CHECKOUTS, "") : file.slice(root.length);
}

function plainPath(uri: string | undefined): string | undefined {
  return uri !== undefined && isAbsolute(uri) ? decoded(uri.replace(/^file:(\/\/[^/]*)?/i, "")) : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Without leading slash, `.` and empty parts; undefined when it leads out of the folder. */
function normalized(file: string): string | undefined {
  const parts: string[] = [];
  for (const part of file.replace(/^\/?[A-Za-z]:\//, "").split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  const path = parts.join("/").trim();
  return path === "" || path.length > 1000 || path.includes("\u0000") ? undefined : path;
}

/** The address as text for people, where it is no path: web pages, images, packages. */
export function addressOf(location: ArtifactLocation | undefined): string | undefined {
  return location?.uri === undefined ? undefined : clip(location.uri, 500);
}
