import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { CloneOptions, CloneProgress } from "../contract.ts";
import { createOutbound } from "../outbound.ts";
import {
  commit,
  createCertificate,
  createRepository,
  type GitServer,
  type GitServerOptions,
  git,
  startGitServer,
} from "../testing.ts";

vi.setConfig({ testTimeout: 60_000 });

const limits = { maxBytes: 50_000_000, maxFiles: 1000, timeoutMs: 30_000 };

let work: string;
let repositories: string;
const servers: GitServer[] = [];
beforeEach(async () => {
  work = await mkdtemp(join(tmpdir(), "outbound-git-"));
  repositories = join(work, "repositories");
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
  await rm(work, { recursive: true, force: true });
});

async function serve(options: Partial<GitServerOptions> = {}) {
  const server = await startGitServer({ root: repositories, ...options });
  servers.push(server);
  const host = `localhost:${server.port}`;
  const outbound = createOutbound({ allowedHosts: [host] });
  const clone = (name: string, change: Partial<CloneOptions> = {}) =>
    outbound.cloneRepository({ url: `http://${host}/${name}`, directory: join(work, "clone"), limits, ...change });
  return { server, host, outbound, clone };
}

function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

/** The same commit with a submodule entry, which needs no checkout of it. */
function addSubmodule(folder: string, path: string, url: string, id: string, name = path): string {
  const modules = existsSync(join(folder, ".gitmodules")) ? readFileSync(join(folder, ".gitmodules"), "utf8") : "";
  writeFileSync(join(folder, ".gitmodules"), `${modules}[submodule "${name}"]\n\tpath = ${path}\n\turl = ${url}\n`);
  git(folder, "add", ".gitmodules");
  git(folder, "update-index", "--add", "--cacheinfo", `160000,${id},${path}`);
  git(folder, "commit", "--quiet", "--message", `add ${path}`);
  return git(folder, "rev-parse", "HEAD");
}

