import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { create } from "tar";
import { CliError } from "../errors.ts";
import { LIMITS, megabytes } from "./select.ts";

export interface Archive {
  readonly file: string;
  readonly size: number;
  remove(): Promise<void>;
}

/** A tar.gz of the paths in a folder of its own; whoever takes it removes it. */
export async function packFiles(folder: string, paths: readonly string[]): Promise<Archive> {
  const scratch = await mkdtemp(path.join(tmpdir(), "redoubt-"));
  const remove = (): Promise<void> => rm(scratch, { recursive: true, force: true });
  try {
    const file = path.join(scratch, "code.tar.gz");
    // `@` begins the name of an archive to take entries from; a file may be called so.
    const names = paths.map((name) => `./${name}`);
    await create({ file, cwd: folder, gzip: true, portable: true, noDirRecurse: true, strict: true }, names);
    const { size } = await stat(file);
    if (size > LIMITS.archiveBytes) {
      throw new CliError(
        `The archive is ${megabytes(size)}; the server takes ${megabytes(LIMITS.archiveBytes)}. Leave large files out by .gitignore, or scan a folder inside.`,
      );
    }
    return { file, size, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
