import type { ConfigurationKey } from "@redoubt/domain/source";
import semver from "semver";
import { parse } from "smol-toml";
import {
  type BuildSettings,
  EVM_VERSIONS,
  FOUNDRY_DEFAULTS,
  innerPath,
  innerRemapping,
  type ReadConfiguration,
} from "./settings.ts";

const DANGEROUS: Readonly<Record<string, string>> = {
  ffi: "runs programs",
  fs_permissions: "reaches files",
  rpc_endpoints: "reaches a network",
  eth_rpc_url: "reaches a network",
  etherscan: "reaches a network",
  etherscan_api_key: "is a credential",
  sender: "is an account",
  tx_origin: "is an account",
  initial_balance: "changes accounts",
  private_key: "is a credential",
  extra_args: "passes arguments to the compiler",
};
const INVARIANT_KEYS = new Set(["runs", "depth", "fail_on_revert", "call_override", "shrink_run_limit"]);

type Scalar = string | number | boolean;
type Rule = (value: unknown) => Scalar | undefined;
const flag: Rule = (value) => (typeof value === "boolean" ? value : undefined);
const count =
  (most: number): Rule =>
  (value) =>
    typeof value === "number" && Number.isSafeInteger(value) && value >= 0 && value <= most ? value : undefined;

// Bounded, because a configuration may ask for a test run of a week.
const SCALARS: Readonly<Record<string, Rule>> = {
  evm_version: (value) => (typeof value === "string" && EVM_VERSIONS.has(value) ? value : undefined),
  optimizer: flag,
  optimizer_runs: count(4_294_967_295),
  via_ir: flag,
  bytecode_hash: (value) => (value === "ipfs" || value === "none" || value === "bzzr1" ? value : undefined),
  cbor_metadata: flag,
  auto_detect_solc: flag,
};

/** Reads foundry.toml and remappings.txt as data. Throws when the TOML cannot be read at all. */
export function readFoundry(toml: string, remappingsText = ""): ReadConfiguration {
  const document: Record<string, unknown> = parse(toml);
  const reader = new Reader();
  const profiles = asTable(document.profile);
  for (const [key, value] of Object.entries(asTable(profiles.default))) reader.key(key, value);
  for (const name of Object.keys(profiles).filter((name) => name !== "default")) {
    reader.drop(`profile.${name}`, profiles[name], "only the default profile is used");
  }
  for (const [key, value] of Object.entries(document)) if (key !== "profile") reader.key(key, value);
  for (const line of remappingsText.split("\n").filter((text) => text.trim() !== "" && !text.startsWith("#"))) {
    reader.remapping(line, "remappings.txt");
  }
  return { settings: reader.settings(), taken: reader.taken, dropped: reader.dropped };
}

class Reader {
  readonly taken: ConfigurationKey[] = [];
  readonly dropped: ConfigurationKey[] = [];
  #settings: BuildSettings = FOUNDRY_DEFAULTS;

  settings(): BuildSettings {
    return this.#settings;
  }

  drop(key: string, value: unknown, reason: string): void {
    this.dropped.push({ key, value: shown(value), reason });
  }

  key(key: string, value: unknown): void {
    if (Object.hasOwn(DANGEROUS, key)) return this.drop(key, hidden(key, value), DANGEROUS[key] ?? "");
    if (key === "src" || key === "test" || key === "script") return this.#path(key, value);
    if (key === "libs") return this.#libs(value);
    if (key === "remappings") return this.#remappings(value);
    if (key === "solc" || key === "solc_version") return this.#solc(key, value);
    if (key === "fuzz" || key === "invariant") return this.#group(key, value);
    const rule = Object.hasOwn(SCALARS, key) ? SCALARS[key] : undefined;
    if (rule === undefined) return this.drop(key, value, "not needed to build");
    this.#scalar(key, value, rule);
  }

  remapping(line: string, key: string): void {
    const remapping = innerRemapping(line);
    if (remapping === undefined) return this.drop(key, line, "leads outside the project");
    this.#take(key, remapping, { remappings: [...this.#settings.remappings, remapping] });
  }

  #take(key: string, value: unknown, change: Partial<BuildSettings>): void {
    this.taken.push({ key, value: shown(value) });
    this.#settings = { ...this.#settings, ...change };
  }

  #scalar(key: string, value: unknown, rule: Rule): void {
    const accepted = rule(value);
    if (accepted === undefined) return this.drop(key, value, "not a value that this key has");
    this.#take(key, accepted, { extra: { ...this.#settings.extra, [key]: accepted } });
  }

  #path(key: "src" | "test" | "script", value: unknown): void {
    const inner = innerPath(value);
    if (inner === undefined) return this.drop(key, value, "leads outside the project");
    this.#take(key, inner, { [key]: inner });
  }

  #libs(value: unknown): void {
    const libs = Array.isArray(value) ? value : [value];
    const inner = libs.map(innerPath).filter((path) => path !== undefined);
    for (const lib of libs.filter((path) => innerPath(path) === undefined)) {
      this.drop("libs", lib, "leads outside the project");
    }
    if (inner.length > 0) this.#take("libs", inner, { libs: inner });
  }

  #remappings(value: unknown): void {
    for (const remapping of Array.isArray(value) ? value : []) this.remapping(String(remapping), "remappings");
  }

  #solc(key: string, value: unknown): void {
    const version = typeof value === "string" ? semver.valid(value) : null;
    if (version === null) return this.drop(key, value, "is no version; a path would run the project's own program");
    this.#take(key, version, { solc: version });
  }

  #group(group: "fuzz" | "invariant", value: unknown): void {
    for (const [name, entry] of Object.entries(asTable(value))) {
      const known = group === "fuzz" ? name === "runs" : INVARIANT_KEYS.has(name);
      if (!known) this.drop(`${group}.${name}`, entry, "not needed to test");
      else this.#scalar(`${group}.${name}`, entry, typeof entry === "boolean" ? flag : count(100_000));
    }
  }
}

function asTable(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** Addresses of nodes and keys of explorers are credentials: they are not repeated. */
function hidden(key: string, value: unknown): unknown {
  return key === "ffi" || key === "fs_permissions" || key === "initial_balance" ? value : "not shown";
}

function shown(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return (text ?? "").slice(0, 200);
}
