import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Mount } from "@redoubt/sandbox";
import type { Availability } from "../contract.ts";

/** Where the tools' packages, an adapter's own runner, and the runtime stand inside the jail. */
export const TOOL_MODULES = "/tool/node_modules";
export const NODE = "/node/bin/node";
/** The root under scan inside the jail. */
export const JAIL_ROOT = "/job/src";

export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  readonly directory: string;
  /** The `node_modules` folder that holds it. */
  readonly modules: string;
}

/** The installed package of that name as this package would resolve it, or undefined. */
export function findPackage(name: string): InstalledPackage | undefined {
  for (let folder = import.meta.dirname; ; folder = path.dirname(folder)) {
    const modules = path.join(folder, "node_modules");
    const directory = path.join(modules, name);
    const manifest = path.join(directory, "package.json");
    if (existsSync(manifest)) {
      const version: unknown = JSON.parse(readFileSync(manifest, "utf8")).version;
      return { name, version: String(version), directory, modules };
    }
    if (folder === path.dirname(folder)) return undefined;
  }
}

/** Read-only mounts of the Node runtime and of the `node_modules` folder that holds `name`. */
export function nodeToolMounts(name: string): Mount[] {
  const found = findPackage(name);
  if (found === undefined) throw new Error(`package ${name} is not installed`);
  return [
    { source: process.execPath, target: NODE },
    { source: found.modules, target: TOOL_MODULES },
  ];
}

/** Available when every package is installed; the version is the first one's. */
export function packagesAvailable(names: readonly [string, ...string[]]): Availability {
  const missing = names.filter((name) => findPackage(name) === undefined);
  const first = findPackage(names[0]);
  if (missing.length > 0 || first === undefined) {
    return { ok: false, howToInstall: `npm ci (missing: ${missing.join(", ")})` };
  }
  return { ok: true, version: first.version };
}

const SOURCES = path.resolve(import.meta.dirname, "..");
const JAIL_SOURCES = "/tool/src";

/** Path inside the jail of a file below `src`: it runs from our sources, with the tool's packages beside it. */
export function sourcePath(file: string): string {
  return `${JAIL_SOURCES}/${file}`;
}

/** Path inside the jail of an adapter's own runner. */
export function runnerPath(adapter: string, file = "runner.ts"): string {
  return sourcePath(`adapters/${adapter}/${file}`);
}

/** Mounts that a runner needs besides the tool: our sources and the manifest that makes them modules. */
export function runnerMounts(): Mount[] {
  return [
    { source: SOURCES, target: JAIL_SOURCES },
    { source: path.resolve(SOURCES, "../package.json"), target: "/tool/package.json" },
  ];
}
