import { randomBytes } from "node:crypto";
import { constants, createReadStream, type Dirent } from "node:fs";
import { chmod, chown, lstat, mkdir, open, readdir, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, posix, sep } from "node:path";
import type { Readable } from "node:stream";
import type { Mount, SandboxJob } from "./contract.ts";
import { jailPaths } from "./contract.ts";
import { SandboxError } from "./errors.ts";
import type { JailUser } from "./jail.ts";
import { readProcess } from "./process-tree.ts";

/** The folder of one run: `job` is what the program sees as `/job`, the rest is ours alone. */
export interface JobFolder {
  readonly root: string;
  readonly job: string;
  readonly stdout: string;
  readonly stderr: string;
}

const prefix = "redoubt-job-";

/** Makes the folder of one run below `workDirectory` (0700), named by this process so that a later one can sweep it. */
export async function createJobFolder(workDirectory = tmpdir()): Promise<JobFolder> {
  const self = readProcess(process.pid);
  const owner = `${process.pid}-${self?.startTicks ?? 0}`;
  await mkdir(workDirectory, { recursive: true });
  const root = join(await realpath(workDirectory), `${prefix}${owner}-${randomBytes(6).toString("hex")}`);
  await mkdir(root, { mode: 0o700 });
  const job = join(root, "job");
  await mkdir(job, { mode: 0o700 });
  return { root, job, stdout: join(root, "stdout"), stderr: join(root, "stderr") };
}

/** Removes the folders of runs whose process is gone, for example killed. */
export async function sweepJobFolders(workDirectory = tmpdir()): Promise<void> {
  const names = await readdir(workDirectory).catch(() => []);
  for (const name of names) {
    const match = /^redoubt-job-(\d+)-(\d+)-[0-9a-f]{12}$/.exec(name);
    if (match === null || readProcess(Number(match[1]))?.startTicks === Number(match[2])) continue;
    await removeTree(join(workDirectory, name)).catch(() => {
      // Another user's leftover in a shared temporary folder: theirs to remove.
    });
  }
}

/** Writes the job's files and mount points and hands the folder to the jail's user. */
export async function fillJobFolder(
  folder: JobFolder,
  job: SandboxJob,
  mounts: readonly Mount[],
  user: JailUser,
): Promise<void> {
  for (const [path, content] of Object.entries(job.files ?? {})) {
    const parts = safeRelativePath(path);
    if (parts[0] === "src")
      throw new SandboxError("sandbox.invalid-command", `The file ${path} would lie in the sources.`);
    const target = join(folder.job, ...parts);
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await writeFile(target, content, { mode: 0o600 });
  }
  if (job.source !== undefined) await mkdir(join(folder.job, "src"), { recursive: true });
  // bubblewrap would make these as the caller, out of reach for the program's own files beside them.
  for (const { source, target } of mounts) {
    if (!target.startsWith(`${jailPaths.job}/`) || target.startsWith(`${jailPaths.source}/`)) continue;
    const place = join(folder.job, target.slice(jailPaths.job.length + 1));
    if ((await lstat(source)).isDirectory()) await mkdir(place, { recursive: true, mode: 0o700 });
    else {
      await mkdir(dirname(place), { recursive: true, mode: 0o700 });
      await writeFile(place, "", { flag: "a", mode: 0o600 });
    }
  }
  if (user.mode === "namespace") return;
  await chownTree(folder.job, user.id);
  // bubblewrap enters the working folder as root without its capabilities: let the group in, which is root's.
  await chown(folder.job, user.id, 0);
  await chmod(folder.job, 0o710);
}

/** Files asked for that exist as regular files inside the job folder; links that lead out are not followed. */
export async function collectFiles(
  folder: JobFolder,
  asked: readonly string[],
  maxBytes: number,
): Promise<{ files: Record<string, () => Readable>; tooLarge: boolean }> {
  const files: Record<string, () => Readable> = {};
  let tooLarge = false;
  const job = await realpath(folder.job);
  for (const path of asked) {
    const real = await realpath(join(job, ...safeRelativePath(path))).catch(() => undefined);
    if (real === undefined || !real.startsWith(job + sep)) continue;
    const entry = await lstat(real);
    if (!entry.isFile()) continue;
    if (entry.size > maxBytes) {
      tooLarge = true;
      continue;
    }
    files[path] = () => createReadStream(real);
  }
  return { files, tooLarge };
}

/** Bytes on disk and number of entries below a folder that its owner may be changing meanwhile. */
export async function measureTree(folder: string): Promise<{ bytes: number; entries: number }> {
  const total = { bytes: 0, entries: 0 };
  const pending = [folder];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    for (const entry of await entriesOf(path)) {
      total.entries += 1;
      const child = join(path, entry.name);
      if (entry.isDirectory()) pending.push(child);
      else
        total.bytes += await lstat(child).then(
          (state) => state.blocks * 512,
          () => 0,
        );
    }
  }
  return total;
}

/** Removes a tree, also when a program took the right to enter its folders away; silent when there is none. */
export async function removeTree(path: string): Promise<void> {
  try {
    await rm(path, { recursive: true, force: true });
  } catch {
    await openFolders(path);
    await rm(path, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Creates a file of our own for the run; never follows or overwrites. */
export async function writeOwnFile(path: string, content: string | Buffer, mode = 0o600): Promise<void> {
  const file = await open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, mode);
  try {
    await file.writeFile(content);
    // The process umask may have taken bits that the jail's user needs.
    await file.chmod(mode);
  } finally {
    await file.close();
  }
}

function safeRelativePath(path: string): string[] {
  const parts = path.split("/");
  const clean = posix.normalize(path) === path && !path.startsWith("/") && !path.includes("\0");
  if (!clean || parts.some((part) => part === "" || part === "." || part === "..")) {
    throw new SandboxError(
      "sandbox.invalid-command",
      `The path ${JSON.stringify(path)} must lie below the job folder.`,
    );
  }
  return parts;
}

async function chownTree(path: string, id: number): Promise<void> {
  await chown(path, id, id);
  for (const entry of await entriesOf(path)) {
    const child = join(path, entry.name);
    if (entry.isDirectory()) await chownTree(child, id);
    else await chown(child, id, id);
  }
}

async function openFolders(path: string): Promise<void> {
  const entry = await lstat(path).catch(() => undefined);
  if (entry?.isDirectory() !== true) return;
  await chmod(path, 0o700).catch(() => undefined);
  for (const child of await entriesOf(path)) if (child.isDirectory()) await openFolders(join(path, child.name));
}

async function entriesOf(path: string): Promise<Dirent[]> {
  return readdir(path, { withFileTypes: true }).catch(() => []);
}
