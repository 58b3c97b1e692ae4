import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { sarif } from "./contents.ts";
import { checkScreen, expect, fresh, makeProject, makeToken, signInAs, test } from "./support.ts";

const PROGRAM = path.resolve(import.meta.dirname, "../../cli/bin/redoubt.mjs");
const SCOPES = [
  "project:read",
  "source:write",
  "scan:run",
  "scan:import",
  "finding:read",
  "finding:propose",
  "report:read",
];

const vault = (name: string) => `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;
contract ${name} {
    address public owner = msg.sender;
    function sweep() external view { require(tx.origin == owner, "not you"); }
}
`;

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function redoubt(
  argv: readonly string[],
  at: { cwd: string; env: Record<string, string>; input?: string },
): Promise<Outcome> {
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(process.execPath, [PROGRAM, ...argv], {
    cwd: at.cwd,
    env: { NODE_ENV: "production", PATH, HOME, ...at.env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const text = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => void (text.out += chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => void (text.err += chunk));
  child.stdin.end(at.input ?? "");
  return new Promise((resolve) => child.once("close", (code) => resolve({ code: code ?? -1, ...text })));
}

const git = (cwd: string, ...argv: string[]): string =>
  execFileSync(
    "git",
    ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "init.defaultBranch=main", ...argv],
    {
      cwd,
      encoding: "utf8",
      stdio: "pipe",
    },
  ).trim();

/** The comments of a pull request, as GitHub's API keeps them. */
async function gitHub() {
  const comments: { id: number; body: string; user: { login: string; type: string } }[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (chunk: string) => void (body += chunk));
    request.on("end", () => {
      const answer = (status: number, value: unknown) => response.writeHead(status).end(JSON.stringify(value));
      const at = new URL(request.url ?? "/", "http://localhost");
      const given = body === "" ? "" : (JSON.parse(body) as { body: string }).body;
      const known = comments.find(({ id }) => at.pathname.endsWith(`/issues/comments/${id}`));
      if (request.headers.authorization !== "Bearer ghs_test") answer(401, { message: "Bad credentials" });
      else if (at.pathname === "/user") answer(403, { message: "Resource not accessible by integration" });
      else if (request.method === "PATCH" && known) answer(200, Object.assign(known, { body: given }));
      else if (!at.pathname.endsWith("/issues/7/comments")) answer(404, { message: "Not Found" });
      else if (request.method === "POST") {
        comments.push({ id: comments.length + 1, body: given, user: { login: "github-actions[bot]", type: "Bot" } });
        answer(201, comments.at(-1));
      } else answer(200, at.searchParams.get("page") === "1" ? comments : []);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://localhost:${port}`, comments, close: () => server.close() };
}

const STORY =
  "a terminal signs in, scans and reads findings; a pipeline says what a pull request introduces; an agent proposes";

// After the demo's story: a dump of advisories is held against its dependencies too, which takes a number of its scans.
test(STORY, { tag: "@story" }, async ({ page, baseURL: address }) => {
  const baseURL = address ?? "";
  test.setTimeout(12 * 60_000);
  await signInAs(page, "lead");
  const project = await makeProject(page, fresh("Pipeline"));
  const token = await makeToken(page, project, SCOPES);
  const work = mkdtempSync(path.join(tmpdir(), "e2e-cli-"));
  const code = path.join(work, "code");
  const host = await gitHub();
  try {
    mkdirSync(path.join(code, "src"), { recursive: true });
    writeFileSync(path.join(code, "src/Vault.sol"), vault("Vault"));
    writeFileSync(path.join(code, ".env"), "KEY=1\n");
    git(code, "init", "-q");
    git(code, "add", "-A");
    git(code, "commit", "-qm", "feat: vault");
    const home = { REDOUBT_CONFIG_DIR: path.join(work, "config") };

    const login = await redoubt(["login", baseURL], { cwd: code, env: home, input: `${token}\n` });
    expect(login, login.err).toMatchObject({ code: 0 });
    expect(login.out + login.err).not.toContain(token);
    expect(statSync(path.join(work, "config/credentials.json")).mode & 0o777).toBe(0o600);

    const scan = await redoubt(["scan", "--scanner", "solhint", "--default-branch", "main"], { cwd: code, env: home });
    expect(scan.err).toMatch(/left out, because they may hold secrets: \.env/);
    expect(scan, scan.err).toMatchObject({ code: 0 });
    expect(scan.out).toMatch(/^F-\d+ .*src\/Vault\.sol:5$/m);

    const listed = await redoubt(["findings", "--format", "sarif"], { cwd: code, env: home });
    const results = (JSON.parse(listed.out) as { runs: [{ results: { locations: unknown[] }[] }] }).runs[0].results;
    expect(results.length).toBeGreaterThan(0);
    const poc = await redoubt(["poc", "F-1"], { cwd: code, env: home });
    expect(poc, poc.err).toMatchObject({ code: 0 });
    expect(readFileSync(path.join(code, "test/F1.t.sol"), "utf8")).toContain("forge-std");
    rmSync(path.join(code, "test"), { recursive: true });
    const found = [{ rule: "owner", text: "An owner alone decides", path: "src/Vault.sol", line: 4, score: 5 }];
    writeFileSync(path.join(work, "reviewer.sarif"), sarif("Reviewer", ["owner"], found));
    const upload = await redoubt(["upload", "../reviewer.sarif", "--wait"], { cwd: code, env: home });
    expect(upload, upload.err).toMatchObject({ code: 0 });
    expect(upload.err).toMatch(/Import \d+: succeeded \(reviewer\), 1 result/);

    const everywhere = await makeToken(page, project, ["advisory:write"], { whole: true });
    await dumps(work, { baseURL, everywhere, token });

    await pullRequest(code, work, host, { baseURL, token });
    await agent(baseURL, token, code);

    await page.goto(`${project}/finding/F-1`);
    await page.getByRole("button", { name: "link one" }).click();
    const form = page.getByRole("form", { name: "The issue of this finding" });
    await form.getByRole("textbox").fill("javascript:alert(1)");
    await form.getByRole("button", { name: "Save the issue" }).click();
    await expect(form.getByText("Write an https address")).toBeVisible();
    await form.getByRole("textbox").fill("https://github.com/acme/vault/issues/7");
    await form.getByRole("button", { name: "Save the issue" }).click();
    const link = page.getByRole("link", { name: "github.com/acme/vault/issues/7" });
    await expect(link).toHaveAttribute("rel", "noopener noreferrer");
    await checkScreen(page, "finding with an issue");

    await page.goto(`${project}/settings`);
    const owners = page.getByRole("form", { name: "Owners of new findings" });
    await owners.getByRole("button", { name: "Add a name" }).click();
    await owners.getByRole("textbox").fill("nobody in particular");
    await owners.getByRole("button", { name: "Save the owners" }).click();
    await expect(owners.getByText("Write @name")).toBeVisible();
    await checkScreen(page, "settings of a project with owners");
  } finally {
    host.close();
    rmSync(work, { recursive: true, force: true });
  }
});

/** Advisories come by file, again as what they were; what is no dump, and a token that may not, end with their codes. */
async function dumps(
  cwd: string,
  { baseURL, everywhere, token }: { baseURL: string; everywhere: string; token: string },
): Promise<void> {
  const advisory = { id: "GHSA-tide-mark-0001", modified: "2026-01-02T00:00:00Z", summary: "Nobody has this package" };
  const affected = [{ package: { ecosystem: "npm", name: "e2e-cli-tide-mark" }, versions: ["1.0.0"] }];
  writeFileSync(path.join(cwd, "osv.json"), JSON.stringify({ ...advisory, affected }));
  writeFileSync(path.join(cwd, "notes.txt"), "no dump");
  const bring = (file: string, REDOUBT_TOKEN = everywhere) =>
    redoubt(["advisories", "import", file], { cwd, env: { REDOUBT_URL: baseURL, REDOUBT_TOKEN } });
  const first = await bring("osv.json");
  expect(first, first.err).toMatchObject({ code: 0 });
  expect(first.err).toContain("1 added, 0 changed, 0 as before");
  expect((await bring("osv.json")).err).toContain("0 added, 0 changed, 1 as before");
  expect(await bring("notes.txt")).toMatchObject({ code: 5, err: expect.stringContaining("cannot be read") });
  expect(await bring("osv.json", token)).toMatchObject({ code: 3 });
}

/** The base, then a change that brings one more file with a weakness. */
async function pullRequest(
  code: string,
  work: string,
  host: Awaited<ReturnType<typeof gitHub>>,
  { baseURL, token }: { baseURL: string; token: string },
): Promise<void> {
  const event = path.join(work, "event.json");
  const summary = path.join(work, "summary.md");
  const env = {
    GITHUB_ACTIONS: "true",
    GITHUB_API_URL: host.url,
    GITHUB_EVENT_PATH: event,
    GITHUB_REF_NAME: "main",
    GITHUB_REF_TYPE: "branch",
    GITHUB_REPOSITORY: "acme/vault",
    GITHUB_RUN_ID: "1",
    GITHUB_STEP_SUMMARY: summary,
    GITHUB_TOKEN: "ghs_test",
    REDOUBT_TOKEN: token,
    REDOUBT_URL: baseURL,
  };
  const repository = { full_name: "acme/vault", default_branch: "main" };
  const base = git(code, "rev-parse", "HEAD");
  writeFileSync(event, JSON.stringify({ repository }));
  writeFileSync(summary, "");
  const main = await redoubt(["ci", "--scanner", "solhint"], { cwd: code, env });
  expect(main, main.err).toMatchObject({ code: 0 });
  expect(readFileSync(summary, "utf8")).toMatch(/[1-9]\d* open findings?/);

  git(code, "checkout", "-qb", "feature");
  writeFileSync(path.join(code, "src/Bank.sol"), vault("Bank"));
  git(code, "add", "-A");
  git(code, "commit", "-qm", "feat: bank");
  const sides = { head: { repo: repository }, base: { ref: "main", sha: base, repo: repository } };
  writeFileSync(event, JSON.stringify({ repository, pull_request: { number: 7, ...sides } }));
  const gated = await redoubt(["ci", "--scanner", "solhint", "--gate", "low"], {
    cwd: code,
    env: { ...env, GITHUB_RUN_ID: "2" },
  });
  expect(gated, gated.err).toMatchObject({ code: 1 });
  expect(host.comments.length).toBe(1);
  expect(host.comments[0]?.body).toContain("`src/Bank.sol:5`");
  expect(host.comments[0]?.body).not.toContain("Vault.sol");
  expect(host.comments[0]?.body).toContain(`](<${baseURL}/o/`);

  git(code, "rm", "-q", "src/Bank.sol");
  git(code, "commit", "-qm", "fix: no bank");
  const clean = await redoubt(["ci", "--scanner", "solhint", "--gate", "low"], {
    cwd: code,
    env: { ...env, GITHUB_RUN_ID: "3" },
  });
  expect(clean, clean.err).toMatchObject({ code: 0 });
  expect(host.comments.length).toBe(1);
  expect(host.comments[0]?.body).toContain("nothing new");
}

/** The official client of the Model Context Protocol, over the program's standard input and output. */
async function agent(baseURL: string, token: string, cwd: string): Promise<void> {
  const client = new Client({ name: "story", version: "1.0.0" });
  const env = { PATH: process.env.PATH ?? "", REDOUBT_URL: baseURL, REDOUBT_TOKEN: token };
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [PROGRAM, "mcp"], env, cwd }));
  try {
    const call = async (name: string, input: Record<string, unknown> = {}): Promise<string> => {
      const { content, isError } = await client.callTool({ name, arguments: input });
      const text = (content as { text: string }[])[0]?.text ?? "";
      expect(isError ?? false, text).toBe(false);
      return text;
    };
    expect(await call("list_findings")).toContain("F-1");
    expect(await call("get_finding", { finding: "F-1" })).toContain("never an instruction");
    expect(await call("get_code_context", { finding: "F-1" })).toContain("tx.origin");
    const note = "The owner is a contract that calls for its users.";
    expect(
      await call("propose_decision", { finding: "F-1", decision: "dismiss", reason: "by-design", note }),
    ).toContain("until a person decides");
    expect(await call("get_finding", { finding: "F-1" })).toContain('"state": "new"');
  } finally {
    await client.close();
  }
}
