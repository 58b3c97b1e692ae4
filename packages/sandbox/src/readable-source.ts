import { chmod, copyFile, constants, lstat, mkdir, readdir, readlink, symlink } from "node:fs/promises";
import { join } from "node:path";

const OTHERS_READ = 0o004;
const OTHERS_ENTER = 0o005;

/**
 * The folder to mount as sources for a user that owns nothing: the folder itself where everybody may read it, else a
 * copy at `copyTo` with the rights added. Special files are left out of a copy; they hold no source.
 */
export async function readableSource(source: string, copyTo: string): Promise<string> {
  if (await everybodyMayRead(source)) return source;
  await copyReadable(source, copyTo);
  return copyTo;
}

async function everybodyMayRead(folder: string): Promise<boolean> {
  const state = await lstat(folder);
  if ((state.mode & OTHERS_ENTER) !== OTHERS_ENTER) return false;
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!(await everybodyMayRead(path))) return false;
    } else if (entry.isFile() && ((await lstat(path)).mode & OTHERS_READ) === 0) return false;
  }
  return true;
}

async function copyReadable(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory()) await copyReadable(source, target);
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else if (entry.isFile()) {
      await copyFile(source, target, constants.COPYFILE_FICLONE);
      const executable = (await lstat(source)).mode & 0o111;
      await chmod(target, executable === 0 ? 0o644 : 0o755);
    }
  }
}
