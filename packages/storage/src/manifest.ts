import { createHash } from "node:crypto";
import type { TreeEntry } from "./contract.ts";
import { StorageError } from "./errors.ts";

// [path, sha256, size, executable] for a file, [path, target] for a link: small, and the same bytes for the same tree.
type Row = readonly [string, string, number, 0 | 1] | readonly [string, string];

const format = "redoubt-tree/1";

/** The stored text of a tree and its hash; entries may come in any order. */
export function writeManifest(entries: readonly TreeEntry[]): { text: string; treeHash: string } {
  const rows = entries.toSorted(byPath).map(toRow);
  const text = `{"format":"${format}","entries":[\n${rows.map((row) => JSON.stringify(row)).join(",\n")}\n]}\n`;
  return { text, treeHash: createHash("sha256").update(text).digest("hex") };
}

/** The entries of a stored text; throws `storage.corrupt` when it is not what `writeManifest` wrote for that hash. */
export function readManifest(text: string, treeHash: string): TreeEntry[] {
  if (createHash("sha256").update(text).digest("hex") !== treeHash) {
    throw new StorageError("storage.corrupt", `The tree ${treeHash} was changed on disk.`);
  }
  const parsed: { format: string; entries: Row[] } = JSON.parse(text);
  if (parsed.format !== format)
    throw new StorageError("storage.corrupt", `The tree has the unknown format ${parsed.format}.`);
  return parsed.entries.map(fromRow);
}

/** True for a relative path that stays below its folder, whatever it is joined to. */
export function isInnerPath(path: string): boolean {
  return !path.includes("\0") && path.split("/").every((part) => part !== "" && part !== "." && part !== "..");
}

function toRow(entry: TreeEntry): Row {
  if (entry.kind === "link") return [entry.path, entry.target];
  return [entry.path, entry.sha256, entry.size, entry.executable ? 1 : 0];
}

function fromRow(row: Row): TreeEntry {
  if (!isInnerPath(row[0])) throw new StorageError("storage.corrupt", "The tree has an entry outside itself.");
  if (row.length === 2) return { kind: "link", path: row[0], target: row[1] };
  return { kind: "file", path: row[0], sha256: row[1], size: row[2], executable: row[3] === 1 };
}

/** By code unit, not by locale: the hash must not depend on the machine. */
function byPath(a: TreeEntry, b: TreeEntry): number {
  if (a.path === b.path) return 0;
  return a.path < b.path ? -1 : 1;
}