describe("a clone", () => {
  it("brings the default branch with its history, and no .git into the tree", async () => {
    const folder = createRepository(repositories, "vault", { "src/Vault.sol": "contract Vault {}", "README.md": "x" });
    const head = commit(folder, { "src/Vault.sol": "contract Vault { uint x; }" }, "second");
    git(folder, "tag", "--annotate", "v1", "--message", "first release", "HEAD~1");
    const { clone, outbound } = await serve();
    const phases: CloneProgress["phase"][] = [];
    const result = await clone("vault", { onProgress: ({ phase }) => phases.push(phase) });

    expect(result).toMatchObject({
      commit: head,
      ref: "main",
      isDefaultRef: true,
      shallow: false,
      files: 2,
      submodules: [],
    });
    expect(result.tags).toEqual([{ name: "v1", commit: git(folder, "rev-parse", "HEAD~1") }]);
    expect(filesBelow(result.treeDirectory)).toEqual(["README.md", "src/Vault.sol"]);
    expect(readFileSync(join(result.treeDirectory, "src/Vault.sol"), "utf8")).toBe("contract Vault { uint x; }");
    expect(phases).toEqual(expect.arrayContaining(["connecting", "receiving", "writing"]));
    expect(await outbound.describeCommit(result.gitDirectory, head)).toMatchObject({ depth: 2 });
  });

  it("takes branches, tags, full and short commit ids, and refuses what is not there", async () => {
    const folder = createRepository(repositories, "vault", { "a.sol": "one" });
    const first = git(folder, "rev-parse", "HEAD");
    git(folder, "tag", "--annotate", "v1", "--message", "release");
    git(folder, "checkout", "--quiet", "-b", "feature/fees");
    const feature = commit(folder, { "a.sol": "fees" });
    git(folder, "checkout", "--quiet", "main");
    const middle = commit(folder, { "a.sol": "two" });
    commit(folder, { "a.sol": "three" });
    const { clone } = await serve();
    const cases = [
      { ref: "feature/fees", id: feature, isDefaultRef: false },
      { ref: "refs/heads/main", id: git(folder, "rev-parse", "main"), isDefaultRef: true },
      { ref: "v1", id: first, isDefaultRef: false },
      { ref: middle, id: middle, isDefaultRef: false },
      { ref: middle.slice(0, 10), id: middle, isDefaultRef: false },
    ];
    for (const [index, { ref, id, isDefaultRef }] of cases.entries()) {
      expect(await clone("vault", { ref, directory: join(work, `clone-${index}`) })).toMatchObject({
        commit: id,
        isDefaultRef,
      });
    }
    for (const ref of ["missing", "0".repeat(40), "abcdef1234", "--upload-pack=touch /tmp/x", "main^{tree}"]) {
      await expect(clone("vault", { ref })).rejects.toMatchObject({ code: "outbound.git-ref-not-found" });
    }
    expect(existsSync(join(work, "clone"))).toBe(false);
  });

  it("says so when a repository is empty or missing", async () => {
    mkdirSync(join(repositories, "empty"), { recursive: true });
    git(join(repositories, "empty"), "init", "--quiet");
    const { clone } = await serve();
    await expect(clone("empty")).rejects.toMatchObject({ code: "outbound.git-ref-not-found" });
    await expect(clone("missing")).rejects.toMatchObject({ code: "outbound.git-not-found" });
  });

  it("runs nothing that a repository brings: no hook, no filter, no conversion, no configuration", async () => {
    const canary = join(work, "canary");
    const folder = createRepository(repositories, "hostile", {
      "a.sol": "line\n$Id$\n",
      "b.md": "text\n",
      ".lfsconfig": "[lfs]\n\turl = http://127.0.0.1:1/\n",
      ".githooks/post-checkout": `#!/bin/sh\ntouch ${canary}\n`,
    });
    await chmod(join(folder, ".githooks/post-checkout"), 0o755);
    // Past the index, so that preparing the test does not convert anything itself.
    writeFileSync(
      join(work, "attributes"),
      "*.sol filter=evil text eol=crlf ident\n*.md working-tree-encoding=UTF-16\n",
    );
    const attributes = git(folder, "hash-object", "-w", join(work, "attributes"));
    git(folder, "update-index", "--add", "--cacheinfo", `100644,${attributes},.gitattributes`);
    git(folder, "commit", "--quiet", "--message", "attributes");
    for (const hook of ["post-checkout", "post-merge", "reference-transaction"]) {
      mkdirSync(join(folder, ".git/hooks"), { recursive: true });
      writeFileSync(join(folder, ".git/hooks", hook), `#!/bin/sh\ntouch ${canary}\n`, { mode: 0o755 });
    }
    const { clone } = await serve();
    const { treeDirectory, gitDirectory } = await clone("hostile");
    expect(readFileSync(join(treeDirectory, "a.sol"), "utf8")).toBe("line\n$Id$\n");
    expect(readFileSync(join(treeDirectory, "b.md"), "utf8")).toBe("text\n");
    expect(existsSync(join(gitDirectory, "hooks"))).toBe(false);
    expect(existsSync(canary)).toBe(false);
  });
});

describe("a token", () => {
  const token = "tok_5ecret-Canary+/=";

  it("opens a private repository and is left nowhere", async () => {
    createRepository(repositories, "private", { "a.sol": "x" });
    const { clone, server, outbound, host } = await serve({ credential: `x-access-token:${token}` });
    const { gitDirectory, commit: id } = await clone("private", { token });
    expect(id).toMatch(/^[0-9a-f]{40}$/);
    const folder = join(work, "clone");
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.length).toBeGreaterThan(0);
    const holding = files.filter((entry) => readFileSync(join(entry.parentPath, entry.name)).includes(token));
    expect(holding).toEqual([]);
    expect(readFileSync(join(gitDirectory, "config"), "utf8")).not.toContain("remote");
    expect(server.requests.some(({ url }) => url.includes(token))).toBe(false);
    expect((await outbound.listRefs({ url: `http://${host}/private`, token })).defaultBranch).toBe("main");
  });

  it("is in no command line and no environment while git runs", async () => {
    createRepository(repositories, "private", { "a.sol": "x" });
    const seen: string[] = [];
    const { clone } = await serve({
      credential: `deploy:${token}`,
      intercept: () => {
        for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
          for (const file of ["cmdline", "environ"]) {
            try {
              const text = readFileSync(`/proc/${pid}/${file}`, "latin1");
              if (text.includes("/private") && text.includes("git")) seen.push(text);
              expect(text.includes(token)).toBe(false);
            } catch (error) {
              if (!(error instanceof Error && "code" in error)) throw error;
            }
          }
        }
        return false;
      },
    });
    await clone("private", { token, username: "deploy" });
    expect(seen.length).toBeGreaterThan(0);
  });

  it("that is wrong or missing is named as the reason", async () => {
    createRepository(repositories, "private", { "a.sol": "x" });
    const { clone } = await serve({ credential: `x-access-token:${token}` });
    await expect(clone("private", { token: "wrong" })).rejects.toMatchObject({ code: "outbound.git-unauthorized" });
    await expect(clone("private")).rejects.toMatchObject({ code: "outbound.git-unauthorized" });
  });

  it("goes to submodules of the same server only", async () => {
    const library = createRepository(repositories, "library", { "lib.sol": "x" });
    const other = await serve({ credential: `x-access-token:${token}` });
    const { clone, server, host } = await serve({ credential: `x-access-token:${token}` });
    const folder = createRepository(repositories, "main", { "a.sol": "x" });
    const id = git(library, "rev-parse", "HEAD");
    addSubmodule(folder, "lib/same", "../library", id);
    addSubmodule(folder, "lib/other", `http://${other.host}/library`, id);
    const outbound = createOutbound({ allowedHosts: [host, other.host] });
    const result = await outbound.cloneRepository({
      url: `http://${host}/main`,
      token,
      directory: join(work, "two"),
      limits,
    });
    expect(result.submodules).toMatchObject([
      { path: "lib/other", ok: false, reason: expect.stringContaining("access token") },
      { path: "lib/same", ok: true, url: `http://${host}/library` },
    ]);
    expect(other.server.requests.length).toBeGreaterThan(0);
    expect(other.server.requests.filter(({ authorization }) => authorization !== undefined)).toEqual([]);
    expect(server.requests.some(({ authorization }) => authorization !== undefined)).toBe(true);
    expect(clone).toBeTypeOf("function");
  });
});

