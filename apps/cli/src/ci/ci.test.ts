import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { contractServer, findingOf, TOKEN } from "../testing/contract-server.ts";
import { BOT, fakeGitHub, pullRequest, workflow } from "../testing/fake-github.ts";
import { fakeGitLab, PROJECT_BOT, PROJECT_TOKEN } from "../testing/fake-gitlab.ts";
import { redoubt, scratch } from "../testing/terminal.ts";

const git = (cwd: string, ...argv: string[]): string =>
  execFileSync(
    "git",
    ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main", ...argv],
    {
      cwd,
      stdio: "pipe",
      encoding: "utf8",
    },
  ).trim();

/** A folder with one commit. */
async function checkout() {
  const folder = await scratch();
  await writeFile(path.join(folder.path, "Vault.sol"), "contract Vault {}\n");
  await writeFile(path.join(folder.path, ".gitignore"), ".actions\n.config\n");
  git(folder.path, "init", "-q");
  git(folder.path, "add", "-A");
  git(folder.path, "commit", "-qm", "feat: vault");
  return folder;
}

/** Redoubt with a comparison; links of findings lead to its own address. */
async function redoubtServer(introduced: readonly object[], over: object = {}) {
  const server = await contractServer({
    "GET /projects/vault/comparison": () => ({
      body: {
        introduced: introduced.map((one) => ({ ...one, url: `${server.url}/f` })),
        fixed: [],
        unchanged: 3,
        notCompared: [],
        ...over,
      },
    }),
  });
  return server;
}

const signedIn = (url: string) => ({ REDOUBT_URL: url, REDOUBT_TOKEN: TOKEN, REDOUBT_PROJECT: "vault" });
const filler = (github: { add: (body: string) => unknown }, many: number): void => {
  for (let at = 0; at < many; at += 1) github.add(`comment ${at}`);
};

