import { type JsonObject, object, texts } from "../reading/value.ts";
import type { Surroundings } from "./contract.ts";
import { beside, folderOf, maybeJson } from "./text.ts";

const MOST_WORKSPACES = 500;

/** The package.json beside a lock file, and those of the workspaces that it names. */
export function workspaceManifests(lockFile: string, around: Surroundings): JsonObject[] {
  const top = around.read(beside(lockFile, "package.json"));
  if (top === undefined) return [];
  const manifest = maybeJson(top);
  const named = Array.isArray(manifest.workspaces) ? manifest.workspaces : object(manifest.workspaces).packages;
  const patterns = texts(named).map((pattern) => pattern.replace(/^\.\//, "").replace(/\/+$/, ""));
  const found = [manifest];
  if (patterns.length === 0) return found;
  const folder = folderOf(lockFile);
  const prefix = folder === "" ? "" : `${folder}/`;
  for (const path of around.paths) {
    if (found.length > MOST_WORKSPACES) break;
    if (!path.startsWith(prefix) || !path.endsWith("/package.json")) continue;
    const inside = path.slice(prefix.length, -"/package.json".length);
    if (isWorkspace(inside, patterns)) found.push(maybeJson(around.read(path)));
  }
  return found;
}

function isWorkspace(folder: string, patterns: readonly string[]): boolean {
  const parts = folder.split("/");
  if (parts.includes("node_modules")) return false;
  const says = (pattern: string) => matches(pattern.split("/"), parts);
  return (
    patterns.some((pattern) => !pattern.startsWith("!") && says(pattern)) &&
    !patterns.some((pattern) => pattern.startsWith("!") && says(pattern.slice(1)))
  );
}

/** `*` is one folder or part of its name, `**` any number of folders. Backtracks at `**` alone, of which one is enough. */
function matches(pattern: readonly string[], parts: readonly string[]): boolean {
  const deep = pattern.indexOf("**");
  if (deep < 0) return pattern.length === parts.length && pattern.every((each, at) => fits(each, parts[at] ?? ""));
  const head = pattern.slice(0, deep);
  const tail = pattern.slice(deep + 1).filter((each) => each !== "**");
  if (parts.length < head.length + tail.length) return false;
  return (
    head.every((each, at) => fits(each, parts[at] ?? "")) &&
    tail.every((each, at) => fits(each, parts[parts.length - tail.length + at] ?? ""))
  );
}

function fits(pattern: string, part: string): boolean {
  const star = pattern.indexOf("*");
  if (star < 0) return pattern === part;
  const [before, after] = [pattern.slice(0, star), pattern.slice(star + 1)];
  return part.length >= before.length + after.length && part.startsWith(before) && part.endsWith(after);
}
