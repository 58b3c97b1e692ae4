import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createSandbox, type Sandbox } from "@redoubt/sandbox";
import type { CompilerStore } from "@redoubt/scanners";

/** A folder with the given files; removed by `remove`. */
export function makeTree(files: Readonly<Record<string, string>>): { folder: string; remove: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), "redoubt-tree-"));
  chmodSync(folder, 0o755);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Installed compilers only, kept for all tests of this machine. */
export const testCompilers: CompilerStore = { cacheDirectory: path.join(tmpdir(), "redoubt-test-compilers") };

/** A sandbox that works, or undefined after saying why tests that need one are skipped. */
export async function workingSandbox(): Promise<Sandbox | undefined> {
  const sandbox = createSandbox();
  const available = await sandbox.available();
  if (available.ok) return sandbox;
  process.stderr.write(`skipped: tests that need a jail (${available.howToInstall})\n`);
  return undefined;
}
