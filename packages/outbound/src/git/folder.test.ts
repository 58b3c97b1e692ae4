import { existsSync, mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createOutbound } from "../outbound.ts";
import { commit, createRepository, git } from "../testing.ts";

vi.setConfig({ testTimeout: 60_000 });

const limits = { maxBytes: 10_000_000, maxFiles: 100, timeoutMs: 30_000 };
const outbound = createOutbound();

let work: string;
beforeEach(async () => {
  work = await mkdtemp(join(tmpdir(), "outbound-folder-"));
});
afterEach(() => rm(work, { recursive: true, force: true }));

describe("a git folder", () => {
  it("shows its branches and tags, loose and packed, bare and not", async () => {
    const folder = createRepository(work, "demo", { "a.sol": "one" });
    const first = git(folder, "rev-parse", "HEAD");
    git(folder, "tag", "--annotate", "v1", "--message", "release");
    git(folder, "branch", "feature/x");
    const second = commit(folder, { "a.sol": "two" });
    const expected = {
      defaultBranch: "main",
      head: second,
      branches: [
        { name: "feature/x", commit: first },
        { name: "main", commit: second },
      ],
      tags: [{ name: "v1", commit: first }],
    };
    expect(await outbound.listFolderRefs(folder)).toEqual(expected);
    git(folder, "gc", "--quiet");
    expect(existsSync(join(folder, ".git/packed-refs"))).toBe(true);
    expect(await outbound.listFolderRefs(folder)).toEqual(expected);
    git(work, "clone", "--quiet", "--bare", "demo", "demo.git");
    expect(await outbound.listFolderRefs(join(work, "demo.git"))).toEqual(expected);
  });

  it("exports any revision with its history, and not what is only in the working folder", async () => {
    const folder = createRepository(work, "demo", { "src/a.sol": "one" });
    const first = git(folder, "rev-parse", "HEAD");
    const second = commit(folder, { "src/a.sol": "two" });
    writeFileSync(join(folder, "uncommitted"), "x");
    const head = await outbound.exportFolderRevision({ folder, directory: join(work, "head"), limits });
    expect(head).toMatchObject({ commit: second, ref: "main", isDefaultRef: true, shallow: false, files: 1 });
    expect(existsSync(join(head.treeDirectory, "uncommitted"))).toBe(false);
    const older = await outbound.exportFolderRevision({ folder, ref: first, directory: join(work, "older"), limits });
    expect(readFileSync(join(older.treeDirectory, "src/a.sol"), "utf8")).toBe("one");
    expect(await outbound.describeCommit(head.gitDirectory, second, { against: first })).toMatchObject({
      depth: 2,
      changes: [{ kind: "modified", path: "src/a.sol" }],
    });
    await expect(
      outbound.exportFolderRevision({ folder, ref: "missing", directory: join(work, "no"), limits }),
    ).rejects.toMatchObject({ code: "outbound.git-ref-not-found" });
  });

  it("never has its own configuration read by git", async () => {
    const canary = join(work, "canary");
    const folder = createRepository(work, "hostile", { "a.sol": "x", ".gitattributes": "*.sol filter=evil\n" });
    const evil = `sh -c 'touch ${canary}; cat'`;
    for (const [key, value] of [
      ["filter.evil.smudge", evil],
      ["core.fsmonitor", evil],
      ["core.sshCommand", evil],
      ["uploadpack.packObjectsHook", evil],
      ["core.alternateRefsCommand", evil],
    ] as const) {
      git(folder, "config", key, value);
    }
    const { treeDirectory } = await outbound.exportFolderRevision({ folder, directory: join(work, "out"), limits });
    expect(readFileSync(join(treeDirectory, "a.sol"), "utf8")).toBe("x");
    expect(existsSync(canary)).toBe(false);
  });

  it("brings submodules that it holds itself, without any network", async () => {
    createRepository(work, "std", { "src/Test.sol": "contract Test {}" });
    const folder = createRepository(work, "vault", { "a.sol": "x" });
    git(folder, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", join(work, "std"), "lib/std");
    git(folder, "commit", "--quiet", "--message", "submodule");
    await rm(join(work, "std"), { recursive: true });
    const result = await outbound.exportFolderRevision({ folder, directory: join(work, "out"), limits });
    expect(result.submodules).toMatchObject([{ path: "lib/std", ok: true }]);
    expect(readFileSync(join(result.treeDirectory, "lib/std/src/Test.sol"), "utf8")).toBe("contract Test {}");
  });

  it("is refused when it leads to objects outside, or is none", async () => {
    const secret = createRepository(work, "secret", { "a.sol": "secret" });
    const allowed = join(work, "allowed");
    const attempts: Record<string, (folder: string) => void> = {
      plain: () => undefined,
      gitfile: (folder) => writeFileSync(join(folder, ".git"), `gitdir: ${secret}/.git\n`),
      link: (folder) => symlinkSync(join(secret, ".git"), join(folder, ".git")),
      objects: (folder) => {
        git(folder, "init", "--quiet");
        renameSync(join(folder, ".git/objects"), join(folder, ".git/own"));
        symlinkSync(join(secret, ".git/objects"), join(folder, ".git/objects"));
      },
      alternates: (folder) => {
        git(folder, "init", "--quiet");
        writeFileSync(join(folder, ".git/objects/info/alternates"), `${secret}/.git/objects\n`);
      },
    };
    for (const [name, prepare] of Object.entries(attempts)) {
      const folder = join(allowed, name);
      mkdirSync(folder, { recursive: true });
      prepare(folder);
      await expect(outbound.listFolderRefs(folder)).rejects.toMatchObject({ code: "outbound.not-a-repository" });
    }
    await expect(outbound.listFolderRefs(join(work, "missing"))).rejects.toMatchObject({
      code: "outbound.not-a-repository",
    });
  });
});

describe("a commit", () => {
  it("is described with author, time, message, depth and changed paths", async () => {
    const folder = createRepository(work, "demo", {
      "src/Old.sol": "contract Vault { uint a; uint b; uint c; }\n",
      "gone.sol": "x",
    });
    const first = git(folder, "rev-parse", "HEAD");
    git(folder, "mv", "src/Old.sol", "src/New.sol");
    git(folder, "rm", "--quiet", "gone.sol");
    const second = commit(folder, { "added.sol": "y" }, "Rename the vault\n\nBecause.");
    const { gitDirectory } = await outbound.exportFolderRevision({ folder, directory: join(work, "out"), limits });
    expect(await outbound.describeCommit(gitDirectory, second, { against: first })).toEqual({
      commit: second,
      parents: [first],
      author: "Ada",
      authoredAt: new Date("2026-01-02T03:04:05Z"),
      message: "Rename the vault\n\nBecause.",
      depth: 2,
      changes: [
        { kind: "added", path: "added.sol" },
        { kind: "deleted", path: "gone.sol" },
        { kind: "renamed", from: "src/Old.sol", path: "src/New.sol" },
      ],
    });
    expect((await outbound.describeCommit(gitDirectory, first)).changes).toBeNull();
    expect((await outbound.describeCommit(gitDirectory, second, { against: "0".repeat(40) })).changes).toBeNull();
    await expect(outbound.describeCommit(gitDirectory, "--all")).rejects.toMatchObject({
      code: "outbound.git-ref-not-found",
    });
  });

  it("is listed with those since another one: author's e-mail, message and files, whatever they are called", async () => {
    const folder = createRepository(work, "demo", { "old.sol": "1" });
    const first = git(folder, "rev-parse", "HEAD");
    const second = commit(folder, { "src/a b.sol": "1", "new\nline.sol": "1" }, "fix: guard\n\nFixes: F-12");
    const third = commit(folder, { "old.sol": "2" }, "second");
    const { gitDirectory } = await outbound.exportFolderRevision({ folder, directory: join(work, "out"), limits });
    const commits = await outbound.listCommits(gitDirectory, third, { since: first });
    expect(commits.map(({ id, message, files }) => ({ id, message, files: [...files].sort() }))).toEqual([
      { id: third, message: "second", files: ["old.sol"] },
      { id: second, message: "fix: guard\n\nFixes: F-12", files: ["new\nline.sol", "src/a b.sol"] },
    ]);
    expect(commits[0]?.author).toMatch(/@/);
    expect(await outbound.listCommits(gitDirectory, third, { since: third })).toEqual([]);
    expect(await outbound.listCommits(gitDirectory, third, { since: "0".repeat(40) })).toEqual([]);
    expect(await outbound.listCommits(gitDirectory, third, { since: "--all" })).toEqual([]);
  });

  it("is weighed with all before it: lines, and who wrote them too", async () => {
    const folder = createRepository(work, "demo", { "a.sol": "1\n2\n3\n" });
    const last = commit(
      folder,
      { "a\tb\nc.sol": "1\n", "d.sol": "1\n2\n" },
      "feat: more\n\nCo-authored-by: Helper <helper@example.org>\nco-authored-by:  Other <o@example.org>\n",
    );
    const { gitDirectory } = await outbound.exportFolderRevision({ folder, directory: join(work, "out"), limits });
    const listed = await outbound.listWork(gitDirectory, last);
    expect(listed?.map(({ labels, added }) => [labels, added])).toEqual([
      [["Helper <helper@example.org>", "Other <o@example.org>"], 3],
      [[], 3],
    ]);
    expect(listed?.[0]?.author).toMatch(/^Ada <.+@.+>$/);
    expect(await outbound.listWork(gitDirectory, "0".repeat(40))).toBeNull();
    expect(await outbound.listWork(gitDirectory, "--all")).toBeNull();
  });

  it("knows its ancestors", async () => {
    const folder = createRepository(work, "demo", { a: "1" });
    const first = git(folder, "rev-parse", "HEAD");
    git(folder, "checkout", "--quiet", "-b", "side");
    const side = commit(folder, { b: "1" });
    git(folder, "checkout", "--quiet", "main");
    const second = commit(folder, { a: "2" });
    const { gitDirectory } = await outbound.exportFolderRevision({ folder, directory: join(work, "out"), limits });
    const pairs = [
      [first, second, true],
      [second, first, false],
      [second, second, true],
      [side, second, false],
      [first, side, true],
      ["0".repeat(40), second, false],
    ] as const;
    for (const [older, newer, expected] of pairs)
      expect(await outbound.isAncestor(gitDirectory, older, newer)).toBe(expected);
  });
});
