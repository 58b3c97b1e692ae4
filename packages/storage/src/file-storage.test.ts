import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Storage } from "./contract.ts";
import { createFileStorage } from "./file-storage.ts";

const acme = "0190b3a0-0000-7000-8000-000000000001";
const other = "0190b3a0-0000-7000-8000-000000000002";

let root: string;
let storage: Storage;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "storage-test-"));
  storage = createFileStorage(root);
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function text(stream: Readable): Promise<string> {
  let result = "";
  for await (const chunk of stream) result += String(chunk);
  return result;
}

async function filesOnDisk(): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

describe("an artifact", () => {
  it("comes back as it was put, from text, bytes and streams", async () => {
    const contents = ["report", Buffer.from([0, 255, 1]), Readable.from(["re", Buffer.from("port")])];
    const stored = await Promise.all(contents.map((content) => storage.put(acme, content, { maxBytes: 100 })));
    expect(stored.map(({ size }) => size)).toEqual([6, 3, 6]);
    expect(stored[0]?.sha256).toBe(createHash("sha256").update("report").digest("hex"));
    expect(stored[2]?.sha256).toBe(stored[0]?.sha256);
    const [first, second, third] = stored.map(({ key }) => key);
    expect(await text(await storage.open(first ?? ""))).toBe("report");
    expect(await storage.read(second ?? "")).toEqual(Buffer.from([0, 255, 1]));
    expect(await storage.size(third ?? "")).toBe(6);
  });

  it("has a key of its own: deleting one of two equal ones leaves the other", async () => {
    const [one, two] = [
      await storage.put(acme, "same", { maxBytes: 9 }),
      await storage.put(acme, "same", { maxBytes: 9 }),
    ];
    await storage.delete(one.key);
    await storage.delete(one.key);
    expect(await storage.has(one.key)).toBe(false);
    await expect(storage.open(one.key)).rejects.toMatchObject({ code: "storage.not-found" });
    expect(String(await storage.read(two.key))).toBe("same");
  });

  it("is stored whole or not at all", async () => {
    await expect(storage.put(acme, Readable.from(["1234", "5678"]), { maxBytes: 7 })).rejects.toMatchObject({
      code: "storage.too-large",
    });
    const broken = Readable.from(
      (function* () {
        yield "first half";
        throw new Error("connection lost");
      })(),
    );
    await expect(storage.put(acme, broken, { maxBytes: 100 })).rejects.toThrow("connection lost");
    expect(await filesOnDisk()).toEqual([]);
    expect((await storage.put(acme, "1234567", { maxBytes: 7 })).size).toBe(7);
  });

  it("stops reading a stream at the cap", async () => {
    let sent = 0;
    const endless = new Readable({
      read() {
        sent += 1;
        this.push(Buffer.alloc(1024));
      },
    });
    await expect(storage.put(acme, endless, { maxBytes: 10_000 })).rejects.toMatchObject({ code: "storage.too-large" });
    expect(endless.destroyed).toBe(true);
    expect(sent).toBeLessThan(100);
  });

  it("is not read into memory beyond the caller's limit", async () => {
    const { key } = await storage.put(acme, "123456", { maxBytes: 100 });
    await expect(storage.read(key, { maxBytes: 5 })).rejects.toMatchObject({ code: "storage.too-large" });
  });

  it("is refused when its bytes were changed on disk", async () => {
    const { key } = await storage.put(acme, "original", { maxBytes: 100 });
    const [path] = await filesOnDisk();
    await writeFile(path ?? "", "replaced");
    await expect(storage.read(key)).rejects.toMatchObject({ code: "storage.corrupt" });
  });

  it("is closed to other users of the machine", async () => {
    await storage.put(acme, "secret", { maxBytes: 100 });
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    for (const entry of entries) {
      const { mode } = await stat(join(entry.parentPath, entry.name));
      expect(mode & 0o777).toBe(entry.isDirectory() ? 0o700 : 0o600);
    }
    expect(entries.length).toBeGreaterThan(3);
  });
});

describe("a key", () => {
  it.each([
    "",
    "org",
    "../../etc/passwd",
    `org/${acme}/artifact/../../../../etc/passwd`,
    `org/${acme}/artifact/${"a".repeat(64)}`,
    `org/${acme}/artifact/${"a".repeat(64)}.0123456789abcdef/..`,
    `org/${acme}/artifact/${"a".repeat(64)}.0123456789abcdef\n`,
    `org/${acme}/artifact/${"A".repeat(64)}.0123456789abcdef`,
    `org/${acme}/content/${"a".repeat(64)}.0123456789abcdef`,
    `org/${"-".repeat(36)}/artifact/${"a".repeat(64)}.0123456789abcdef`,
    `org/${acme}/tree/${"a".repeat(64)}.0123456789abcdef`,
    `/org/${acme}/artifact/${"a".repeat(64)}.0123456789abcdef`,
  ])("is refused when it is not one of an artifact: %j", async (key) => {
    await expect(storage.open(key)).rejects.toMatchObject({ code: "storage.invalid-key" });
    await expect(storage.read(key)).rejects.toMatchObject({ code: "storage.invalid-key" });
  });

  it("of a tree does not open an artifact and the other way round", async () => {
    const { key } = await storage.put(acme, "x", { maxBytes: 1 });
    await expect(storage.listTree(key)).rejects.toMatchObject({ code: "storage.invalid-key" });
    await expect(storage.materializeTree(key, join(root, "out"))).rejects.toMatchObject({
      code: "storage.invalid-key",
    });
  });

  it.each(["", "..", "../..", `${acme}/..`, acme.toUpperCase(), "0190b3a0"])(
    "cannot be made for %j, which is no organization",
    async (organizationId) => {
      await expect(storage.put(organizationId, "x", { maxBytes: 1 })).rejects.toMatchObject({
        code: "storage.invalid-key",
      });
      await expect(storage.deleteOrganization(organizationId)).rejects.toMatchObject({ code: "storage.invalid-key" });
      expect(await filesOnDisk()).toEqual([]);
    },
  );
});

describe("organizations", () => {
  it("share no byte on disk, even of equal content", async () => {
    const folder = join(root, "source");
    await writeFolder(folder);
    const caps = { maxBytes: 1000, maxFiles: 10 };
    const mine = await storage.putTree(acme, folder, caps);
    const theirs = await storage.putTree(other, folder, caps);
    const artifact = await storage.put(acme, "same", { maxBytes: 9 });
    expect(theirs.treeHash).toBe(mine.treeHash);

    expect(await storage.listOrganizations()).toEqual([acme, other].sort());
    await storage.deleteOrganization(other);
    expect(await storage.listOrganizations()).toEqual([acme]);
    expect(await storage.has(theirs.treeKey)).toBe(false);
    await expect(storage.listTree(theirs.treeKey)).rejects.toMatchObject({ code: "storage.not-found" });
    expect(await readdir(join(root, "org"))).toEqual([acme]);
    expect(String(await storage.readTreeFile(mine.treeKey, "a.sol"))).toBe("contract A {}");
    expect(await storage.has(artifact.key)).toBe(true);
  });
});

async function writeFolder(folder: string): Promise<void> {
  await mkdir(folder);
  await writeFile(join(folder, "a.sol"), "contract A {}");
}
