import { existsSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import type { Mount } from "./contract.ts";
import { jailPaths } from "./contract.ts";
import { SandboxError } from "./errors.ts";

/** The Node program that runs now, alone, at `/node/bin/node`. */
export function nodeRuntimeMount(): Mount {
  return { source: realpathSync(process.execPath), target: jailPaths.node };
}

/** argv that runs a script inside with a heap cap below the memory limit, so that Node reports the shortage itself. */
export function nodeCommand(script: string, args: readonly string[], maxRssMb: number): string[] {
  const heapMb = Math.max(64, Math.floor(maxRssMb * 0.8));
  return [jailPaths.node, `--max-old-space-size=${heapMb}`, script, ...args];
}

/**
 * The `node_modules` folder that holds an installed package, read-only at `target`.
 * `from` is the `import.meta.url` of a file of the package that declares the dependency.
 * Throws `sandbox.invalid-command` when the package is not installed.
 */
export function nodeModulesMount(packageName: string, from: string, target = "/tool/node_modules"): Mount {
  const directory = packageDirectory(packageName, from);
  const depth = packageName.split("/").length;
  let modules = directory;
  for (let level = 0; level < depth; level += 1) modules = dirname(modules);
  return { source: modules, target };
}

/** One installed package's folder, read-only at `target`; errors as `nodeModulesMount`. */
export function packageMount(packageName: string, from: string, target: string): Mount {
  return { source: realpathSync(packageDirectory(packageName, from)), target };
}

function packageDirectory(packageName: string, from: string): string {
  // Resolved by folder, not by module: many packages export neither a main file nor their package.json.
  const folders = createRequire(from).resolve.paths(`${packageName}/package.json`) ?? [];
  for (const folder of folders) {
    const directory = join(folder, ...packageName.split("/"));
    if (existsSync(`${directory}${sep}package.json`)) return directory;
  }
  throw new SandboxError("sandbox.invalid-command", `The package ${packageName} is not installed.`);
}
