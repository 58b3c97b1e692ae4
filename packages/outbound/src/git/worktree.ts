import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runGit } from "./run-git.ts";

/** Makes an empty bare repository of ours: no template, no hook, and an attribute file that beats the repository's. */
export async function initRepository(
  gitDirectory: string,
  idLength: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  await mkdir(gitDirectory, { recursive: true, mode: 0o700 });
  const format = idLength === 64 ? "sha256" : "sha1";
  await runGit({
    args: [
      "init",
      "--quiet",
      "--bare",
      "--template=",
      `--object-format=${format}`,
      "--initial-branch=redoubt",
      gitDirectory,
    ],
    signal,
  });
  await mkdir(join(gitDirectory, "info"), { recursive: true });
  // Files are written as they are stored: no filter, no conversion that a commit could ask for.
  await writeFile(
    join(gitDirectory, "info", "attributes"),
    "* -text -eol -ident -filter -working-tree-encoding -export-subst -export-ignore\n",
  );
}

/** Writes the files of a commit into an empty folder, without any `.git` beside them. */
export async function writeTree(
  gitDirectory: string,
  commit: string,
  folder: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0) throw new Error(`The folder ${folder} is not empty.`);
  await runGit({ args: ["read-tree", commit], gitDirectory, signal });
  await runGit({ args: ["checkout-index", "--all", "--force", "--quiet"], gitDirectory, workTree: folder, signal });
}
