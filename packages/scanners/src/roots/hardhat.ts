import type { ConfigurationKey } from "@redoubt/domain/source";
import semver from "semver";
import { EVM_VERSIONS, innerPath, type ReadConfiguration } from "./settings.ts";
import { blankComments } from "./solidity-text.ts";

const VERSION = /\b(?:version|solidity)\s*:\s*["'`]([^"'`\n]{1,40})["'`]/g;
const EVM = /\bevmVersion\s*:\s*["'`]([a-z]{4,20})["'`]/;
const RUNS = /\boptimizer\s*:\s*\{[^}]*\bruns\s*:\s*([0-9][0-9_]{0,12})/;
const ENABLED = /\boptimizer\s*:\s*\{[^}]*\benabled\s*:\s*(true|false)/;
const VIA_IR = /\bviaIR\s*:\s*(true|false)/;
const SOURCES = /\bpaths\s*:\s*\{[^}]*\bsources\s*:\s*["'`]([^"'`\n]{1,200})["'`]/;
const TESTS = /\bpaths\s*:\s*\{[^}]*\btests\s*:\s*["'`]([^"'`\n]{1,200})["'`]/;

/** What a Hardhat configuration says in plain text; it is a program and is never run. */
export interface ReadHardhat extends ReadConfiguration {
  /** Compiler versions in the order written. */
  readonly compilers: readonly string[];
}

/** Reads a hardhat.config.* as text: only literal values are seen. */
export function readHardhat(text: string): ReadHardhat {
  const code = blankComments(text);
  const taken: ConfigurationKey[] = [];
  const compilers = [...code.matchAll(VERSION)]
    .map((match) => semver.valid(match[1]))
    .filter((version) => version !== null);
  if (compilers.length > 0) taken.push({ key: "solidity", value: [...new Set(compilers)].join(", ") });

  const extra: Record<string, string | number | boolean> = {};
  const take = (key: string, name: string, value: string | number | boolean | undefined): void => {
    if (value === undefined) return;
    extra[name] = value;
    taken.push({ key, value: String(value) });
  };
  const enabled = ENABLED.exec(code)?.[1];
  const runs = RUNS.exec(code)?.[1]?.replaceAll("_", "");
  take("optimizer.enabled", "optimizer", enabled === undefined ? undefined : enabled === "true");
  take("optimizer.runs", "optimizer_runs", runs === undefined ? undefined : Math.min(Number(runs), 4_294_967_295));
  take("viaIR", "via_ir", VIA_IR.exec(code)?.[1] === "true" ? true : undefined);
  const evm = EVM.exec(code)?.[1]?.toLowerCase();
  take("evmVersion", "evm_version", evm !== undefined && EVM_VERSIONS.has(evm) ? evm : undefined);

  const src = innerPath(SOURCES.exec(code)?.[1] ?? "contracts") ?? "contracts";
  const test = innerPath(TESTS.exec(code)?.[1] ?? "test") ?? "test";
  if (SOURCES.test(code)) taken.push({ key: "paths.sources", value: src });
  return {
    settings: { src, test, script: "scripts", libs: ["node_modules"], remappings: [], extra },
    compilers: [...new Set(compilers)],
    taken,
    dropped: [
      { key: "hardhat.config", value: "program", reason: "is never run: only plain values were read from its text" },
    ],
  };
}