describe("redoubt ci on GitHub", () => {
  it("writes one comment, and edits it in place after hundreds of others, never a stranger's", async () => {
    await using github = await fakeGitHub();
    await using folder = await checkout();
    await using server = await redoubtServer([findingOf(1), findingOf(2, { severity: "low" })]);
    const first = await workflow(folder.path, github.url, pullRequest());
    const stranger = github.add("<!-- redoubt-ci project=vault run=1 -->\nnothing new, trust me");
    filler(github, 140);
    const run = (variables: Record<string, string>) =>
      redoubt(["ci"], { variables: { ...variables, ...signedIn(server.url) }, cwd: folder.path });
    expect(await run(first.variables)).toMatchObject({ code: 0 });
    const mine = github.comments.filter(({ user }) => user.type === "Bot");
    expect(mine.length).toBe(1);
    expect(mine[0]?.body).toContain("2 new findings, the worst high");
    filler(github, 130);
    await using less = await redoubtServer([findingOf(2, { severity: "low" })]);
    const later = await workflow(folder.path, github.url, pullRequest(), { GITHUB_RUN_ID: "1001" });
    const again = await redoubt(["ci"], { variables: { ...later.variables, ...signedIn(less.url) }, cwd: folder.path });
    expect(again.code).toBe(0);
    expect(github.comments.filter(({ user }) => user.type === "Bot").map(({ id }) => id)).toEqual([mine[0]?.id]);
    expect(mine[0]?.body).toContain("1 new finding, the worst low");
    expect(stranger.body).toContain("trust me");
    const old = await run(first.variables);
    expect(old.err).toContain("A newer run has commented");
    expect(mine[0]?.body).toContain("1 new finding");
    expect(await later.summary()).toContain("1 new finding");
  });

  it("pushes the pull request under a name that is never the default branch, however its branch is called", async () => {
    await using github = await fakeGitHub();
    await using folder = await checkout();
    await using server = await redoubtServer([]);
    const { variables } = await workflow(folder.path, github.url, pullRequest({ fork: true }));
    const done = await redoubt(["ci"], { variables: { ...variables, ...signedIn(server.url) }, cwd: folder.path });
    expect(done.code).toBe(0);
    const push = server.received.find(({ path: at }) => at.endsWith("/revisions"));
    expect(push?.query.get("ref")).toBe("pull/12");
    expect(push?.query.get("defaultBranch")).toBe("main");
    const comparison = server.received.find(({ path: at }) => at.endsWith("/comparison"));
    expect(comparison?.query.get("base")).toBe("main");
    expect(github.comments).toEqual([]);
  });

  it("scans the default branch as such and compares nothing", async () => {
    await using github = await fakeGitHub();
    await using folder = await checkout();
    await using server = await redoubtServer([]);
    const event = { before: "0".repeat(40) };
    const step = await workflow(folder.path, github.url, event, { GITHUB_REF_NAME: "main" });
    const done = await redoubt(["ci", "--gate", "low"], {
      variables: { ...step.variables, ...signedIn(server.url) },
      cwd: folder.path,
    });
    expect(done.code).toBe(0);
    const push = server.received.find(({ path: at }) => at.endsWith("/revisions"));
    expect(push?.query.get("ref")).toBe("main");
    expect(push?.query.get("defaultBranch")).toBe("main");
    expect(server.received.some(({ path: at }) => at.endsWith("/comparison"))).toBe(false);
    expect(await step.summary()).toContain("2 open findings");
  });

  it("climbs the ladder: observe writes the summary alone, comment fails nothing, the gate fails", async () => {
    await using github = await fakeGitHub();
    await using folder = await checkout();
    const many = Array.from({ length: 25 }, (_, at) => findingOf(at + 1, { title: `No. ${at + 1}\n::error::x, y: z` }));
    await using server = await redoubtServer(many);
    const step = await workflow(folder.path, github.url, pullRequest());
    const run = (...argv: string[]) =>
      redoubt(["ci", ...argv], { variables: { ...step.variables, ...signedIn(server.url) }, cwd: folder.path });
    const observed = await run("--observe");
    expect(observed).toMatchObject({ code: 0, out: "" });
    expect(github.received).toEqual([]);
    expect(await step.summary()).toContain("25 new findings");
    const commented = await run();
    expect(commented.code).toBe(0);
    const annotations = commented.out.trimEnd().split("\n");
    expect(annotations.length).toBe(10);
    expect(
      annotations.every((line) =>
        /^::warning file=src\/Vault\.sol,line=\d+,endLine=\d+,title=F-\d+ \(high\)::/.test(line),
      ),
    ).toBe(true);
    expect(github.comments[0]?.body).toContain("5 more findings not shown");
    const gated = await run("--gate", "high");
    expect(gated.code).toBe(1);
    expect(gated.out).toMatch(/^::error /);
    expect(github.comments[0]?.body).toContain("is not passed: 25 findings");
    expect((await run("--gate", "critical")).code).toBe(0);
    expect((await run("--gate", "severe")).code).toBe(2);
  });

  it("never names what is restricted, and counts what is folded away", async () => {
    await using github = await fakeGitHub();
    await using folder = await checkout();
    await using server = await redoubtServer(
      [
        findingOf(3, { restricted: true, title: "The hidden one", severity: "critical" }),
        findingOf(4, { dependency: true, title: "In a library" }),
        findingOf(5, { state: "dismissed", title: "Decided" }),
        findingOf(6, { backlog: true, title: "Known" }),
      ],
      { restricted: { introduced: 1, fixed: 0 } },
    );
    const step = await workflow(folder.path, github.url, pullRequest());
    const done = await redoubt(["ci", "--gate", "high"], {
      variables: { ...step.variables, ...signedIn(server.url) },
      cwd: folder.path,
    });
    expect(done.code).toBe(1);
    const said = done.out + done.err + (await step.summary()) + JSON.stringify(github.comments);
    expect(said).not.toMatch(/hidden|F-3|In a library|Decided|Known/);
    expect(github.comments[0]?.body).toContain("2 findings of these are restricted");
    expect(github.comments[0]?.body).toContain("1 new finding in dependencies");
  });

  it("degrades to the summary where the token only reads, or is missing", async () => {
    await using github = await fakeGitHub({ mayWrite: false });
    await using folder = await checkout();
    await using server = await redoubtServer([findingOf(1)]);
    const step = await workflow(folder.path, github.url, pullRequest({ fork: true }));
    const run = (over: Record<string, string>) =>
      redoubt(["ci"], { variables: { ...step.variables, ...signedIn(server.url), ...over }, cwd: folder.path });
    expect(await run({})).toMatchObject({ code: 0, err: expect.stringContaining("forks get a token that only reads") });
    expect(await run({ GITHUB_TOKEN: "" })).toMatchObject({ code: 0, err: expect.stringContaining("GITHUB_TOKEN") });
    expect(await step.summary()).toContain("1 new finding");
  });

  it("fails no pipeline by its own trouble unless asked, and says so where it had commented", async () => {
    await using github = await fakeGitHub();
    await using folder = await checkout();
    const step = await workflow(folder.path, github.url, pullRequest());
    const mine = github.add("<!-- redoubt-ci project=vault run=9 -->\n### Redoubt: nothing new", BOT);
    await using broken = await contractServer({
      "POST /projects/vault/revisions": () => ({ status: 500, body: { title: "down" } }),
    });
    const run = (url: string, ...argv: string[]) =>
      redoubt(["ci", "--gate", "low", ...argv], {
        variables: { ...step.variables, ...signedIn(url) },
        cwd: folder.path,
      });
    expect(await run(broken.url)).toMatchObject({ code: 0, err: expect.stringContaining("Not judged") });
    expect(mine.body).toContain("not judged");
    expect(await step.summary()).toContain("not judged");
    expect((await run(broken.url, "--fail-on-outage")).code).toBe(4);
    await using early = await redoubtServer([], { comparable: false, reason: "main was never scanned" });
    expect(await run(early.url)).toMatchObject({ code: 0, err: expect.stringContaining("never scanned") });
    const none = await redoubt(["ci"], { variables: step.variables, cwd: folder.path });
    expect(none).toMatchObject({ code: 0, err: expect.stringContaining("Not signed in") });
    expect(github.comments.length).toBe(1);
  });

  it("does not take the base for the change", async () => {
    await using github = await fakeGitHub();
    await using folder = await checkout();
    await using server = await redoubtServer([findingOf(1)]);
    const head = git(folder.path, "rev-parse", "HEAD");
    const step = await workflow(folder.path, github.url, pullRequest({ baseSha: head }));
    const done = await redoubt(["ci"], { variables: { ...step.variables, ...signedIn(server.url) }, cwd: folder.path });
    expect(done).toMatchObject({ code: 0, err: expect.stringContaining("is the base") });
    expect(server.received.some(({ method }) => method === "POST")).toBe(false);
  });
});

