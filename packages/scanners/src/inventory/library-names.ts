import type { Surroundings } from "./contract.ts";
import { linesOf } from "./text.ts";

const PACKAGE = /^((?:@[a-z0-9~-][a-z0-9._~-]*\/)[a-z0-9~-][a-z0-9._~-]*)\/$/;
const MOST_LINES = 2000;

/**
 * The npm packages that a project's remappings.txt says a folder is: `@scope/name/=lib/folder/…`. Only names with a
 * scope: a bare prefix may be anything.
 */
export function libraryNames(folder: string, around: Surroundings): string[] {
  const { root, inner } = placeOf(folder, around.paths);
  const remappings = around.read(root === "" ? "remappings.txt" : `${root}/remappings.txt`);
  if (remappings === undefined) return [];
  const names = linesOf(remappings)
    .slice(0, MOST_LINES)
    .flatMap((line) => {
      const cut = line.indexOf("=");
      const target = line
        .slice(cut + 1)
        .trim()
        .replace(/^\.\//, "");
      // What a context asks for is not what the project says.
      const name = cut < 1 ? null : PACKAGE.exec(line.slice(0, cut).trim());
      return name !== null && (target === inner || target.startsWith(`${inner}/`)) ? (name[1] ?? []) : [];
    });
  return [...new Set(names)].slice(0, 5);
}

/** The root that has the library, and the library's folder inside it. */
function placeOf(folder: string, paths: ReadonlySet<string>): { root: string; inner: string } {
  const parts = folder.split("/");
  for (let depth = parts.length - 1; depth > 0; depth -= 1) {
    const root = parts.slice(0, depth).join("/");
    if (paths.has(`${root}/foundry.toml`)) return { root, inner: parts.slice(depth).join("/") };
  }
  return { root: "", inner: folder };
}
