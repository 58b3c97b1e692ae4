import { execFileSync, spawnSync } from "node:child_process";
import { createServer } from "node:net";
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Storage } from "./contract.ts";
import { createFileStorage } from "./file-storage.ts";
import { readManifest, writeManifest } from "./manifest.ts";

const acme = "0190b3a0-0000-7000-8000-000000000001";
const caps = { maxBytes: 100_000_000, maxFiles: 1000 };

let work: string;
let root: string;
let source: string;
let storage: Storage;
beforeEach(async () => {
  work = await mkdtemp(join(tmpdir(), "storage-tree-"));
  root = join(work, "store");
  source = join(work, "source");
  await mkdir(source);
  storage = createFileStorage(root);
});
afterEach(() => rm(work, { recursive: true, force: true }));

async function put(files: Record<string, string>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(source, path)), { recursive: true });
    await writeFile(join(source, path), content);
  }
}

async function contentFiles(): Promise<string[]> {
  const folder = join(root, "org", acme, "content");
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Rights bind everyone but root: as root, tests of them run as nobody, where nobody may read the checkout. */
const ordinary = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
const STORAGE = join(import.meta.dirname, "file-storage.ts");
const mayRead = spawnSync("/usr/bin/test", ["-r", STORAGE], ordinary).status === 0;
if (!mayRead) process.stderr.write(`skipped: a tree without rights to a file (nobody cannot read ${STORAGE})\n`);

describe("a tree", () => {
  it.skipIf(!mayRead)("is refused by name when a file or folder of it may not be read", async () => {
    await put({ "src/A.sol": "contract A {}", "src/locked.env": "SECRET=1", "inner/B.sol": "" });
    await chmod(work, 0o777);
    const store = (): string => {
      const program = `import { createFileStorage } from ${JSON.stringify(STORAGE)};
        const storage = createFileStorage(${JSON.stringify(root)});
        await storage.putTree("${acme}", ${JSON.stringify(source)}, ${JSON.stringify(caps)}).then(
          () => console.log("stored"), (error) => console.log(error.code + ": " + error.message));`;
      const run = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
        ...ordinary,
        encoding: "utf8",
      });
      return `${run.stdout}${run.stderr}`.trim();
    };
    expect(store()).toBe("stored");
    await chmod(join(source, "src/locked.env"), 0o000);
    expect(store()).toBe("storage.unreadable: src/locked.env cannot be read: Redoubt has no right to it.");
    await chmod(join(source, "inner"), 0o000);
    await rm(join(source, "src/locked.env"));
    expect(store()).toBe("storage.unreadable: inner cannot be read: Redoubt has no right to it.");
  });

  it("comes back byte for byte, with its folders, links and executable files", async () => {
    await put({
      "foundry.toml": "[profile.default]",
      "src/A.sol": "contract A {}",
      "src/deep/B.sol": "",
      "run.sh": "#!/bin/sh",
    });
    await put({ "src/Löwe 'x'.sol": "ä", "-rf": "x", "a\nb": "newline" });
    await writeFile(join(source, "big.bin"), Buffer.alloc(9_000_000, 7));
    await chmod(join(source, "run.sh"), 0o755);
    await symlink("../src/A.sol", join(source, "src", "Same.sol"));
    await symlink("src", join(source, "sources"));

    const tree = await storage.putTree(acme, source, caps);
    expect(tree).toMatchObject({ files: 10, skipped: [] });
    const out = join(work, "out");
    await storage.materializeTree(tree.treeKey, out);
    execFileSync("diff", ["-r", "--no-dereference", join(source, "src", "deep"), join(out, "src", "deep")]);
    execFileSync("diff", ["-r", source, out]);
    expect((await stat(join(out, "run.sh"))).mode & 0o777).toBe(0o755);
    expect((await stat(join(out, "src", "A.sol"))).mode & 0o777).toBe(0o644);
    expect(await readlink(join(out, "src", "Same.sol"))).toBe("A.sol");
  });

  it("has a hash that depends on content alone", async () => {
    await put({ "b.sol": "b", "a.sol": "a" });
    const first = await storage.putTree(acme, source, caps);
    await utimes(join(source, "a.sol"), 1, 1);
    const again = await storage.putTree(acme, source, caps);
    expect(again.treeHash).toBe(first.treeHash);
    expect(again.treeKey).not.toBe(first.treeKey);
    await chmod(join(source, "a.sol"), 0o755);
    expect((await storage.putTree(acme, source, caps)).treeHash).not.toBe(first.treeHash);
    await put({ "c.sol": "" });
    expect((await storage.putTree(acme, source, caps)).files).toBe(3);
  });

  it("shares unchanged content with the organization's other trees", async () => {
    await put({ "a.sol": "a", "b.sol": "b", "copy/a.sol": "a" });
    await storage.putTree(acme, source, caps);
    await put({ "b.sol": "changed" });
    await storage.putTree(acme, source, caps);
    expect(await contentFiles()).toHaveLength(3);
  });

  it("lists sorted entries and opens single files, through links too", async () => {
    await put({ "src/A.sol": "contract A {}", "b.txt": "b" });
    await symlink("src", join(source, "link"));
    await symlink("link/A.sol", join(source, "direct"));
    const { treeKey } = await storage.putTree(acme, source, caps);
    expect((await storage.listTree(treeKey)).map((entry) => [entry.path, entry.kind])).toEqual([
      ["b.txt", "file"],
      ["direct", "link"],
      ["link", "link"],
      ["src/A.sol", "file"],
    ]);
    for (const path of ["src/A.sol", "link/A.sol", "direct"]) {
      expect(String(await storage.readTreeFile(treeKey, path))).toBe("contract A {}");
    }
    for (const path of ["", "src", "link", "missing", "src/../b.txt", "/b.txt", "../../../etc/passwd", "b.txt\0"]) {
      await expect(storage.openTreeFile(treeKey, path)).rejects.toMatchObject({ code: "storage.not-found" });
    }
    await expect(storage.readTreeFile(treeKey, "src/A.sol", { maxBytes: 3 })).rejects.toMatchObject({
      code: "storage.too-large",
    });
  });

  it("keeps no link that leads out, no special file and no .git", async () => {
    await put({ "a.sol": "a", ".git/config": "token", "lib/dep/.git/config": "token", "lib/dep/b.sol": "b" });
    await writeFile(join(work, "outside"), "canary");
    await symlink("/etc/passwd", join(source, "absolute"));
    await symlink(join(source, "a.sol"), join(source, "absolute-inside"));
    await symlink("../outside", join(source, "relative"));
    await symlink(".git/config", join(source, "config"));
    await symlink("dangling", join(source, "dangling"));
    await symlink("relative", join(source, "chain"));
    execFileSync("mkfifo", [join(source, "pipe")]);
    const socket = createServer().listen(join(source, "socket"));

    const tree = await storage.putTree(acme, source, caps);
    socket.close();
    expect((await storage.listTree(tree.treeKey)).map(({ path }) => path)).toEqual(["a.sol", "lib/dep/b.sol"]);
    expect(Object.fromEntries(tree.skipped.map(({ path, reason }) => [path, reason]))).toEqual({
      absolute: "link-leads-out",
      "absolute-inside": "link-leads-out",
      relative: "link-leads-out",
      config: "link-leads-out",
      dangling: "link-leads-out",
      chain: "link-leads-out",
      pipe: "special-file",
      socket: "special-file",
    });
  });

  it("leaves out what the caller ignores, folders whole", async () => {
    await put({ "a.sol": "a", "out/a.json": "x", "lib/out/b.json": "x" });
    const tree = await storage.putTree(acme, source, { ...caps, ignore: (path) => path === "out" });
    expect((await storage.listTree(tree.treeKey)).map(({ path }) => path)).toEqual(["a.sol", "lib/out/b.json"]);
  });

  it("is refused at its caps and when it is cancelled", async () => {
    await put({ "a.sol": "12345", "b.sol": "12345", "c.sol": "12345" });
    await expect(storage.putTree(acme, source, { maxBytes: 14, maxFiles: 9 })).rejects.toMatchObject({
      code: "storage.too-large",
    });
    await expect(storage.putTree(acme, source, { maxBytes: 99, maxFiles: 2 })).rejects.toMatchObject({
      code: "storage.too-large",
    });
    await expect(storage.putTree(acme, source, { ...caps, signal: AbortSignal.abort() })).rejects.toThrow("abort");
    expect(await storage.putTree(acme, source, { maxBytes: 15, maxFiles: 3 })).toMatchObject({ bytes: 15, files: 3 });
    await expect(storage.putTree(acme, join(work, "missing"), caps)).rejects.toMatchObject({
      code: "storage.not-found",
    });
  });
});