describe("redoubt ci on GitLab", () => {
  it("edits its own note in place after hundreds of others, with a project token", async () => {
    await using gitlab = await fakeGitLab();
    await using folder = await checkout();
    await using server = await redoubtServer([findingOf(1)]);
    gitlab.add("<!-- redoubt-ci project=vault run=1 -->\nnothing new");
    filler(gitlab, 120);
    const variables = { ...gitlab.variables, GITLAB_TOKEN: PROJECT_TOKEN, ...signedIn(server.url) };
    const argv = ["ci", "--code-quality", "quality.json"];
    expect(await redoubt(argv, { variables, cwd: folder.path })).toMatchObject({ code: 0, out: "" });
    filler(gitlab, 120);
    const gated = await redoubt(["ci", "--gate", "high"], {
      variables: { ...variables, CI_PIPELINE_ID: "501" },
      cwd: folder.path,
    });
    expect(gated.code).toBe(1);
    const mine = gitlab.notes.filter(({ author }) => author.id === PROJECT_BOT);
    expect(mine.length).toBe(1);
    expect(mine[0]?.body).toContain("is not passed: 1 finding");
    expect(gated.err).toContain("1 new finding");
    const push = server.received.find(({ path: at }) => at.endsWith("/revisions"));
    expect(push?.query.get("ref")).toBe("merge-requests/7");
    const quality = JSON.parse(await readFile(path.join(folder.path, "quality.json"), "utf8")) as object[];
    expect(quality).toMatchObject([
      { severity: "critical", location: { path: "src/Vault.sol", lines: { begin: 11 } } },
    ]);
  });

  it("uses the job's token where the instance lets it, and degrades to the log where not", async () => {
    await using folder = await checkout();
    await using server = await redoubtServer([findingOf(1)]);
    await using open = await fakeGitLab({ jobTokenWrites: true });
    const run = (variables: Record<string, string>) =>
      redoubt(["ci"], { variables: { ...variables, ...signedIn(server.url) }, cwd: folder.path });
    expect((await run(open.variables)).code).toBe(0);
    expect(open.notes.map(({ author }) => author.id)).toEqual([9]);
    await using closed = await fakeGitLab();
    const degraded = await run(closed.variables);
    expect(degraded).toMatchObject({ code: 0, err: expect.stringContaining("GitLab answered 401") });
    expect(degraded.err).toContain("1 new finding");
    expect(closed.notes).toEqual([]);
  });
});
