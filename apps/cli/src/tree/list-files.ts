import { lstat, readdir, readFile } from "node:fs/promises";
import path from "node:path";
import createIgnore, { type Ignore } from "ignore";
import { git, tryGit } from "./git.ts";

/** Deepest chain of submodules that is followed, and most of them. */
const SUBMODULES = { depth: 3, count: 60 };
const MOST_LISTED = 200_000;

export interface Listing {
  /** Relative to the folder, with slashes; sorted. They may be anything on disk, also missing. */
  readonly paths: readonly string[];
  readonly by: "git" | "folder";
  /** Submodules that are named but not checked out. */
  readonly missingSubmodules: readonly string[];
}

/** What belongs to the code of a folder: as git sees it, else everything that no .gitignore leaves out. Never `.git`. */
export async function listFiles(folder: string, options: { trackedOnly: boolean }): Promise<Listing> {
  const inside = (await tryGit(folder, ["rev-parse", "--is-inside-work-tree"]))?.trim() === "true";
  if (!inside) return { paths: (await walk(folder)).sort(), by: "folder", missingSubmodules: [] };
  const found = { paths: new Set<string>(), missing: [] as string[], submodules: 0 };
  await listByGit(folder, "", 0, options, found);
  return { paths: [...found.paths].sort(), by: "git", missingSubmodules: found.missing };
}

async function listByGit(
  folder: string,
  prefix: string,
  depth: number,
  options: { trackedOnly: boolean },
  found: { paths: Set<string>; missing: string[]; submodules: number },
): Promise<void> {
  const staged = await git(folder, ["ls-files", "-z", "--stage", "--", "."]);
  const submodules: string[] = [];
  for (const entry of staged.split("\0")) {
    const tab = entry.indexOf("\t");
    if (tab < 0) continue;
    const name = entry.slice(tab + 1);
    if (entry.startsWith("160000 ")) submodules.push(name);
    else found.paths.add(prefix + name);
  }
  if (!options.trackedOnly) {
    const others = await git(folder, ["ls-files", "-z", "--others", "--exclude-standard", "--", "."]);
    // A folder that is a repository of its own is listed with a slash: it is not part of this one.
    for (const name of others.split("\0")) if (name !== "" && !name.endsWith("/")) found.paths.add(prefix + name);
  }
  for (const name of new Set(submodules)) {
    found.submodules += 1;
    const there = await lstat(path.join(folder, name, ".git")).catch(() => undefined);
    if (there === undefined || depth >= SUBMODULES.depth || found.submodules > SUBMODULES.count) {
      found.missing.push(prefix + name);
    } else {
      await listByGit(path.join(folder, name), `${prefix}${name}/`, depth + 1, { trackedOnly: true }, found);
    }
  }
}

/** Without git: each folder's .gitignore holds for what is below it, as git reads it. Links are listed, not followed. */
async function walk(folder: string): Promise<string[]> {
  const paths: string[] = [];
  const visit = async (at: string, rules: readonly { base: string; ignore: Ignore }[]): Promise<void> => {
    const own = await readFile(path.join(folder, at, ".gitignore"), "utf8").catch(() => undefined);
    const here = own === undefined ? rules : [...rules, { base: at, ignore: createIgnore().add(own) }];
    for (const entry of await readdir(path.join(folder, at), { withFileTypes: true })) {
      if (entry.name === ".git" || paths.length > MOST_LISTED) continue;
      const full = at === "" ? entry.name : `${at}/${entry.name}`;
      if (isIgnored(entry.isDirectory() ? `${full}/` : full, here)) continue;
      if (entry.isDirectory()) await visit(full, here);
      else paths.push(full);
    }
  };
  await visit("", []);
  return paths;
}

/** The deepest rule that says something decides. */
function isIgnored(full: string, rules: readonly { base: string; ignore: Ignore }[]): boolean {
  for (const { base, ignore } of [...rules].reverse()) {
    const verdict = ignore.test(base === "" ? full : full.slice(base.length + 1));
    if (verdict.ignored) return true;
    if (verdict.unignored) return false;
  }
  return false;
}
