import { SCANNER_LIMITS } from "@redoubt/domain/finding";
import path from "node:path";
import type { Mount, SandboxCommand } from "@redoubt/sandbox";
import type { Availability, CompilerRef, Target } from "../contract.ts";
import { findPackage, JAIL_ROOT, NODE } from "./packages.ts";

/** Where forge, its configuration and its home stand inside the jail. */
export const FORGE = "/tool/forge";
export const FORGE_CONFIG = "/tool/foundry.toml";
export const JAIL_HOME = "/home/sandbox";

const PLATFORMS: Readonly<Record<string, string>> = {
  "linux-x64": "linux-amd64",
  "linux-arm64": "linux-arm64",
  "darwin-x64": "darwin-amd64",
  "darwin-arm64": "darwin-arm64",
};

/** The native forge of this platform with its version, or undefined. */
export function findForge(): { version: string; binary: string } | undefined {
  const platform = PLATFORMS[`${process.platform}-${process.arch}`];
  const found = platform === undefined ? undefined : findPackage(`@foundry-rs/forge-${platform}`);
  return found === undefined ? undefined : { version: found.version, binary: path.join(found.directory, "bin/forge") };
}

export function forgeAvailable(): Availability {
  const found = findForge();
  return found === undefined
    ? { ok: false, howToInstall: `npm ci (no @foundry-rs/forge for ${process.platform}-${process.arch})` }
    : { ok: true, version: found.version };
}

/** What a forge run needs to know: our generated configuration (host path) and the compilers. */
export interface ForgeSetting {
  readonly configFile: string;
  readonly compilers: readonly CompilerRef[];
}

/** The forge setting of a target that was prepared for compilation; throws when it was not. */
export function forgeSetting(target: Target): ForgeSetting {
  const configFile = target.config.foundryConfig;
  if (typeof configFile !== "string") throw new Error("the target has no generated foundry configuration");
  return { configFile, compilers: target.compilers ?? (target.compiler === undefined ? [] : [target.compiler]) };
}

/** What the target's own sources are, as its preparation found them; empty means all that forge finds. */
export function buildPathsOf(target: Target): readonly string[] {
  const paths = target.config.buildPaths;
  return Array.isArray(paths) ? paths.filter((file) => typeof file === "string") : [];
}

export type ForgeLimits = Pick<SandboxCommand, "timeoutMs" | "maxRssMb" | "maxOutputMb" | "maxProcesses">;

/**
 * forge in the jail: our configuration by `FOUNDRY_CONFIG`, never the target's; offline, with the given compilers
 * where forge looks for installed ones.
 */
export function forgeCommand(
  setting: ForgeSetting,
  args: readonly string[],
  limits: ForgeLimits = SCANNER_LIMITS,
): SandboxCommand {
  const forge = findForge();
  if (forge === undefined) throw new Error("forge is not installed for this platform");
  const mounts: Mount[] = [
    { source: forge.binary, target: FORGE },
    { source: setting.configFile, target: FORGE_CONFIG },
    { source: process.execPath, target: NODE },
    ...setting.compilers.map(({ version, directory }) => ({
      source: directory,
      target: `${JAIL_HOME}/.svm/${version}`,
    })),
  ];
  return {
    argv: [FORGE, ...args],
    // Not the root: forge would obey an .env file there. It also prints paths relative to this folder.
    workingDirectory: "/tmp",
    env: {
      FOUNDRY_CONFIG: FORGE_CONFIG,
      FOUNDRY_OFFLINE: "true",
      FOUNDRY_DISABLE_NIGHTLY_WARNING: "1",
      NO_COLOR: "1",
    },
    readOnly: mounts,
    ...limits,
  };
}

/** Arguments that pin the project to the jail's root whatever the tree says. */
export const FORGE_ROOT = ["--root", JAIL_ROOT] as const;

/** Builds the given folders or files (relative to the root) of a project, and nothing of its tests beside them. */
export function forgeBuildCommand(setting: ForgeSetting, buildPaths: readonly string[]): SandboxCommand {
  return forgeCommand(setting, ["build", ...FORGE_ROOT, "--", ...jailPaths(buildPaths)]);
}

/** Absolute paths inside the jail, which also keeps names from being read as options. */
export function jailPaths(relative: readonly string[]): string[] {
  return relative.map((file) => path.posix.join(JAIL_ROOT, file));
}

/** The first compiler error in forge's text output as one line with its place, or undefined. */
export function firstCompilerError(text: string): string | undefined {
  const plain = text.replace(/\u001b\[[0-9;]*m/g, "");
  const found = /^Error(?: \(\d+\))?: (?!Compiler run failed).*$/m.exec(plain);
  if (found === null) return undefined;
  const after = plain.slice(found.index, found.index + 2000);
  // New compilers point with an arrow, old ones begin the next line with the place.
  const place = /^\s*-->\s*(\S+?):?\s*$/m.exec(after) ?? /^(\S+\.sol:\d+:\d+): /m.exec(after);
  return (place === null ? found[0] : `${found[0]} (${place[1]})`).slice(0, 2000);
}
