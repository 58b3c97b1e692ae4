import { crc32, deflateRawSync } from "node:zlib";
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

/** A zip by hand, so that hostile names and modes can be written. */
export function zip(entries: { name: string; data: Buffer; mode?: number }[]): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, data, mode = 0o100644 } of entries) {
    const packed = deflateRawSync(data);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(20, 4);
    head.writeUInt16LE(8, 8);
    head.writeUInt32LE(crc32(data), 14);
    head.writeUInt32LE(packed.length, 18);
    head.writeUInt32LE(data.length, 22);
    head.writeUInt16LE(Buffer.byteLength(name), 26);
    const row = Buffer.alloc(46);
    row.writeUInt32LE(0x02014b50, 0);
    row.writeUInt16LE((3 << 8) | 20, 4);
    row.writeUInt16LE(20, 6);
    row.writeUInt16LE(8, 10);
    row.writeUInt32LE(crc32(data), 16);
    row.writeUInt32LE(packed.length, 20);
    row.writeUInt32LE(data.length, 24);
    row.writeUInt16LE(Buffer.byteLength(name), 28);
    row.writeUInt32LE((mode << 16) >>> 0, 38);
    row.writeUInt32LE(offset, 42);
    local.push(head, Buffer.from(name), packed);
    central.push(row, Buffer.from(name));
    offset += 30 + Buffer.byteLength(name) + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}
