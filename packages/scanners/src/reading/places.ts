import path from "node:path";
import type { ParseContext } from "../contract.ts";

// Where build services check a repository out.
const CHECKOUTS =
  /^\/?(?:home\/runner\/work\/[^/]+\/[^/]+|github\/workspace|builds\/[^/]+\/[^/]+|__w\/[^/]+\/[^/]+|workspace|usr\/src\/app)\//;
/** Folders that stand at the top of repositories: what is above them is somebody's machine. */
const TOP_FOLDERS = new Set(
  "src contracts lib libs test tests script scripts apps packages node_modules cmd internal pkg".split(" "),
);

/** Makes paths of one run relative to the scanned folder, whatever machine and system they were written on. */
export class Places {
  readonly #root: string;
  readonly #files: ReadonlySet<string> | undefined;
  readonly #byName = new Map<string, string[]>();
  readonly #common: string;

  /** `raws`: all paths of the run as its tool wrote them; what they have in common tells where the folder was. */
  constructor(at: Pick<ParseContext, "root" | "files">, raws: Iterable<string>) {
    this.#root = at.root === "" || at.root.endsWith("/") ? at.root : `${at.root}/`;
    this.#files = at.files;
    for (const file of at.files ?? []) {
      const name = path.posix.basename(file);
      const same = this.#byName.get(name);
      if (same === undefined) this.#byName.set(name, [file]);
      else same.push(file);
    }
    this.#common = commonRoot(raws);
  }

  /** The path relative to the scanned folder with `/`; undefined when it leads outside or is no file's path. */
  path(raw: string | undefined): string | undefined {
    const plain = raw === undefined ? undefined : plainPath(raw);
    if (plain === undefined) return undefined;
    const absolute = isAbsolute(plain);
    const inside = absolute ? this.#below(plain) : plain;
    const aligned = this.#align(inside, absolute);
    if (aligned !== undefined) return aligned;
    const normal = path.posix.normalize(inside).replace(/^\/+/, "");
    if (normal === "." || normal === "" || normal === ".." || normal.startsWith("../")) return undefined;
    return normal.length > 1000 || normal.includes("\u0000") ? undefined : normal.replace(/\/$/, "");
  }

  #below(absolute: string): string {
    if (this.#root !== "" && absolute.startsWith(this.#root)) return absolute.slice(this.#root.length);
    if (CHECKOUTS.test(absolute)) return absolute.replace(CHECKOUTS, "");
    if (this.#common !== "" && absolute.startsWith(this.#common)) return absolute.slice(this.#common.length);
    return absolute.replace(/^(?:[A-Za-z]:)?\/+/, "");
  }

  /** The one file of the revision that it can be: itself, without leading folders, or below a folder that was scanned alone. */
  #align(plain: string, absolute: boolean): string | undefined {
    if (this.#files === undefined) return undefined;
    const parts = path.posix
      .normalize(plain)
      .split("/")
      .filter((part) => part !== "" && part !== "..");
    for (let from = 0; from < parts.length; from += 1) {
      const suffix = parts.slice(from).join("/");
      if (this.#files.has(suffix)) return suffix;
      // The name alone says little: many folders have an index.
      if (from >= parts.length - 2) break;
    }
    const name = parts.at(-1) ?? "";
    const same = this.#byName.get(name) ?? [];
    if (absolute && same.length === 1 && same[0] === name) return name;
    const whole = parts.join("/");
    const below = same.filter((file) => file.endsWith(`/${whole}`));
    return below.length === 1 ? below[0] : undefined;
  }
}

/** A path without its address scheme, with `/`; undefined for addresses of something else than a file. */
function plainPath(raw: string): string | undefined {
  const trimmed = raw.trim();
  if (trimmed === "") return undefined;
  if (/^file:/i.test(trimmed)) return decoded(trimmed.replace(/^file:(?:\/\/[^/\\]*)?/i, "").replace(/[?#].*$/, ""));
  if (/^[A-Za-z][A-Za-z0-9+.-]+:/.test(trimmed)) return undefined;
  return trimmed.replaceAll("\\", "/");
}

/** Percent signs of an address, and the slash before a drive. */
function decoded(address: string): string {
  let text = address;
  try {
    text = decodeURIComponent(address);
  } catch {
    // Not an address after all: the name has a percent sign.
  }
  return text.replaceAll("\\", "/").replace(/^\/([A-Za-z]:\/)/, "$1");
}

function isAbsolute(plain: string): boolean {
  return plain.startsWith("/") || /^[A-Za-z]:\//.test(plain);
}

/** The folder that all absolute paths lie in, up to what looks like the inside of a repository; empty when unclear. */
function commonRoot(raws: Iterable<string>): string {
  let common: string[] | undefined;
  const folders = new Set<string>();
  for (const raw of raws) {
    const plain = plainPath(raw);
    if (plain === undefined || !isAbsolute(plain)) continue;
    const folder = plain.split("/").slice(0, -1);
    folders.add(folder.join("/"));
    common = common === undefined ? folder : sharedStart(common, folder);
  }
  if (common === undefined) return "";
  // The first part is empty or a drive.
  const top = common.findIndex((part, at) => at > 1 && TOP_FOLDERS.has(part));
  if (top > 0) return `${common.slice(0, top).join("/")}/`;
  return folders.size > 1 && common.length > 1 ? `${common.join("/")}/` : "";
}

function sharedStart(a: readonly string[], b: readonly string[]): string[] {
  const end = a.findIndex((part, at) => part !== b[at]);
  return end === -1 ? [...a] : a.slice(0, end);
}
