import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { hasTestServer } from "@redoubt/db/testing";
import { FindingFilters } from "@redoubt/domain/finding";
import { listFindings } from "@redoubt/domain/finding/server";
import { getScanRequest, requestScan } from "@redoubt/domain/scan/server";
import { connectGit, getRevision } from "@redoubt/domain/source/server";
import { commit, createRepository, type GitServer, git, startGitServer } from "@redoubt/outbound/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { workingSandbox } from "./pipeline/testing.ts";
import { until } from "./testing/until.ts";
import { createWorkerBench, SCOPE, type WorkerBench } from "./testing/worker-bench.ts";

const OPENZEPPELIN = path.resolve(import.meta.dirname, "../../../node_modules/@openzeppelin/contracts");
const HEADER = "// SPDX-License-Identifier: MIT\npragma solidity ^0.8.20;\n";
const TOKEN = `${HEADER}import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
contract Token is ERC20 {
    address public owner = msg.sender;
    constructor() ERC20("Token", "TKN") {}
    function sweep(address to) external {
        require(tx.origin == owner, "not you");
        to.call{value: address(this).balance}("");
    }
}
`;
const TEST = `${HEADER}import {Test} from "forge-std/Test.sol";
import {Token} from "../src/Token.sol";
contract TokenTest is Test {}
`;
const FOUNDRY = `[profile.default]
src = "src"
ffi = true
remappings = ["@openzeppelin/contracts/=lib/openzeppelin-contracts/contracts/"]
`;

const jail = await workingSandbox();

