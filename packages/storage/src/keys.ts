import { randomBytes } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { StorageError } from "./errors.ts";

/** Where one key lies below the root folder. */
export interface KeyPlace {
  readonly organizationId: string;
  readonly kind: "artifact" | "tree";
  readonly sha256: string;
  readonly path: string;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const keyPattern = /^org\/([0-9a-f-]{36})\/(artifact|tree)\/([0-9a-f]{64})\.([0-9a-f]{16})$/;

/** Folder of everything of an organization; throws `storage.invalid-key` for anything but a lower-case UUID. */
export function organizationFolder(root: string, organizationId: string): string {
  if (!uuid.test(organizationId)) {
    throw new StorageError("storage.invalid-key", `${JSON.stringify(organizationId)} is not an organization id.`);
  }
  return join(root, "org", organizationId);
}

/** Ids of the organizations that have a folder; whatever else lies there is nobody's. */
export async function organizationsIn(root: string): Promise<string[]> {
  const names = await readdir(join(root, "org")).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  return names.filter((name) => uuid.test(name)).sort();
}

/** A key of its own for content: equal content stored twice can be deleted once. */
export function newKey(organizationId: string, kind: KeyPlace["kind"], sha256: string): string {
  return `org/${organizationId}/${kind}/${sha256}.${randomBytes(8).toString("hex")}`;
}

/** The place of a key; the pattern leaves no room for a path. Throws `storage.invalid-key`. */
export function placeOf(root: string, key: string, wanted?: KeyPlace["kind"]): KeyPlace {
  const match = keyPattern.exec(key);
  const [, organizationId = "", kind, sha256 = "", suffix = ""] = match ?? [];
  if ((kind !== "artifact" && kind !== "tree") || (wanted !== undefined && wanted !== kind)) {
    throw new StorageError(
      "storage.invalid-key",
      `${JSON.stringify(key)} is not a key of ${wanted ?? "this storage"}.`,
    );
  }
  const folder = join(organizationFolder(root, organizationId), kind, sha256.slice(0, 2));
  return { organizationId, kind, sha256, path: join(folder, `${sha256}.${suffix}`) };
}

/** Where content of trees lies, by its hash, shared between the trees of one organization. */
export function contentPath(root: string, organizationId: string, sha256: string): string {
  return join(organizationFolder(root, organizationId), "content", sha256.slice(0, 2), sha256);
}
