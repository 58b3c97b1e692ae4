import { lstat } from "node:fs/promises";
import path from "node:path";
import { CliError } from "../errors.ts";
import { count } from "../text/plain.ts";
import { holdsSecrets } from "./secrets.ts";

/** What the server takes of one archive; it checks again. Bytes. */
export const LIMITS = { files: 50_000, unpackedBytes: 1024 ** 3, archiveBytes: 200 * 1024 ** 2, depth: 40, path: 1000 };

export interface Selection {
  readonly paths: readonly string[];
  readonly bytes: number;
  /** Left out because they look like secrets. */
  readonly secrets: readonly string[];
  /** Left out because the server takes no links and no such names. */
  readonly links: readonly string[];
  readonly unfit: readonly string[];
}

/** Which of the listed paths are sent. Throws CliError where a limit is crossed, with the folders that hold most. */
export async function selectFiles(folder: string, listed: readonly string[], sendSecrets: boolean): Promise<Selection> {
  const kept = { paths: [] as string[], secrets: [] as string[], links: [] as string[], unfit: [] as string[] };
  const sizes = new Map<string, { files: number; bytes: number }>();
  let bytes = 0;
  for (const name of listed) {
    const facts = await lstat(path.join(folder, name)).catch(() => undefined);
    if (facts === undefined) continue;
    if (facts.isSymbolicLink()) kept.links.push(name);
    else if (!facts.isFile() || !isFit(name)) kept.unfit.push(name);
    else if (!sendSecrets && holdsSecrets(name)) kept.secrets.push(name);
    else {
      kept.paths.push(name);
      bytes += facts.size;
      note(sizes, name, facts.size);
    }
  }
  if (kept.paths.length === 0) throw new CliError("There is no file to send in this folder.");
  if (kept.paths.length > LIMITS.files || bytes > LIMITS.unpackedBytes) {
    throw new CliError(tooMuch(kept.paths.length, bytes, sizes));
  }
  return { ...kept, bytes };
}

const isFit = (name: string): boolean =>
  !name.includes("\\") &&
  !/[\u0000-\u001f]/.test(name) &&
  name.length <= LIMITS.path &&
  name.split("/").length <= LIMITS.depth;

function note(sizes: Map<string, { files: number; bytes: number }>, name: string, size: number): void {
  const folder = name.includes("/") ? name.split("/").slice(0, 2).join("/") : ".";
  const sum = sizes.get(folder) ?? { files: 0, bytes: 0 };
  sizes.set(folder, { files: sum.files + 1, bytes: sum.bytes + size });
}

export const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

function tooMuch(files: number, bytes: number, sizes: Map<string, { files: number; bytes: number }>): string {
  const largest = [...sizes]
    .sort(([, a], [, b]) => b.bytes + b.files * 10_000 - (a.bytes + a.files * 10_000))
    .slice(0, 3);
  const where = largest.map(([name, sum]) => `${name} (${count(sum.files, "file")}, ${megabytes(sum.bytes)})`);
  return `${count(files, "file")} with ${megabytes(bytes)} are more than the server takes (${LIMITS.files} files, ${megabytes(LIMITS.unpackedBytes)}). Most is in ${where.join(", ")}: leave it out by .gitignore, or scan a folder inside.`;
}
