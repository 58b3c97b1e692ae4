import { constants, type Stats } from "node:fs";
import { access, lstat, open, readdir, realpath } from "node:fs/promises";
import path from "node:path";
import type { Mount } from "@redoubt/sandbox";

/** The files of a scanned folder; paths relative with `/`, sorted. Links are never followed. */
export interface SourceTree {
  readonly folder: string;
  readonly files: readonly string[];
  /** `node_modules` folders: code of others, not walked. */
  readonly moduleFolders: readonly string[];
  readonly linkCount: number;
  readonly byteCount: number;
  /** Files and folders that this user has no right to read; not among `files`. */
  readonly unreadable: readonly string[];
}

export const MOST_FILES = 50_000;
const MOST_DEPTH = 40;

/** More files or deeper folders than a revision may have. */
export class TreeError extends Error {
  override readonly name = "TreeError";
}

/** Walks a folder without `.git` and without going into `node_modules`. Throws `TreeError` beyond the limits. */
export async function readTree(folder: string): Promise<SourceTree> {
  const top = await realpath(folder);
  const files: string[] = [];
  const moduleFolders: string[] = [];
  const unreadable: string[] = [];
  let linkCount = 0;
  let byteCount = 0;
  const waiting = [""];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (at.split("/").length > MOST_DEPTH) throw new TreeError(`folders are nested deeper than ${MOST_DEPTH}`);
    const entries = await readdir(path.join(top, at), { withFileTypes: true }).catch(refused);
    if (entries === undefined) unreadable.push(at);
    for (const entry of entries ?? []) {
      const relative = at === "" ? entry.name : `${at}/${entry.name}`;
      if (entry.isSymbolicLink()) linkCount += 1;
      if (entry.isDirectory() && entry.name === "node_modules") moduleFolders.push(relative);
      else if (entry.isDirectory() && entry.name !== ".git") waiting.push(relative);
      else if (entry.isFile()) {
        const state = await lstat(path.join(top, relative)).catch(refused);
        if (state === undefined || !(await mayRead(path.join(top, relative), state))) {
          unreadable.push(relative);
          continue;
        }
        files.push(relative);
        byteCount += state.size;
        if (files.length > MOST_FILES) throw new TreeError(`there are more than ${MOST_FILES} files`);
      }
    }
  }
  return {
    folder: top,
    files: files.sort(),
    moduleFolders: moduleFolders.sort(),
    linkCount,
    byteCount,
    unreadable: unreadable.sort(),
  };
}

/** Undefined for what the system does not let this user see; everything else is an error. */
function refused(error: NodeJS.ErrnoException): undefined {
  if (error.code === "EACCES" || error.code === "EPERM") return undefined;
  throw error;
}

/** Asks the system only where the mode does not already say yes. */
async function mayRead(file: string, state: Stats): Promise<boolean> {
  if ((state.mode & 0o444) === 0o444) return true;
  return access(file, constants.R_OK).then(
    () => true,
    () => false,
  );
}

const MOST_TEXT = 4 * 1024 * 1024;

/**
 * Reads texts below one folder, also through packages that are mounted into it; undefined for everything that is no
 * regular file of at most 4 MB inside the folder or a mount. Links inside count only when they stay inside.
 */
export class TreeReader {
  readonly #top: string;
  readonly #mounts: readonly Mount[];
  readonly #known = new Map<string, Promise<string | undefined>>();

  /** Mount targets are relative to the folder. */
  constructor(top: string, mounts: readonly Mount[] = []) {
    this.#top = top;
    this.#mounts = mounts;
  }

  read(relative: string): Promise<string | undefined> {
    const known = this.#known.get(relative) ?? this.#read(relative);
    this.#known.set(relative, known);
    return known;
  }

  /** The host path behind a relative path, mounts included. */
  hostPath(relative: string): string {
    for (const { source, target } of this.#mounts) {
      if (relative === target || relative.startsWith(`${target}/`)) {
        return path.join(source, relative.slice(target.length));
      }
    }
    return path.join(this.#top, relative);
  }

  async #read(relative: string): Promise<string | undefined> {
    if (relative.startsWith("../") || relative === "..") return undefined;
    try {
      const host = await realpath(this.hostPath(relative));
      const allowed = [this.#top, ...(await Promise.all(this.#mounts.map(({ source }) => realpath(source))))];
      if (!allowed.some((folder) => host.startsWith(`${folder}${path.sep}`))) return undefined;
      const file = await open(host, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
      try {
        const state = await file.stat();
        return state.isFile() && state.size <= MOST_TEXT ? await file.readFile("utf8") : undefined;
      } finally {
        await file.close();
      }
    } catch {
      return undefined;
    }
  }
}
