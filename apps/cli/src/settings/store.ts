import { chmod, mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { CliError, EXIT } from "../errors.ts";

const Stored = z.object({ version: z.literal(1), url: z.string().max(2000), token: z.string().min(1).max(2000) });

/** What `redoubt login` keeps: one server and its token. */
export interface Credentials {
  readonly url: string;
  readonly token: string;
}

export const credentialsFile = (folder: string): string => path.join(folder, "credentials.json");

/** Undefined when nobody signed in. Refuses a file that others of this machine may read. */
export async function readCredentials(folder: string): Promise<Credentials | undefined> {
  const file = credentialsFile(folder);
  const facts = await stat(file).catch(() => undefined);
  if (facts === undefined) return undefined;
  if (process.platform !== "win32" && (facts.mode & 0o077) !== 0) {
    throw new CliError(`${file} can be read by others of this machine. Run: chmod 600 ${file}`, EXIT.refused);
  }
  const parsed = Stored.safeParse(parseJson(await readFile(file, "utf8")));
  if (!parsed.success) throw new CliError(`${file} is damaged. Run redoubt login again.`, EXIT.refused);
  return { url: parsed.data.url, token: parsed.data.token };
}

/** Written beside and moved into place, so that a reader never meets half of it. */
export async function writeCredentials(folder: string, { url, token }: Credentials): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = credentialsFile(folder);
  const beside = `${file}.${process.pid}`;
  const handle = await open(beside, "w", 0o600);
  try {
    await handle.writeFile(`${JSON.stringify({ version: 1, url, token }, undefined, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await chmod(beside, 0o600);
  await rename(beside, file);
  return file;
}

/** True when there was something to remove. */
export async function removeCredentials(folder: string): Promise<boolean> {
  const file = credentialsFile(folder);
  const there = (await stat(file).catch(() => undefined)) !== undefined;
  await rm(file, { force: true });
  return there;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