describe("a copy of a tree", () => {
  it("is not the tree: changing it changes nothing stored", async () => {
    await put({ "a.sol": "original" });
    const { treeKey } = await storage.putTree(acme, source, caps);
    await storage.materializeTree(treeKey, join(work, "out"));
    await writeFile(join(work, "out", "a.sol"), "changed");
    expect(String(await storage.readTreeFile(treeKey, "a.sol"))).toBe("original");
  });

  it("is written to an empty folder only, and may be a part", async () => {
    await put({ "src/a.sol": "a", "lib/b.sol": "b" });
    const { treeKey } = await storage.putTree(acme, source, caps);
    await expect(storage.materializeTree(treeKey, source)).rejects.toThrow("is not empty");
    await storage.materializeTree(treeKey, join(work, "part"), { only: (path) => path.startsWith("src/") });
    expect(await readdir(join(work, "part"))).toEqual(["src"]);
  });

  it("is refused when stored content is missing or damaged", async () => {
    await put({ "a.sol": "original" });
    const { treeKey } = await storage.putTree(acme, source, caps);
    const [path = ""] = await contentFiles();
    await writeFile(path, "longer than original");
    await expect(storage.materializeTree(treeKey, join(work, "one"))).rejects.toMatchObject({
      code: "storage.corrupt",
    });
    await rm(path);
    await expect(storage.materializeTree(treeKey, join(work, "two"))).rejects.toMatchObject({
      code: "storage.corrupt",
    });
  });
});