describe("https", () => {
  it("is verified: a certificate nobody vouches for is refused, the operator's own authority accepted", async () => {
    const certificate = createCertificate(work);
    createRepository(repositories, "vault", { "a.sol": "x" });
    const { host } = await serve({ certificate });
    const request = { url: `https://${host}/vault`, directory: join(work, "tls"), limits };
    await expect(createOutbound({ allowedHosts: [host] }).cloneRepository(request)).rejects.toMatchObject({
      code: "outbound.tls",
    });
    const trusting = createOutbound({ allowedHosts: [host], certificateFile: certificate.file });
    expect(await trusting.cloneRepository(request)).toMatchObject({ ref: "main", files: 1 });
  });
});

describe("an address", () => {
  it("in a private network is refused, http too, unless the operator names the host", async () => {
    createRepository(repositories, "vault", { "a.sol": "x" });
    const { server } = await serve();
    const request = { directory: join(work, "clone"), limits };
    const plain = createOutbound();
    await expect(
      plain.cloneRepository({ url: `https://localhost:${server.port}/vault`, ...request }),
    ).rejects.toMatchObject({
      code: "outbound.address-refused",
    });
    for (const url of [
      `http://localhost:${server.port}/vault`,
      "git://example.test/x",
      "file:///etc",
      "ext::sh -c id",
      "/etc",
      "ssh://git@example.test/x",
    ]) {
      await expect(plain.cloneRepository({ url, ...request })).rejects.toMatchObject({ code: "outbound.url-refused" });
    }
    const other = createOutbound({ allowedHosts: [`localhost:${server.port + 1}`], allowPrivateAddresses: true });
    await expect(
      other.cloneRepository({ url: `http://localhost:${server.port}/vault`, ...request }),
    ).rejects.toMatchObject({
      code: "outbound.url-refused",
    });
    expect(server.requests).toEqual([]);
  });

  it("that redirects is not followed, and the token does not go there", async () => {
    createRepository(repositories, "vault", { "a.sol": "x" });
    const target = await serve();
    const { clone } = await serve({
      intercept: (request, response) => {
        response.writeHead(301, { location: `http://${target.host}${request.url}` }).end();
        return true;
      },
    });
    await expect(clone("vault", { token: "t" })).rejects.toMatchObject({ code: "outbound.git-redirected" });
    expect(target.server.requests).toEqual([]);
  });
});

