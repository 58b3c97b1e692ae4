import type { ConfigurationKey } from "@redoubt/domain/source";

/** How a root is built, in forge's terms; paths relative to the root. */
export interface BuildSettings {
  readonly src: string;
  readonly test: string;
  readonly script: string;
  readonly libs: readonly string[];
  readonly remappings: readonly string[];
  /** The one compiler that the project pins; absent where pragmas decide. */
  readonly solc?: string;
  /** Further keys by their path, for example `optimizer_runs` or `invariant.depth`. */
  readonly extra: Readonly<Record<string, string | number | boolean>>;
}

/** A configuration read as data: what goes into our own, and what stays behind and why. */
export interface ReadConfiguration {
  readonly settings: BuildSettings;
  readonly taken: readonly ConfigurationKey[];
  readonly dropped: readonly ConfigurationKey[];
}

export const FOUNDRY_DEFAULTS: BuildSettings = {
  src: "src",
  test: "test",
  script: "script",
  libs: ["lib", "node_modules"],
  remappings: [],
  extra: {},
};

export const EVM_VERSIONS: ReadonlySet<string> = new Set(
  "homestead tangerinewhistle spuriousdragon byzantium constantinople petersburg istanbul berlin london paris shanghai cancun prague osaka".split(
    " ",
  ),
);

/** A path of a configuration, if it stays inside the root. */
export function innerPath(value: unknown): string | undefined {
  if (typeof value !== "string" || value.length > 300 || /[\u0000-\u001f\\]/.test(value)) return undefined;
  const parts = value.split("/").filter((part) => part !== "" && part !== ".");
  if (value.startsWith("/") || value.includes("${") || parts.includes("..")) return undefined;
  return parts.length === 0 ? "." : parts.join("/");
}

/** A remapping (`context:prefix=target`) if its target stays inside the root. */
export function innerRemapping(value: unknown): string | undefined {
  if (typeof value !== "string" || value.length > 600) return undefined;
  const match = /^(?:([^:=\s]*):)?([^=\s]+)=([^=\s]*)$/.exec(value.trim());
  if (match === null) return undefined;
  const target = innerPath(match[3] ?? "");
  if (target === undefined) return undefined;
  const slash = (match[3] ?? "").endsWith("/") ? "/" : "";
  return `${match[1] ? `${match[1]}:` : ""}${match[2]}=${target}${target === "." ? "/" : slash}`;
}

/** Our own foundry.toml: only what was taken, and nothing that runs a program, reads files or reaches a network. */
export function writeFoundryToml(settings: BuildSettings): string {
  const sections = new Map<string, string[]>([
    [
      "profile.default",
      [
        `src = ${quoted(settings.src)}`,
        `test = ${quoted(settings.test)}`,
        `script = ${quoted(settings.script)}`,
        `libs = [${settings.libs.map(quoted).join(", ")}]`,
        `remappings = [${settings.remappings.map(quoted).join(", ")}]`,
        'out = "/job/out"',
        'cache_path = "/job/cache"',
        'broadcast = "/job/broadcast"',
        "ffi = false",
        "fs_permissions = []",
        "offline = true",
        "no_storage_caching = true",
        ...(settings.solc === undefined ? [] : [`solc = ${quoted(settings.solc)}`]),
      ],
    ],
    ["lint", ["lint_on_build = false"]],
  ]);
  for (const [key, value] of Object.entries(settings.extra)) {
    const [group, name] = key.includes(".") ? key.split(".", 2) : [undefined, key];
    const section = group === undefined ? "profile.default" : group;
    const line = `${name} = ${typeof value === "string" ? quoted(value) : String(value)}`;
    sections.set(section, [...(sections.get(section) ?? []), line]);
  }
  return [...sections].map(([name, lines]) => `[${name}]\n${lines.join("\n")}\n`).join("\n");
}

// JSON's escapes are a subset of TOML's for what innerPath and the key rules let through.
function quoted(text: string): string {
  return JSON.stringify(text);
}
