import type { FileTreeNode } from "@redoubt/ui";

interface Folder {
  readonly folders: Map<string, Folder>;
  readonly files: string[];
}

/** Folders first, then files, each by name; paths below the left-out folders are not there. */
export function buildTree(files: readonly { path: string }[], leftOut: readonly string[]): FileTreeNode[] {
  const root: Folder = { folders: new Map(), files: [] };
  for (const { path } of files) {
    if (isBelow(path, leftOut)) continue;
    const parts = path.split("/");
    let folder = root;
    for (const part of parts.slice(0, -1)) {
      let next = folder.folders.get(part);
      if (next === undefined) {
        next = { folders: new Map(), files: [] };
        folder.folders.set(part, next);
      }
      folder = next;
    }
    folder.files.push(parts.at(-1) ?? path);
  }
  return toNodes(root, "");
}

function toNodes(folder: Folder, prefix: string): FileTreeNode[] {
  const byName = (a: string, b: string) => a.localeCompare(b, "en");
  const folders = [...folder.folders.keys()].sort(byName).map((name): FileTreeNode => {
    const inner = folder.folders.get(name);
    return { id: prefix + name, name, children: inner === undefined ? [] : toNodes(inner, `${prefix}${name}/`) };
  });
  const files = [...folder.files].sort(byName).map((name): FileTreeNode => ({ id: prefix + name, name }));
  return [...folders, ...files];
}

export function countBelow(files: readonly { path: string }[], folders: readonly string[]): number {
  return files.filter(({ path }) => isBelow(path, folders)).length;
}

export function isBelow(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => path === folder || path.startsWith(`${folder}/`));
}
