import type { FoundManifest, ManifestKind } from "@redoubt/domain/advisory";
import { findManifests, readManifest } from "./index.ts";

/** Reads the lock files of a tree that is given as texts by path. */
export function inventoryOf(
  files: Readonly<Record<string, string>>,
  more: {
    readonly submodules?: readonly { path: string; url: string; commit: string | null }[];
    readonly dependencyPaths?: readonly string[];
  } = {},
): FoundManifest[] {
  const texts = new Map(Object.entries(files));
  const paths = new Set(texts.keys());
  const around = { paths, read: (path: string) => texts.get(path), submodules: more.submodules ?? [] };
  return findManifests(paths, more.dependencyPaths ?? []).manifests.flatMap(
    (found) => readManifest(found, texts.get(found.path) ?? "", around) ?? [],
  );
}

/** One lock file and what stands beside it. */
export function manifestOf(path: string, text: string, beside: Readonly<Record<string, string>> = {}): FoundManifest {
  const found = inventoryOf({ ...beside, [path]: text }).find((each) => each.path === path);
  if (found === undefined) throw new Error(`${path} was not read`);
  return found;
}

/** `name version`, with `dev` and the way where there is one: a manifest in lines that a test can compare. */
export function linesOf({ components }: FoundManifest): string[] {
  return components.map(({ name, version, direct, dev, way }) =>
    [
      `${name} ${version ?? "-"}`,
      direct ? "direct" : "",
      dev ? "dev" : "",
      way.length > 0 ? `by ${way.join(" > ")}` : "",
    ]
      .filter((part) => part !== "")
      .join(" "),
  );
}

export const KINDS_BY_FILE: Readonly<Record<string, ManifestKind>> = {
  "package-lock.json": "npm",
  "npm-shrinkwrap.json": "npm",
  "pnpm-lock.yaml": "pnpm",
  "yarn.lock": "yarn",
  "soldeer.lock": "soldeer",
  ".gitmodules": "submodules",
  "Cargo.lock": "cargo",
  "go.mod": "go",
  "requirements.txt": "requirements",
  "poetry.lock": "poetry",
  "Pipfile.lock": "pipfile",
  "uv.lock": "uv",
};
