import { mkdtemp, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { type FoundManifest, INVENTORY_LIMITS } from "@redoubt/domain/advisory";
import type { Submodule } from "@redoubt/domain/source";
import { runOwnProcess } from "@redoubt/sandbox";
import { findManifests } from "@redoubt/scanners/inventory";
import { InventoryMessage, type InventoryRequest } from "./inventory-messages.ts";
import { processThatReads } from "./reading-process.ts";

/** The files of a revision, by path: their sizes, and how to read one whole. */
export interface RevisionFiles {
  readonly files: ReadonlyMap<string, number>;
  readonly read: (path: string) => Promise<Buffer>;
}

export interface ReadInventoryOptions {
  readonly dependencyPaths: readonly string[];
  readonly submodules: readonly Submodule[];
  /** Where texts are laid down for the process that reads them. */
  readonly workFolder: string;
  readonly limits?: { readonly memoryMb: number; readonly timeoutMs: number };
  readonly signal?: AbortSignal;
}

export interface InventoryRead {
  readonly manifests: readonly FoundManifest[];
  readonly notices: readonly string[];
}

const READING = { memoryMb: 1024, timeoutMs: 180_000 } as const;
const MOST_BESIDE_BYTES = 1024 * 1024;

/**
 * Reads the lock files of a revision in a process of its own, with caps on memory and time. What kills that process, or
 * is too large, is named in the notices. Throws the signal's reason when it is aborted.
 */
export async function readInventory(source: RevisionFiles, options: ReadInventoryOptions): Promise<InventoryRead> {
  const notices: string[] = [];
  const paths = [...source.files.keys()];
  const found = findManifests(new Set(paths), options.dependencyPaths);
  if (found.beyond > 0) {
    notices.push(`Only the first ${INVENTORY_LIMITS.manifests} lock files were read; ${found.beyond} were left out.`);
  }
  if (found.manifests.length === 0) return { manifests: [], notices };
  const folder = await mkdtemp(path.join(options.workFolder, "inventory-"));
  try {
    const laid = await layDown(source, found, folder, notices);
    const request: InventoryRequest = {
      ...{ folder, ...laid, paths },
      submodules: options.submodules.map(({ path: place, url, commit }) => ({ path: place, url, commit })),
    };
    const read = await run(request, options, notices);
    return { manifests: withinLimit(read, notices), notices };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function layDown(
  source: RevisionFiles,
  found: ReturnType<typeof findManifests>,
  folder: string,
  notices: string[],
): Promise<Pick<InventoryRequest, "manifests" | "beside">> {
  const manifests: InventoryRequest["manifests"] = [];
  const beside: InventoryRequest["beside"] = [];
  let bytes = 0;
  let number = 0;
  const lay = async (place: string, most: number): Promise<string | undefined> => {
    const size = source.files.get(place) ?? 0;
    if (size > most || bytes + size > INVENTORY_LIMITS.totalBytes) return undefined;
    bytes += size;
    const file = String(number);
    number += 1;
    await writeFile(path.join(folder, file), await source.read(place), { mode: 0o600 });
    return file;
  };
  for (const each of found.manifests) {
    const file = await lay(each.path, INVENTORY_LIMITS.manifestBytes);
    if (file === undefined) notices.push(`${each.path} is too large to be read (${megabytes()} MB at most).`);
    else manifests.push({ ...each, file });
  }
  for (const place of found.beside) {
    const file = await lay(place, MOST_BESIDE_BYTES);
    if (file !== undefined) beside.push({ path: place, file });
  }
  return { manifests, beside };
}

function megabytes(): number {
  return INVENTORY_LIMITS.manifestBytes / 1024 / 1024;
}

async function run(
  request: InventoryRequest,
  { limits = READING, signal }: ReadInventoryOptions,
  notices: string[],
): Promise<FoundManifest[]> {
  const manifests: FoundManifest[] = [];
  let isWhole = false;
  const ended = await runOwnProcess({
    ...processThatReads("inventory-child.ts", [request.folder]),
    stdin: JSON.stringify(request),
    ...limits,
    signal,
    onLine(line) {
      const message = InventoryMessage.parse(JSON.parse(line));
      if (message.type === "end") isWhole = true;
      else manifests.push(message.manifest);
    },
  });
  if (ended !== undefined) {
    const why = ended === "memory" ? "memory" : "time";
    const next = request.manifests[manifests.length]?.path ?? "a lock file";
    notices.push(`Reading ended at ${next}: it needs more ${why} than lock files may take. What follows was not read.`);
  } else if (!isWhole) throw new Error("the process that read lock files said no last word");
  return manifests;
}

/** Whole lock files only: half of one would look like the other half is gone. */
function withinLimit(manifests: readonly FoundManifest[], notices: string[]): FoundManifest[] {
  const kept: FoundManifest[] = [];
  let components = 0;
  for (const manifest of manifests) {
    if (components + manifest.components.length > INVENTORY_LIMITS.components) {
      notices.push(`${manifest.path} was left out: a revision has ${INVENTORY_LIMITS.components} components at most.`);
      continue;
    }
    components += manifest.components.length;
    kept.push(manifest);
  }
  return kept;
}
