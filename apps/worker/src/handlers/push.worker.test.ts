import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { listFindings } from "@redoubt/domain/finding/server";
import { FindingFilters } from "@redoubt/domain/finding";
import { JOBS, type JobName } from "@redoubt/domain/jobs";
import type { TokenScope } from "@redoubt/domain/organization";
import { createApiToken, resolveActor, revokeApiToken } from "@redoubt/domain/organization/server";
import { toUuid } from "@redoubt/domain/shared";
import { createDeps, forProject, type ProjectDeps } from "@redoubt/domain/shared/server";
import { PushFacts } from "@redoubt/domain/source";
import { getRevision, recordPush } from "@redoubt/domain/source/server";
import { pino } from "pino";
import { create } from "tar";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dispatch } from "../dispatch.ts";
import { createHandlerBench, type HandlerBench, lineTool, testTools } from "../testing/handler-bench.ts";
import { HANDLERS } from "./index.ts";

const scope = { organization: "x", project: "x" };
const COMMIT = "c".repeat(40);
const CODE =
  "pragma solidity ^0.8.0;\ncontract Vault {\n  function f() external {\n    require(tx.origin == msg.sender);\n  }\n}\n";
let bench: HandlerBench;

beforeEach(async () => {
  bench = await createHandlerBench();
});
afterEach(() => bench.close());

/** Delivers every job of a kind that waits, as the queue would, and takes it off. */
async function deliver(name: JobName): Promise<number> {
  const { rows } = await bench.test.owner.query(
    "DELETE FROM pgboss.job WHERE name = $1 AND state = 'created' RETURNING id, data",
    [name],
  );
  const dispatcher = {
    database: bench.test.database,
    tools: testTools(bench.directory, bench.storage, lineTool()),
    log: pino({ level: "silent" }),
    stopping: new AbortController().signal,
  };
  for (const { id, data } of rows) {
    const delivery = { jobId: id, sourceQueue: name, payload: data, signal: new AbortController().signal };
    await dispatch(dispatcher, JOBS[name], HANDLERS[name], delivery as Parameters<typeof dispatch>[3]);
  }
  return rows.length;
}

/** The security lead by a token. */
async function byToken(scopes: TokenScope[]): Promise<{ deps: ProjectDeps; tokenId: string }> {
  const { organization, projectId, system } = bench.project;
  const lead = organization.members["security-lead"];
  const made = await createApiToken(lead.deps, { organization: "x", name: "build", scopes, days: 1 });
  const tokenId = toUuid(made.id);
  const actor = await resolveActor(system, { userId: lead.userId, projectId, tokenId });
  if (actor?.token == null) throw new Error("no token");
  const { memberId, permissions, token } = actor;
  const deps = createDeps({
    database: bench.test.database,
    actor: { kind: "user", userId: lead.userId, memberId, token },
    organizationId: organization.organizationId,
    permissions,
  });
  return { deps: forProject(deps, projectId), tokenId };
}

async function push(deps: ProjectDeps, facts: Partial<PushFacts>): Promise<number> {
  const folder = path.join(bench.directory, "tree");
  await mkdir(path.join(folder, "src"), { recursive: true });
  await writeFile(path.join(folder, "src/Vault.sol"), CODE);
  const archive = path.join(bench.directory, "tree.tar.gz");
  await create({ gzip: true, file: archive, cwd: folder }, ["src"]);
  const stored = await bench.storage.put(deps.organizationId, await readFile(archive), { maxBytes: 1_000_000 });
  const upload = { uploadKey: stored.key, sha256: stored.sha256, size: stored.size };
  return (await recordPush(deps, { ...PushFacts.parse({ commit: COMMIT, ...facts }), ...upload })).number;
}

const actionsBy = async (tokenId: string): Promise<string[]> => {
  const { rows } = await bench.test.owner.query(
    "SELECT action || ' ' || outcome AS line FROM audit_event WHERE token_id = $1 ORDER BY id",
    [tokenId],
  );
  return rows.map(({ line }) => line);
};

describe("code that a token pushed", () => {
  it("arrives with the commit that was named, is scanned, and everything of it names the token", async () => {
    const { deps, tokenId } = await byToken(["source:write", "scan:run"]);
    const number = await push(deps, { ref: "feature", defaultBranch: "main", scan: true });
    expect(await deliver("source.fetch-revision")).toBe(1);
    expect(await getRevision(bench.deps, { ...scope, revision: number })).toMatchObject({
      ...{ state: "ready", commit: COMMIT, ref: "feature", isDefaultRef: false, fileCount: 1 },
    });
    expect(await deliver("scan.execute")).toBeGreaterThan(0);
    const page = await listFindings(bench.deps, {
      ...{ ...scope, filters: FindingFilters.parse({}), sort: "severity", limit: 10, revision: number },
    });
    expect(page.items).toMatchObject([{ path: "src/Vault.sol", startLine: 4, state: "new" }]);
    expect(await actionsBy(tokenId)).toEqual(
      expect.arrayContaining([
        ...["source.push done", "source.complete-fetch done", "scan.request done", "finding.publish done"],
      ]),
    );
  });

  it("is not fetched once the token is revoked, and says so", async () => {
    const { deps, tokenId } = await byToken(["source:write"]);
    const number = await push(deps, {});
    await revokeApiToken(bench.project.organization.members.owner.deps, { organization: "x", tokenId });
    await deliver("source.fetch-revision");
    expect(await getRevision(bench.deps, { ...scope, revision: number })).toMatchObject({
      ...{ state: "failed", failure: "The person who asked for this may no longer do it here." },
    });
  });

  it("is scanned by a job of its own, which the token must have been made for", async () => {
    const { deps } = await byToken(["source:write"]);
    // The API refuses this already; a job would be no way around it.
    const number = await push(deps, { scan: true });
    await deliver("source.fetch-revision");
    expect(await getRevision(bench.deps, { ...scope, revision: number })).toMatchObject({ state: "ready" });
    expect(await deliver("scan.execute")).toBeGreaterThan(0);
    const { rows } = await bench.test.owner.query("SELECT DISTINCT state FROM scan");
    expect(rows).toEqual([{ state: "failed" }]);
  });
});
