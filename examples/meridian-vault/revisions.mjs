// Which files each revision of the example consists of: v1.0.0 in full, the later ones as overlays.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const EXAMPLE = import.meta.dirname;
export const REVISIONS = ["v1.0.0", "v1.1.0", "v1.2.0", "council"];
const DELETED = "deleted.txt";

function walk(folder, prefix = "") {
  return readdirSync(join(folder, prefix), { withFileTypes: true }).flatMap((entry) => {
    const path = prefix === "" ? entry.name : `${prefix}/${entry.name}`;
    return entry.isDirectory() ? walk(folder, path) : [path];
  });
}

/** Paths that the folder of a revision brings, and those that it takes away. */
export function overlay(revision) {
  const folder = join(EXAMPLE, revision);
  const list = join(folder, DELETED);
  const deleted = existsSync(list) ? readFileSync(list, "utf8").split("\n").filter((line) => line !== "") : [];
  return { changed: walk(folder).filter((path) => path !== DELETED).sort(), deleted };
}

/** All files of a revision: path in the tree to file on disk. */
export function filesOf(revision) {
  const files = new Map();
  for (const step of REVISIONS.slice(0, REVISIONS.indexOf(revision) + 1)) {
    const { changed, deleted } = overlay(step);
    for (const path of deleted) files.delete(path);
    for (const path of changed) files.set(path, join(EXAMPLE, step, path));
  }
  return files;
}