describe("a cap", () => {
  const noise = (bytes: number): string => {
    let text = "";
    while (text.length < bytes) text += Math.random().toString(36).slice(2);
    return text;
  };

  it("on bytes falls back to one commit without its history, and refuses when that is too much too", async () => {
    const folder = createRepository(repositories, "large", { "big.txt": noise(2_000_000) });
    const head = commit(folder, { "big.txt": "small now" });
    const { clone } = await serve();
    const small = { ...limits, maxBytes: 500_000 };
    expect(await clone("large", { limits: small })).toMatchObject({ commit: head, shallow: true, bytes: 9 });
    commit(folder, { "big.txt": noise(2_000_000) });
    await expect(clone("large", { limits: small, directory: join(work, "again") })).rejects.toMatchObject({
      code: "outbound.too-large",
    });
    expect(existsSync(join(work, "again"))).toBe(false);
  });

  it("on unfolded bytes and on files holds before anything is written", async () => {
    createRepository(repositories, "bomb", { "zeros.bin": "0".repeat(3_000_000) });
    createRepository(
      repositories,
      "many",
      Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`f${index}`, "x"])),
    );
    const { clone } = await serve();
    await expect(clone("bomb", { limits: { ...limits, maxBytes: 1_000_000 } })).rejects.toMatchObject({
      code: "outbound.too-large",
    });
    await expect(clone("many", { limits: { ...limits, maxFiles: 29 } })).rejects.toMatchObject({
      code: "outbound.too-many-files",
    });
    expect(await clone("many", { limits: { ...limits, maxFiles: 30 } })).toMatchObject({ files: 30 });
  });

  it("on time and a cancel end git and leave nothing", async () => {
    createRepository(repositories, "slow", { "a.sol": "x" });
    const { clone, server } = await serve({
      intercept: ({ url }) => url?.includes("git-upload-pack") === true && !url.includes("info/refs"),
    });
    await expect(clone("slow", { limits: { ...limits, timeoutMs: 1500 } })).rejects.toMatchObject({
      code: "outbound.timeout",
    });
    const before = server.requests.length;
    const controller = new AbortController();
    const running = clone("slow", { signal: controller.signal });
    await vi.waitFor(() => expect(server.requests.length).toBeGreaterThan(before + 1), 10_000);
    controller.abort();
    await expect(running).rejects.toMatchObject({ code: "outbound.cancelled" });
    expect(existsSync(join(work, "clone"))).toBe(false);
    await expect(clone("slow", { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "outbound.cancelled" });
  });
});

