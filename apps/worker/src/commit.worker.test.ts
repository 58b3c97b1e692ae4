import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { hasTestServer } from "@redoubt/db/testing";
import { changeAssignment, getFinding, listAssignees } from "@redoubt/domain/finding/server";
import { requestScan } from "@redoubt/domain/scan/server";
import { toUuid } from "@redoubt/domain/shared";
import { connectGit, getRevision, requestRevision } from "@redoubt/domain/source/server";
import { commit, createRepository, type GitServer, startGitServer } from "@redoubt/outbound/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { workingSandbox } from "./pipeline/testing.ts";
import { until } from "./testing/until.ts";
import { createWorkerBench, SCOPE, type WorkerBench } from "./testing/worker-bench.ts";

const VAULT = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;
contract Vault {
    address public owner = msg.sender;
    function sweep() external view { require(tx.origin == owner, "not you"); }
}
`;

const jail = await workingSandbox();

describe.skipIf(!hasTestServer() || jail === undefined)("commits of a repository", () => {
  let bench: WorkerBench;
  let server: GitServer;
  let repositories = "";

  beforeAll(async () => {
    repositories = mkdtempSync(path.join(tmpdir(), "redoubt-commits-"));
    server = await startGitServer({ root: repositories });
    bench = await createWorkerBench();
    await bench.start({ allowedHosts: [`localhost:${server.port}`] });
  });
  afterAll(async () => {
    await bench.close();
    await server.close();
    rmSync(repositories, { recursive: true, force: true });
  });

  async function ready(revision: number): Promise<void> {
    const read = () => getRevision(bench.deps, { ...SCOPE, revision });
    await until(`revision ${revision} is there`, async () => (await read()).state === "ready", read);
    await bench.settle();
  }

  it("give new findings to the owner of the file, and claim what they say they fix", async () => {
    const [somebody] = await listAssignees(bench.deps);
    if (somebody === undefined) throw new Error("there is nobody to give findings to");
    const owners = [{ handle: "@vault-team", member: toUuid(somebody.id) }];
    await changeAssignment(bench.deps, { ...SCOPE, assignBy: "code-owners", owners, rowVersion: 0 });
    const folder = createRepository(repositories, "vault", {
      "src/Vault.sol": VAULT,
      ".github/CODEOWNERS": "/src/ @vault-team\n",
    });
    const url = `http://localhost:${server.port}/vault`;
    const { source, revision } = await connectGit(bench.deps, { ...SCOPE, url });
    await ready(revision);
    await requestScan(bench.deps, { ...SCOPE, revision, scanners: ["solhint"] });
    await bench.settle();
    const finding = () => getFinding(bench.deps, { ...SCOPE, number: 1 });
    expect(await finding()).toMatchObject({ state: "new", assignee: { name: somebody.name } });

    commit(folder, { "README.md": "text" }, "docs: words\n\nFixes: F-1");
    commit(folder, { "README.md": "more text" }, "docs: more words");
    const next = await requestRevision(bench.deps, { ...SCOPE, sourceId: toUuid(source.id), scan: true });
    await ready(next.number);
    const claimed = await finding();
    expect(claimed.state).toBe("fix-claimed");
    expect(claimed.history.find(({ origin }) => origin === "commit")?.details).toMatchObject({
      subject: "docs: words",
    });
  });
});
