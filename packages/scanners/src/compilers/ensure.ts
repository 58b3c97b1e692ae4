import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmod, copyFile, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import type { CompilerRef } from "../contract.ts";
import { findPackage, NODE } from "../tool/packages.ts";
import { type CompilerPackage, compilerPackage } from "./table.ts";

/** Why a compiler is not there: not on the list, not reachable, or not what was committed. */
export class CompilerError extends Error {
  readonly code: "unknown-version" | "unreachable" | "wrong-content";

  constructor(code: CompilerError["code"], message: string) {
    super(message);
    this.name = "CompilerError";
    this.code = code;
  }
}

export interface CompilerStore {
  /** Kept between runs; one folder per version, readable by all because jailed programs own nothing. */
  readonly cacheDirectory: string;
  /**
   * Brings a package from the configured registry, refuses content that does not hash to `integrity`, and answers the
   * unpacked folder; absent when offline.
   */
  readonly fetchPackage?: (request: PackageRequest) => Promise<{ readonly directory: string }>;
}

export interface PackageRequest {
  readonly name: string;
  readonly version: string;
  /** `sha512-…` */
  readonly integrity: string;
}

// Part of the folder's name: a change of the wrapper makes new folders beside the old ones.
const LAYOUT = "2";
// Another ending than in the package: a manifest above the cache may turn `.js` into an ES module.
const SOLJSON = "soljson.cjs";
const run = promisify(execFile);
const pending = new Map<string, Promise<CompilerRef>>();

/**
 * The folder that makes forge see a compiler as installed: `solc-<version>`, its runner, soljson.js and its version
 * text. Takes an installed alias first, then the cache, then the registry (checked against the committed integrity).
 * Throws `CompilerError`.
 */
export function ensureCompiler(version: string, store: CompilerStore): Promise<CompilerRef> {
  const directory = path.resolve(store.cacheDirectory, `v${LAYOUT}`, version);
  const known = pending.get(directory);
  if (known !== undefined) return known;
  const made = make(version, directory, store).finally(() => pending.delete(directory));
  pending.set(directory, made);
  return made;
}

async function make(version: string, directory: string, store: CompilerStore): Promise<CompilerRef> {
  const row = compilerPackage(version);
  if (row === undefined) throw new CompilerError("unknown-version", `there is no compiler ${version} for Redoubt`);
  if (await isComplete(directory)) return { version, directory };
  await mkdir(path.dirname(directory), { recursive: true });
  const work = `${directory}.${randomBytes(6).toString("hex")}`;
  try {
    await mkdir(work);
    await placeSoljson(row, path.join(work, SOLJSON), store);
    await placeWrapper(version, work);
    await rm(directory, { recursive: true, force: true });
    await rename(work, directory).catch(async (error: unknown) => {
      // Another process was faster with the same content.
      if (!(await isComplete(directory))) throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return { version, directory };
}

async function isComplete(directory: string): Promise<boolean> {
  // Written last.
  return readFile(path.join(directory, "version.txt")).then(
    () => true,
    () => false,
  );
}

async function placeSoljson(row: CompilerPackage, file: string, store: CompilerStore): Promise<void> {
  const installed = findPackage(`solc-${row.version}`);
  if (installed !== undefined) return copyFile(path.join(installed.directory, "soljson.js"), file);
  if (store.fetchPackage === undefined) {
    throw new CompilerError("unreachable", `solc ${row.version} is not installed and nothing may be fetched`);
  }
  const request = { name: "solc", version: row.package, integrity: row.integrity };
  const { directory } = await store.fetchPackage(request).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CompilerError("unreachable", `solc ${row.version} could not be fetched: ${reason}`);
  });
  await copyFile(path.join(directory, "soljson.js"), file).catch(() => {
    throw new CompilerError("wrong-content", `the package of solc ${row.version} has no soljson.js`);
  });
}

async function placeWrapper(version: string, work: string): Promise<void> {
  const runner = path.join(work, "solc-run.cjs");
  await copyFile(path.join(import.meta.dirname, "solc-run.cjs"), runner);
  const { stdout } = await run(process.execPath, [runner, path.join(work, SOLJSON), "--version"], { env: {} });
  if (!stdout.includes(`\nVersion: ${version}+commit.`)) {
    throw new CompilerError("wrong-content", `the package of solc ${version} calls itself ${stdout.slice(0, 200)}`);
  }
  const wrapper = path.join(work, `solc-${version}`);
  await writeFile(wrapper, WRAPPER);
  for (const file of [SOLJSON, "solc-run.cjs"]) await chmod(path.join(work, file), 0o644);
  await chmod(wrapper, 0o755);
  await chmod(work, 0o755);
  await writeFile(path.join(work, "version.txt"), stdout, { mode: 0o644 });
}

// forge asks for the version often; answering from the file saves half a second each time.
const WRAPPER = `#!/bin/sh
here=\${0%/*}
case "$1" in --version|-V) exec cat "$here/version.txt" ;; esac
exec ${NODE} "$here/solc-run.cjs" "$here/${SOLJSON}" "$@"
`;