describe.skipIf(!hasTestServer() || jail === undefined)("a repository on a git server", () => {
  let bench: WorkerBench;
  let server: GitServer;
  let repositories = "";
  const address = (name: string) => `http://localhost:${server.port}/${name}`;

  beforeAll(async () => {
    repositories = mkdtempSync(path.join(tmpdir(), "redoubt-repositories-"));
    server = await startGitServer({ root: repositories });
    bench = await createWorkerBench();
    await bench.start({ allowedHosts: [`localhost:${server.port}`] });
  });
  afterAll(async () => {
    await bench.close();
    await server.close();
    rmSync(repositories, { recursive: true, force: true });
  });

  /** Connects, waits, and answers with the revision as a person sees it. */
  async function fetched(name: string, ref?: string) {
    const { revision } = await connectGit(bench.deps, {
      ...SCOPE,
      url: address(name),
      ...(ref === undefined ? {} : { ref }),
    });
    const read = () => getRevision(bench.deps, { ...SCOPE, revision });
    await until(`${name} is there`, async () => ["ready", "failed"].includes((await read()).state), read);
    return read();
  }

  /** A dependency with its real sources, and a commit on top that nobody pins. */
  function library(): string {
    const folder = createRepository(repositories, "openzeppelin-contracts", { "README.md": "contracts" });
    mkdirSync(path.join(folder, "contracts"));
    cpSync(OPENZEPPELIN, path.join(folder, "contracts"), {
      recursive: true,
      filter: (file) => !/\/build(\/|$)/.test(file),
    });
    const pinned = commit(folder, {}, "v5");
    commit(folder, { "contracts/token/ERC20/ERC20.sol": "later, and broken" }, "later");
    return pinned;
  }

  function submodule(folder: string, place: string, id: string): void {
    git(folder, "update-index", "--add", "--cacheinfo", `160000,${id},${place}`);
  }

  it("is brought with its submodules at their pins, compiled, and scanned with code of others folded away", async () => {
    const pinned = library();
    const gone = "0123456789012345678901234567890123456789";
    const modules = ["openzeppelin-contracts", "forge-std"].map(
      (name) => `[submodule "lib/${name}"]\n\tpath = lib/${name}\n\turl = ../${name}\n`,
    );
    const folder = createRepository(repositories, "vault", {
      "foundry.toml": FOUNDRY,
      "src/Token.sol": TOKEN,
      "test/Token.t.sol": TEST,
      ".gitmodules": modules.join(""),
    });
    submodule(folder, "lib/openzeppelin-contracts", pinned);
    submodule(folder, "lib/forge-std", gone);
    git(folder, "commit", "--quiet", "--message", "dependencies");

    const revision = await fetched("vault");
    expect(revision).toMatchObject({ state: "ready", failure: null });
    expect(revision.submodules.map(({ path: place, commit: id, ok }) => [place, id, ok])).toEqual([
      ["lib/forge-std", gone, false],
      ["lib/openzeppelin-contracts", pinned, true],
    ]);
    expect(revision.submodules[0]?.reason).toMatch(/repository|not found|does not exist/i);
    const [root, ...more] = revision.roots;
    expect(more).toEqual([]);
    expect(root).toMatchObject({ kind: "foundry", path: "", compiles: "yes", reason: null, nsloc: 10 });
    expect(root?.configurationDropped.map(({ key }) => key)).toEqual(["ffi"]);
    expect(root?.dependencies.map(({ name, state }) => `${name} ${state}`)).toEqual([
      "openzeppelin-contracts resolved",
      "forge-std missing",
    ]);

    const request = await requestScan(bench.deps, {
      ...SCOPE,
      revision: revision.number,
      scanners: ["forge-lint", "solhint", "redoubt"],
    });
    await bench.settle();
    const done = await getScanRequest(bench.deps, { ...SCOPE, number: request.number, logTail: 0 });
    expect(done.scans.map(({ scanner, state, failure }) => `${scanner} ${state} ${failure}`).sort()).toEqual([
      "forge-lint succeeded null",
      "redoubt succeeded null",
      "solhint succeeded null",
    ]);
    const own = await listFindings(bench.deps, {
      ...SCOPE,
      filters: FindingFilters.parse({}),
      sort: "number",
      limit: 200,
    });
    expect(new Set(own.items.map(({ path: file }) => file))).toEqual(new Set(["src/Token.sol"]));
    // One finding for what several tools see: which of them named it first is a matter of who was faster.
    const detectors = own.items.map(({ detector }) => detector ?? "");
    for (const seen of [/tx-origin/, /unchecked-(low-level-)?call/])
      expect(detectors.some((each) => seen.test(each))).toBe(true);
    const others = await listFindings(bench.deps, {
      ...SCOPE,
      filters: FindingFilters.parse({ dependency: "only" }),
      sort: "number",
      limit: 200,
    });
    expect(others.items.every(({ path: file }) => file?.startsWith("lib/openzeppelin-contracts/"))).toBe(true);
    const results = done.scans.reduce((sum, { stats }) => sum + stats.results, 0);
    // Two results that are one finding are counted once.
    const found = own.items.length + others.items.length;
    expect([found > 0, found <= results]).toEqual([true, true]);
  });

  it.each([
    ["without a commit", "empty", /no commit|empty/i],
    ["that is not there", "nothing", /not found|does not exist|no repository/i],
  ])(
    "%s is refused in a sentence that says so",
    async (_, name, sentence) => {
      if (name === "empty") {
        mkdirSync(path.join(repositories, name));
        git(path.join(repositories, name), "init", "--quiet");
      }
      const revision = await fetched(name);
      expect(revision.state).toBe("failed");
      expect(revision.failure).toMatch(sentence);
    },
    300_000,
  );

  it("without the branch that was asked for names it", async () => {
    createRepository(repositories, "branches", { "a.sol": "contract A {}" });
    const revision = await fetched("branches", "release/9");
    expect(revision.state).toBe("failed");
    expect(revision.failure).toContain("release/9");
  });

  it("with nothing to compile or scan is still a revision, and is scanned for secrets only", async () => {
    createRepository(repositories, "words", { "README.md": "only words" });
    const revision = await fetched("words");
    expect(revision).toMatchObject({ state: "ready", roots: [{ kind: "bare", compiles: "not-tried", nsloc: 0 }] });
    const scan = { ...SCOPE, revision: revision.number };
    await expect(requestScan(bench.deps, { ...scan, scanners: ["solhint"] })).rejects.toThrow("does not apply");
    const request = await requestScan(bench.deps, scan);
    await bench.settle();
    const done = await getScanRequest(bench.deps, { ...SCOPE, number: request.number, logTail: 0 });
    expect(done.scans.map(({ scanner, state, stats }) => [scanner, state, stats.results])).toEqual([
      ["secretlint", "succeeded", 0],
    ]);
  });
});
