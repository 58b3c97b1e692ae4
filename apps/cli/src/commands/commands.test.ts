import { execFileSync } from "node:child_process";
import { chmod, mkdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { list } from "tar";
import { describe, expect, it } from "vitest";
import { contractServer, findingOf, TOKEN } from "../testing/contract-server.ts";
import { serve } from "../testing/serve.ts";
import { redoubt, scratch } from "../testing/terminal.ts";

const git = (cwd: string, ...argv: string[]) =>
  execFileSync(
    "git",
    ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main", ...argv],
    {
      cwd,
      stdio: "pipe",
    },
  );

async function repository(folder: string): Promise<void> {
  await mkdir(path.join(folder, "src"), { recursive: true });
  await writeFile(path.join(folder, "src/Vault.sol"), "contract Vault {}\n");
  await writeFile(path.join(folder, "@odd name.sol"), "contract Odd {}\n");
  await writeFile(path.join(folder, ".gitignore"), "out/\n.config/\n");
  await mkdir(path.join(folder, "out"));
  await writeFile(path.join(folder, "out/Vault.json"), "{}");
  await writeFile(path.join(folder, ".env"), "KEY=0xdeadbeef\n");
  await writeFile(path.join(folder, ".env.example"), "KEY=\n");
  await symlink("/etc/passwd", path.join(folder, "link"));
  git(folder, "init", "-q");
  git(folder, "add", "-A");
  git(folder, "commit", "-qm", "feat: first\n\nFixes: F-2");
}

const entriesOf = async (archive: Buffer, folder: string): Promise<string[]> => {
  const file = path.join(folder, ".config-received.tgz");
  await writeFile(file, archive);
  const names: string[] = [];
  await list({ file, onReadEntry: (entry) => void names.push(entry.path.replace(/^\.\//, "")) });
  return names.sort();
};

describe("redoubt login", () => {
  it("stores what was typed readable by its owner alone, and later commands use it", async () => {
    await using server = await contractServer();
    await using folder = await scratch();
    const options = { variables: {}, cwd: folder.path };
    const done = await redoubt(["login", server.url], { ...options, stdin: `${TOKEN}\n` });
    expect(done).toMatchObject({ code: 0 });
    expect(done.err).toContain("Acme");
    const file = path.join(folder.path, ".config/credentials.json");
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(path.dirname(file))).mode & 0o777).toBe(0o700);
    expect(done.out + done.err).not.toContain(TOKEN);
    expect(await redoubt(["whoami"], options)).toMatchObject({ code: 0, out: expect.stringContaining("laptop") });
    await chmod(file, 0o644);
    expect(await redoubt(["whoami"], options)).toMatchObject({ code: 3, err: expect.stringContaining("chmod 600") });
    expect(await redoubt(["logout"], options)).toMatchObject({ code: 0 });
    expect(await redoubt(["whoami"], options)).toMatchObject({
      code: 3,
      err: expect.stringContaining("Not signed in"),
    });
  });

  it("stores no token that the server refuses", async () => {
    await using server = await contractServer();
    await using folder = await scratch();
    const done = await redoubt(["login", server.url], { variables: {}, cwd: folder.path, stdin: "rdt_acme_wrong_1" });
    expect(done).toMatchObject({ code: 3 });
    await expect(stat(path.join(folder.path, ".config/credentials.json"))).rejects.toThrow();
  });

  it("takes no token as an argument, and no plain http to another machine", async () => {
    await using folder = await scratch();
    const options = { variables: {}, cwd: folder.path };
    const argument = await redoubt(["login", "https://a.example", `--token=${TOKEN}`], options);
    expect(argument).toMatchObject({ code: 2 });
    expect(argument.err).not.toContain(TOKEN);
    expect(await redoubt(["login", "http://a.example"], options)).toMatchObject({
      code: 2,
      err: expect.stringContaining("https"),
    });
  });

  it("never sends a stored token to another server that the environment names", async () => {
    await using server = await contractServer();
    await using other = await serve(() => ({ body: {} }));
    await using folder = await scratch();
    await redoubt(["login", server.url], { variables: {}, cwd: folder.path, stdin: TOKEN });
    const done = await redoubt(["whoami"], { variables: { REDOUBT_URL: other.url }, cwd: folder.path });
    expect(done.code).toBe(3);
    expect(other.received).toEqual([]);
  });

  it("refuses to run with the check of certificates switched off", async () => {
    const variables = { NODE_TLS_REJECT_UNAUTHORIZED: "0" };
    await expect(redoubt(["whoami"], { variables, cwd: "/" })).rejects.toThrow(/NODE_EXTRA_CA_CERTS/);
  });
});

describe("the client", () => {
  it("does not follow a redirect to another host, and sends it no token", async () => {
    await using thief = await serve(() => ({ body: {} }));
    await using server = await serve(() => ({ status: 302, headers: { location: `${thief.url}/api/v1/me` } }));
    await using folder = await scratch();
    const done = await redoubt(["whoami"], {
      variables: { REDOUBT_URL: server.url, REDOUBT_TOKEN: TOKEN },
      cwd: folder.path,
    });
    expect(done).toMatchObject({ code: 4, err: expect.stringContaining("not sent there") });
    expect(thief.received).toEqual([]);
  });

  it("waits when it is told to, and sends the same idempotency key again", async () => {
    let calls = 0;
    await using server = await contractServer({
      "POST /projects/vault/scans": () =>
        calls++ === 0 ? { status: 429, headers: { "retry-after": "1" } } : { body: { number: 3, state: "queued" } },
    });
    await using folder = await scratch();
    await writeFile(path.join(folder.path, "a.sol"), "contract A {}\n");
    const variables = { REDOUBT_URL: server.url, REDOUBT_TOKEN: TOKEN };
    expect(await redoubt(["scan", "--no-wait"], { variables, cwd: folder.path })).toMatchObject({ code: 0 });
    const keys = server.received
      .filter(({ path: at }) => at.endsWith("/scans"))
      .map(({ headers }) => headers["idempotency-key"]);
    expect(keys.length).toBe(2);
    expect(new Set(keys).size).toBe(1);
  });

  it("says in words that nobody answers, with the exit code of an outage", async () => {
    await using folder = await scratch();
    const server = await serve(() => ({}));
    const { url } = server;
    await server[Symbol.asyncDispose]();
    const done = await redoubt(["whoami"], { variables: { REDOUBT_URL: url, REDOUBT_TOKEN: TOKEN }, cwd: folder.path });
    expect(done).toMatchObject({ code: 4, err: expect.stringContaining("ECONNREFUSED") });
  });
});

describe("redoubt scan", () => {
  it("sends what git tracks without secrets, links and .git, with commit and ref, and lists what is found", async () => {
    await using server = await contractServer();
    await using folder = await scratch();
    await repository(folder.path);
    const variables = { REDOUBT_URL: server.url, REDOUBT_TOKEN: TOKEN };
    const done = await redoubt(["scan", "--fail-on", "high"], { variables, cwd: folder.path });
    expect(done).toMatchObject({ code: 1 });
    expect(done.err).toMatch(/may hold secrets: \.env /);
    expect(done.err).toContain("forge-lint: failed, does not compile");
    expect(done.out).toMatch(/^F-1 .*src\/Vault\.sol:11$/m);
    const push = server.received.find(({ path: at }) => at.endsWith("/revisions"));
    if (push === undefined) throw new Error("nothing was pushed");
    expect(await entriesOf(push.body, folder.path)).toEqual([
      ".env.example",
      ".gitignore",
      "@odd name.sol",
      "src/Vault.sol",
    ]);
    expect(Number(push.headers["content-length"])).toBe(push.body.length);
    expect(push.query.get("commit")).toMatch(/^[0-9a-f]{40}$/);
    expect(push.query.get("ref")).toBe("main");
    const commits = server.received.find(({ path: at }) => at.endsWith("/commits"));
    expect(JSON.parse(String(commits?.body))).toMatchObject({
      commits: [
        {
          author: "t@example.org",
          message: expect.stringContaining("Fixes: F-2"),
          files: expect.arrayContaining(["src/Vault.sol", "@odd name.sol"]),
        },
      ],
    });
  });

  it("sends changed files without the commit id that they are not of, and secrets when told to", async () => {
    await using server = await contractServer();
    await using folder = await scratch();
    await repository(folder.path);
    await writeFile(path.join(folder.path, "new.sol"), "contract New {}\n");
    const variables = { REDOUBT_URL: server.url, REDOUBT_TOKEN: TOKEN };
    const done = await redoubt(["scan", "--with-secret-files"], { variables, cwd: folder.path });
    expect(done).toMatchObject({ code: 0, err: expect.stringContaining("in no commit") });
    const push = server.received.find(({ path: at }) => at.endsWith("/revisions"));
    expect(push?.query.get("commit")).toBeNull();
    const names = await entriesOf(push?.body ?? Buffer.alloc(0), folder.path);
    expect(names).toContain("new.sol");
    expect(names).toContain(".env");
  });

  it("honours .gitignore files without git, deeper ones first, and sends checked-out submodules", async () => {
    await using server = await contractServer();
    await using folder = await scratch();
    const at = (...parts: string[]) => path.join(folder.path, ...parts);
    await mkdir(at("plain/lib/keep"), { recursive: true });
    await writeFile(at("plain/.gitignore"), "*.log\n/build\n");
    await writeFile(at("plain/lib/.gitignore"), "!important.log\n");
    await writeFile(at("plain/lib/important.log"), "x");
    await writeFile(at("plain/other.log"), "x");
    await writeFile(at("plain/lib/keep/A.sol"), "contract A {}\n");
    const variables = { REDOUBT_URL: server.url, REDOUBT_TOKEN: TOKEN };
    expect(await redoubt(["scan", "plain", "--no-wait"], { variables, cwd: folder.path })).toMatchObject({ code: 0 });
    const plain = server.received.find(({ path: where }) => where.endsWith("/revisions"));
    expect(await entriesOf(plain?.body ?? Buffer.alloc(0), folder.path)).toEqual([
      ".gitignore",
      "lib/.gitignore",
      "lib/important.log",
      "lib/keep/A.sol",
    ]);

    await repository(at("dependency"));
    await repository(at("app"));
    git(at("app"), "-c", "protocol.file.allow=always", "submodule", "add", "-q", at("dependency"), "lib/dependency");
    git(at("app"), "commit", "-qm", "submodule");
    server.received.length = 0;
    expect(await redoubt(["scan", "app", "--no-wait"], { variables, cwd: folder.path })).toMatchObject({ code: 0 });
    const app = server.received.find(({ path: where }) => where.endsWith("/revisions"));
    expect(await entriesOf(app?.body ?? Buffer.alloc(0), folder.path)).toContain("lib/dependency/src/Vault.sol");
  });
});

describe("redoubt findings, poc, upload and advisories", () => {
  it("lists all pages, and prints hostile text as one harmless line", async () => {
    const evil = "a\u001b[2J\n::error::injected\u202e \u0007b";
    await using server = await contractServer({
      "GET /projects/vault/findings": ({ query }) =>
        query.get("cursor") === "2"
          ? { body: { items: [findingOf(101)], next: null } }
          : {
              body: {
                items: Array.from({ length: 100 }, (_, at) => findingOf(at + 1, at === 0 ? { title: evil } : {})),
                next: "2",
              },
            },
    });
    await using folder = await scratch();
    const variables = { REDOUBT_URL: server.url, REDOUBT_TOKEN: TOKEN };
    const done = await redoubt(["findings"], { variables, cwd: folder.path });
    expect(done.code).toBe(0);
    expect(done.out.trimEnd().split("\n").length).toBe(101);
    expect(done.out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(done.out).not.toMatch(/^::/m);
    const json = await redoubt(["findings", "--format", "json"], { variables, cwd: folder.path });
    expect(JSON.parse(json.out).length).toBe(101);
    const sarif = await redoubt(["findings", "--format", "sarif"], { variables, cwd: folder.path });
    expect(JSON.parse(sarif.out).runs[0].results.length).toBe(101);
    expect(
      server.received.every(({ path: at, query }) => !at.endsWith("/findings") || query.get("state") === "open"),
    ).toBe(true);
  });

  it("writes a PoC into test/ and replaces nothing unasked", async () => {
    await using server = await contractServer({
      "GET /projects/vault/findings/F-12/poc": () => ({ body: "pragma solidity ^0.8.0;\ncontract F12Test {}\n" }),
    });
    await using folder = await scratch();
    const options = { variables: { REDOUBT_URL: server.url, REDOUBT_TOKEN: TOKEN }, cwd: folder.path };
    expect(await redoubt(["poc", "f-12"], options)).toMatchObject({ code: 0 });
    expect(await readFile(path.join(folder.path, "test/F12.t.sol"), "utf8")).toContain("contract F12Test");
    expect(await redoubt(["poc", "F-12"], options)).toMatchObject({ code: 5, err: expect.stringContaining("--force") });
    expect(await redoubt(["poc", "F-12", "-o", "-"], options)).toMatchObject({
      code: 0,
      out: expect.stringContaining("pragma"),
    });
    expect(await redoubt(["poc", "../x"], options)).toMatchObject({ code: 2 });
  });

  it("sends a report, waits for it, and fails with the server's reason", async () => {
    let state = "queued";
    await using server = await contractServer({
      "POST /projects/vault/imports": () => ({ status: 202, body: { number: 4, state: "queued" } }),
      "GET /projects/vault/imports/4": () => ({
        body: { number: 4, state, failure: state === "failed" ? "no known format" : null, imported: 3 },
      }),
    });
    await using folder = await scratch();
    await writeFile(path.join(folder.path, "report.sarif"), "{}");
    const options = { variables: { REDOUBT_URL: server.url, REDOUBT_TOKEN: TOKEN }, cwd: folder.path };
    expect(await redoubt(["upload", "report.sarif"], options)).toMatchObject({ code: 0 });
    state = "succeeded";
    expect(await redoubt(["upload", "report.sarif", "--wait", "--category", "api"], options)).toMatchObject({
      code: 0,
      err: expect.stringContaining("3 results"),
    });
    state = "failed";
    expect(await redoubt(["upload", "report.sarif", "--wait"], options)).toMatchObject({
      code: 5,
      err: expect.stringContaining("no known format"),
    });
    expect(await redoubt(["upload", "report.sarif", "--as", "sarif"], options)).toMatchObject({ code: 0 });
    expect(server.received.filter(({ query }) => query.get("format") === "sarif")).toHaveLength(1);
    expect(await redoubt(["upload", "missing.json"], options)).toMatchObject({ code: 2 });
    const sent = server.received.find(({ query }) => query.get("category") === "api");
    expect(String(sent?.body)).toBe("{}");
  });

  it("brings advisories, waits until they are read, and says what the server noticed", async () => {
    const state = { id: "dmp_1", kind: "kev", state: "queued", notices: [] as string[], counts: {} };
    await using server = await contractServer({
      "POST /advisories": () => ({ status: 202, body: state }),
      "GET /advisories/imports/dmp_1": () => ({
        body: { ...state, state: "succeeded", counts: { added: 2, leftOut: 1 }, notices: ["1 entry has no id"] },
      }),
    });
    await using folder = await scratch();
    await writeFile(path.join(folder.path, "kev.json"), "{}");
    const options = { variables: { REDOUBT_URL: server.url, REDOUBT_TOKEN: TOKEN }, cwd: folder.path };
    const done = await redoubt(["advisories", "import", "kev.json"], options);
    expect(done).toMatchObject({ code: 0, err: expect.stringMatching(/1 entry has no id\n.*2 added.*1 left out/s) });
  });
});
