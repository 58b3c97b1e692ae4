import type { Readable } from "node:stream";

/** What `put` stored; `key` is what the caller keeps, `sha256` is of the content in lower-case hexadecimal. */
export interface StoredObject {
  readonly key: string;
  readonly sha256: string;
  readonly size: number;
}

/** One entry of an immutable tree; `path` is relative with forward slashes, `target` only of links. */
export type TreeEntry =
  | {
      readonly kind: "file";
      readonly path: string;
      readonly size: number;
      readonly sha256: string;
      readonly executable: boolean;
    }
  | { readonly kind: "link"; readonly path: string; readonly target: string };

/** Something in the folder that a tree does not keep, and why. */
export interface SkippedEntry {
  readonly path: string;
  readonly reason: "link-leads-out" | "special-file" | "name-not-text";
}

/** What `putTree` stored; equal content gives an equal `treeHash` wherever it is stored. */
export interface StoredTree {
  readonly treeKey: string;
  readonly treeHash: string;
  readonly files: number;
  readonly bytes: number;
  readonly skipped: readonly SkippedEntry[];
}

/** Caps and filters of `putTree`; `.git` is never part of a tree. */
export interface PutTreeOptions {
  readonly maxBytes: number;
  readonly maxFiles: number;
  /** Leaves out a file, or a folder with everything below it, by its relative path. */
  readonly ignore?: (path: string) => boolean;
  readonly signal?: AbortSignal;
}

/**
 * Artifacts and immutable trees of organizations. Nothing is shared between organizations, and a key names its own:
 * who holds a key has read it from a row of that organization. Every method throws `StorageError`.
 */
export interface Storage {
  /** Stores content, at most `maxBytes`, whole or not at all. */
  put(
    organizationId: string,
    content: Readable | Uint8Array | string,
    options: { maxBytes: number },
  ): Promise<StoredObject>;
  /** Opens an artifact; `storage.not-found` when there is none. */
  open(key: string): Promise<Readable>;
  /** Reads an artifact of at most `maxBytes` into memory (16 MiB when absent). */
  read(key: string, options?: { maxBytes?: number }): Promise<Buffer>;
  has(key: string): Promise<boolean>;
  /** Size in bytes of an artifact. */
  size(key: string): Promise<number>;
  /** Removes an artifact or a tree; silent when it is gone already. Content of trees goes with `collectGarbage`. */
  delete(key: string): Promise<void>;

  /** Stores a folder as an immutable tree; content is shared with the organization's other trees. */
  putTree(organizationId: string, directory: string, options: PutTreeOptions): Promise<StoredTree>;
  /** Entries sorted by path. */
  listTree(treeKey: string): Promise<readonly TreeEntry[]>;
  /** Opens one file of a tree, through links inside the tree; `storage.not-found` when there is none. */
  openTreeFile(treeKey: string, path: string): Promise<Readable>;
  /** Reads one file of a tree of at most `maxBytes` into memory (16 MiB when absent). */
  readTreeFile(treeKey: string, path: string, options?: { maxBytes?: number }): Promise<Buffer>;
  /**
   * Writes a tree into a folder that is empty or missing. Files are readable by every user of the machine, so that
   * jailed programs can read them: the parent folder must be closed. Changes to the copy do not reach the tree.
   */
  materializeTree(
    treeKey: string,
    directory: string,
    options?: { only?: (path: string) => boolean; signal?: AbortSignal },
  ): Promise<void>;

  /** Ids of the organizations that hold anything here. */
  listOrganizations(): Promise<readonly string[]>;
  /** Removes everything of an organization. */
  deleteOrganization(organizationId: string): Promise<void>;
  /** Removes content that no tree uses any more and that is older than a day, and what broken writes left. */
  collectGarbage(organizationId: string): Promise<{ removed: number; bytes: number }>;
}
