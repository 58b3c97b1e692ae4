import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, deflateRawSync } from "node:zlib";
import { create } from "tar";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { unpackArchive } from "./unpack.ts";

const limits = { unpackedBytes: 8 * 1024 * 1024, files: 20, ratio: 100, depth: 8 };
const signal = new AbortController().signal;
let root = "";
let out = "";

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "unpack-"));
  out = join(root, "out");
  await mkdir(out);
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** A zip by hand, so that hostile names and modes can be written. */
function zip(entries: { name: string; data: Buffer; mode?: number }[]): Buffer {
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

async function unpackZip(entries: Parameters<typeof zip>[0]) {
  const archive = join(root, "a.zip");
  await writeFile(archive, zip(entries));
  return unpackArchive(archive, out, limits, signal);
}

describe("unpackArchive", () => {
  it("unpacks a zip and counts", async () => {
    const result = await unpackZip([
      { name: "src/A.sol", data: Buffer.from("contract A {}") },
      { name: "b.txt", data: Buffer.from("b") },
    ]);
    expect(result).toEqual({ files: 2, bytes: 14 });
    expect(await readFile(join(out, "src/A.sol"), "utf8")).toBe("contract A {}");
  });

  it("unpacks a tar.gz", async () => {
    await mkdir(join(root, "in/src"), { recursive: true });
    await writeFile(join(root, "in/src/A.sol"), "contract A {}");
    await create({ gzip: true, file: join(root, "a.tgz"), cwd: join(root, "in") }, ["src"]);
    expect(await unpackArchive(join(root, "a.tgz"), out, limits, signal)).toEqual({ files: 1, bytes: 13 });
    expect(await readdir(join(out, "src"))).toEqual(["A.sol"]);
  });

  it.each(["../evil", "a/../../evil", "/etc/evil", "C:/evil", "a\\..\\evil"])("refuses the path %s", async (name) => {
    await expect(unpackZip([{ name, data: Buffer.from("x") }])).rejects.toMatchObject({
      code: "source.archive-refused",
    });
    expect(await readdir(root)).not.toContain("evil");
  });

  it("refuses a link in a zip, and in a tar before anything is written", async () => {
    await expect(unpackZip([{ name: "l", data: Buffer.from("/etc"), mode: 0o120777 }])).rejects.toThrow(
      /link or device/,
    );
    await mkdir(join(root, "in"));
    await writeFile(join(root, "in/a"), "a");
    await symlink("/etc", join(root, "in/l"));
    await create({ file: join(root, "l.tar"), cwd: join(root, "in") }, ["a", "l"]);
    await expect(unpackArchive(join(root, "l.tar"), out, limits, signal)).rejects.toThrow(/SymbolicLink/);
    expect(await readdir(out)).toEqual([]);
  });

  it("refuses a bomb while unpacking, whatever size it states", async () => {
    await expect(unpackZip([{ name: "bomb", data: Buffer.alloc(9 * 1024 * 1024) }])).rejects.toThrow(
      /unpacks to more than/,
    );
  });

  it("refuses too many files, too deep folders, a second entry of one name, and other content", async () => {
    const many = Array.from({ length: 21 }, (_, index) => ({ name: `f${index}`, data: Buffer.from("x") }));
    await expect(unpackZip(many)).rejects.toThrow(/more than 20 files/);
    await expect(unpackZip([{ name: "a/b/c/d/e/f/g/h/i", data: Buffer.from("x") }])).rejects.toThrow(/deeper than 8/);
    const twice = [
      { name: "same", data: Buffer.from("1") },
      { name: "same", data: Buffer.from("2") },
    ];
    await expect(unpackZip(twice)).rejects.toMatchObject({ code: "source.archive-refused" });
    await writeFile(join(root, "x"), "hello");
    await expect(unpackArchive(join(root, "x"), out, limits, signal)).rejects.toThrow(/not a zip/);
  });

  it("stops when it is cancelled", async () => {
    const archive = join(root, "a.zip");
    await writeFile(archive, zip([{ name: "a", data: Buffer.from("a") }]));
    await expect(unpackArchive(archive, out, limits, AbortSignal.abort(new Error("stop")))).rejects.toThrow("stop");
  });
});