describe("submodules", () => {
  it("come at their pinned commits, nested and relative ones too", async () => {
    const std = createRepository(repositories, "forge-std", { "src/Test.sol": "contract Test {}" });
    const pinned = git(std, "rev-parse", "HEAD");
    commit(std, { "src/Test.sol": "contract Test { uint later; }" });
    const library = createRepository(repositories, "org/library", { "Lib.sol": "library Lib {}" });
    const libraryId = addSubmodule(library, "lib/forge-std", "../../forge-std.git", pinned);
    const folder = createRepository(repositories, "org/vault", { "src/Vault.sol": "contract Vault {}" });
    addSubmodule(folder, "lib/forge-std", "./../../forge-std", pinned);
    addSubmodule(folder, "lib/library", "../library", libraryId);
    git(repositories, "clone", "--quiet", "--bare", "forge-std", "forge-std.git");

    const { clone, host } = await serve();
    const result = await clone("org/vault");
    expect(result.submodules.map(({ path, ok, url }) => [path, ok, url])).toEqual([
      ["lib/forge-std", true, `http://${host}/forge-std`],
      ["lib/library", true, `http://${host}/org/library`],
      ["lib/library/lib/forge-std", true, `http://${host}/forge-std.git`],
    ]);
    expect(filesBelow(result.treeDirectory)).toEqual([
      ".gitmodules",
      "lib/forge-std/src/Test.sol",
      "lib/library/.gitmodules",
      "lib/library/Lib.sol",
      "lib/library/lib/forge-std/src/Test.sol",
      "src/Vault.sol",
    ]);
    expect(readFileSync(join(result.treeDirectory, "lib/forge-std/src/Test.sol"), "utf8")).toBe("contract Test {}");
    expect(result.files).toBe(6);
  });

  it("that cannot be had are named with their reason, and the rest is there", async () => {
    const std = createRepository(repositories, "std", { "a.sol": "x" });
    const id = git(std, "rev-parse", "HEAD");
    const folder = createRepository(repositories, "vault", { "a.sol": "x" });
    const { clone, host } = await serve();
    addSubmodule(folder, "a-local", "/etc", id);
    addSubmodule(folder, "b-private", "https://169.254.169.254/latest", id);
    addSubmodule(folder, "c-missing", "../nowhere", id);
    addSubmodule(folder, "d-commit", "../std", "1".repeat(40));
    addSubmodule(folder, "e-ext", "ext::sh -c id", id);
    addSubmodule(folder, "f-option", "--upload-pack=id", id);
    git(folder, "update-index", "--add", "--cacheinfo", `160000,${id},g-unnamed`);
    git(folder, "commit", "--quiet", "--message", "unnamed");
    addSubmodule(folder, "h-good", "../std", id);
    const { submodules, treeDirectory } = await clone("vault");
    expect(Object.fromEntries(submodules.map(({ path, ok, reason }) => [path, ok || reason]))).toEqual({
      "a-local": expect.stringContaining("form https://"),
      "b-private": expect.stringContaining("private or reserved"),
      "c-missing": "There is no repository at this address.",
      "d-commit": expect.stringContaining("has no commit"),
      "e-ext": expect.stringContaining("form https://"),
      "f-option": expect.stringContaining("form https://"),
      "g-unnamed": "It is not named in .gitmodules.",
      "h-good": true,
    });
    expect(existsSync(join(treeDirectory, "h-good/a.sol"))).toBe(true);
    expect(host).toContain("localhost");
  });

  it("stop at thirty and at three levels, and share the caps", async () => {
    const leaf = createRepository(repositories, "leaf", { "a.sol": "x", "b.sol": "x", "c.sol": "x", "d.sol": "x" });
    const id = git(leaf, "rev-parse", "HEAD");
    const wide = createRepository(repositories, "wide", { "a.sol": "x" });
    for (let index = 10; index < 42; index += 1) addSubmodule(wide, `lib/m${index}`, "../leaf", id);
    let below = { name: "leaf", id };
    for (const name of ["level4", "level3", "level2", "level1"]) {
      const folder = createRepository(repositories, name, { "a.sol": "x" });
      below = { name, id: addSubmodule(folder, "lib/next", `../${below.name}`, below.id) };
    }
    const { clone, server } = await serve();
    const result = await clone("wide");
    expect(result.submodules.filter(({ ok }) => ok)).toHaveLength(30);
    expect(result.submodules.at(-1)?.reason).toContain("more than 30");
    expect(server.requests.filter(({ url }) => url.startsWith("/leaf/info/refs"))).toHaveLength(1);
    const deep = await clone("level1", { directory: join(work, "deep") });
    expect(deep.submodules.map(({ ok }) => ok)).toEqual([true, true, true, false]);
    const few = await clone("wide", { directory: join(work, "few"), limits: { ...limits, maxFiles: 40 } });
    expect(few.submodules.map(({ ok }) => ok).indexOf(false)).toBe(9);
    expect(few.submodules.at(9)?.reason).toContain("more files than allowed");
    expect(filesBelow(few.treeDirectory)).toHaveLength(few.files);
  });

  it("do not write through a link of the repository", async () => {
    const std = createRepository(repositories, "std", { "a.sol": "x" });
    const id = git(std, "rev-parse", "HEAD");
    mkdirSync(join(work, "outside"));
    const folder = createRepository(repositories, "vault", { "a.sol": "x" });
    // A tree that git's own commands would not make: `lib` is a link, and `lib/std` lies behind it.
    const blob = execFileSync("git", ["hash-object", "-w", "--stdin"], { cwd: folder, input: join(work, "outside") })
      .toString()
      .trim();
    writeFileSync(join(folder, "m"), '[submodule "s"]\n\tpath = lib/std\n\turl = ../std\n');
    const modules = git(folder, "hash-object", "-w", "m");
    const inner = execFileSync("git", ["mktree", "--missing"], { cwd: folder, input: `160000 commit ${id}\tstd\n` })
      .toString()
      .trim();
    const raw = Buffer.concat(
      [
        ["100644", ".gitmodules", modules],
        ["120000", "lib", blob],
        ["40000", "lib", inner],
      ].map(([mode, name, object]) =>
        Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(object ?? "", "hex")]),
      ),
    );
    const tree = execFileSync("git", ["hash-object", "-t", "tree", "--literally", "-w", "--stdin"], {
      cwd: folder,
      input: raw,
    })
      .toString()
      .trim();
    git(folder, "update-ref", "refs/heads/main", git(folder, "commit-tree", tree, "-m", "hostile"));
    const { clone } = await serve();
    const result = await clone("vault").catch((error: unknown) => error);
    expect(readdirSync(join(work, "outside"))).toEqual([]);
    expect(result).toBeDefined();
  });
});
