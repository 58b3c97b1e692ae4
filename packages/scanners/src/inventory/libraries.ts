import { isObject, text } from "../reading/value.ts";
import type { ManifestReader } from "./contract.ts";
import { gitRepository } from "./git.ts";
import { libraryNames } from "./library-names.ts";
import { folderOf, linesOf, own, readJson } from "./text.ts";

const LIBRARY = /^((?:.+\/)?)(?:lib|dependencies)\/((?:@[^/]+\/)?[^/]+)\/package\.json$/;

/** Libraries that lie in a foundry root's `lib` or `dependencies` as plain folders: their own package.json names them. */
export const librariesReader: ManifestReader = {
  kind: "libraries",
  reads(path, paths) {
    const match = LIBRARY.exec(path);
    return match !== null && paths.has(`${match[1] ?? ""}foundry.toml`) && !paths.has(`${match[1] ?? ""}soldeer.lock`);
  },
  beside: ["remappings.txt"],
  read(content, path, around) {
    const folder = folderOf(path);
    // A submodule is told of where submodules are.
    if (around.submodules.some((each) => folder === each.path || folder.startsWith(`${each.path}/`))) return null;
    if (isNamedSubmodule(folder, around.read(".gitmodules"))) return null;
    const manifest = readJson(content, path);
    const name = text(manifest.name);
    if (name === undefined) return null;
    const { repository } = manifest;
    const address = text(isObject(repository) ? own(repository, "url") : repository);
    const line = linesOf(content).findIndex((each) => /^\s*"version"\s*:/.test(each.slice(0, 200)));
    return {
      packages: [
        {
          ...{ ecosystem: "npm", name, version: text(manifest.version) ?? null, requires: [] },
          ...{ line: line < 0 ? undefined : line + 1, licence: text(manifest.license) },
          ...gitRepository(address),
          knownAs: libraryNames(folder, around),
        },
      ],
      roots: [{ to: 0, dev: false }],
    };
  },
};

function isNamedSubmodule(folder: string, content: string | undefined): boolean {
  if (content === undefined) return false;
  return linesOf(content).some((line) => {
    const path = /^\s*path\s*=\s*(\S+)\s*$/.exec(line.slice(0, 1000))?.[1];
    return path !== undefined && (folder === path || folder.startsWith(`${path}/`));
  });
}
