import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create } from "tar";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { zip } from "./testing.ts";
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