describe("clean-up", () => {
  it("removes old content that no tree names, and nothing else", async () => {
    await put({ "kept.sol": "kept", "gone.sol": "gone" });
    const first = await storage.putTree(acme, source, caps);
    await rm(join(source, "gone.sol"));
    const second = await storage.putTree(acme, source, caps);
    await mkdir(join(root, "org", acme, "temporary"), { recursive: true });
    await writeFile(join(root, "org", acme, "temporary", "unfinished"), "x");
    for (const path of [...(await contentFiles()), join(root, "org", acme, "temporary", "unfinished")])
      await utimes(path, 1, 1);

    expect(await storage.collectGarbage(acme)).toEqual({ removed: 1, bytes: 1 });
    expect(String(await storage.readTreeFile(first.treeKey, "gone.sol"))).toBe("gone");
    await storage.delete(first.treeKey);
    expect(await storage.collectGarbage(acme)).toEqual({ removed: 1, bytes: 4 });
    expect(String(await storage.readTreeFile(second.treeKey, "kept.sol"))).toBe("kept");
    await expect(storage.listTree(first.treeKey)).rejects.toMatchObject({ code: "storage.not-found" });
  });

  it("spares content that a new tree has just taken up again", async () => {
    await put({ "a.sol": "again" });
    const { treeKey } = await storage.putTree(acme, source, caps);
    for (const path of await contentFiles()) await utimes(path, 1, 1);
    await storage.delete(treeKey);
    await storage.putTree(acme, source, caps);
    const [path = ""] = await contentFiles();
    expect((await lstat(path)).mtimeMs).toBeGreaterThan(1000);
  });

  it("has nothing to do for an organization without content", async () => {
    expect(await storage.collectGarbage(acme)).toEqual({ removed: 0, bytes: 0 });
  });
});

describe("the manifest", () => {
  it("reads back as written, in one order, for any paths", () => {
    const part = fc
      .string({ minLength: 1, unit: "grapheme" })
      .filter((text) => !/[/\0]/.test(text) && text !== "." && text !== "..");
    const path = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("/"));
    const file = fc.record({
      kind: fc.constant("file" as const),
      path,
      size: fc.nat(),
      sha256: fc.stringMatching(/^[0-9a-f]{64}$/),
      executable: fc.boolean(),
    });
    const link = fc.record({ kind: fc.constant("link" as const), path, target: fc.string() });
    const entries = fc.uniqueArray(fc.oneof(file, link), { selector: (entry) => entry.path });
    fc.assert(
      fc.property(entries, (list) => {
        const { text, treeHash } = writeManifest(list);
        expect(writeManifest(list.toReversed()).treeHash).toBe(treeHash);
        expect(readManifest(text, treeHash)).toEqual(list.toSorted((a, b) => (a.path < b.path ? -1 : 1)));
      }),
    );
  });

  it("is refused when it was changed, also on disk", async () => {
    await put({ "a.sol": "a" });
    const { treeKey, treeHash } = await storage.putTree(acme, source, caps);
    const [folder = ""] = await readdir(join(root, "org", acme, "tree"));
    const [name = ""] = await readdir(join(root, "org", acme, "tree", folder));
    const path = join(root, "org", acme, "tree", folder, name);
    const text = await readFile(path, "utf8");
    await writeFile(path, text.replace("a.sol", "../a"));
    await expect(createFileStorage(root).listTree(treeKey)).rejects.toMatchObject({ code: "storage.corrupt" });
    expect(readManifest(text, treeHash)).toHaveLength(1);
  });
});
