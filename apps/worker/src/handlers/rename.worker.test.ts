import path from "node:path";
import { getFinding } from "@redoubt/domain/finding/server";
import { requestScan } from "@redoubt/domain/scan/server";
import { toUuid } from "@redoubt/domain/shared";
import { connectFolder, requestRevision } from "@redoubt/domain/source/server";
import { createOutbound } from "@redoubt/outbound";
import { commit, createRepository, git } from "@redoubt/outbound/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createHandlerBench, type HandlerBench } from "../testing/handler-bench.ts";
import { executeScan } from "./scan.ts";
import { fetchRevision } from "./source.ts";

const scope = { organization: "x", project: "x" };
let bench: HandlerBench;

beforeEach(async () => {
  bench = await createHandlerBench();
});
afterEach(() => bench.close());

/** Enough of a file that git still knows it after an edit; what the check finds stands in `open`. */
const contract = (name: string, body: readonly string[]): string =>
  [
    "// SPDX-License-Identifier: MIT",
    "pragma solidity ^0.8.24;",
    "",
    `contract ${name} {`,
    ...Array.from({ length: 12 }, (_, at) => `    uint256 public slot${at};`),
    "",
    "    function open() external view returns (bool) {",
    ...body.map((line) => `        ${line}`),
    "    }",
    "}",
    "",
  ].join("\n");

async function fetch(number: number): Promise<void> {
  const { deps, test } = bench;
  const { rows } = await test.owner.query("SELECT id, source_id FROM revision WHERE project_id = $1 AND number = $2", [
    deps.projectId,
    number,
  ]);
  const context = bench.context(rows[0].id);
  const tools = { ...context.tools, outbound: createOutbound({}), allowedFolders: [bench.directory] };
  await fetchRevision.run({ ...context, tools });
  const state = await test.owner.query("SELECT state, failure FROM revision WHERE id = $1", [rows[0].id]);
  expect(state.rows).toEqual([{ state: "ready", failure: null }]);
}

async function renamesOf(number: number): Promise<unknown> {
  const { rows } = await bench.test.owner.query("SELECT renames FROM revision WHERE project_id = $1 AND number = $2", [
    bench.deps.projectId,
    number,
  ]);
  return rows[0].renames;
}

async function scan(revision: number) {
  const made = await requestScan(bench.deps, { ...scope, revision, scanners: ["solhint"] });
  const scanId = toUuid(made.scans[0]?.id ?? "");
  await executeScan.run(bench.context(scanId));
  const { rows } = await bench.test.owner.query("SELECT state, stats FROM scan WHERE id = $1", [scanId]);
  return rows[0];
}

describe("a file that was renamed and edited", () => {
  it("keeps its finding, also over revisions that nobody scanned", async () => {
    const { deps, directory } = bench;
    const folder = createRepository(directory, "gates", {
      "foundry.toml": "",
      "src/Gate.sol": contract("Gate", ["return tx.origin == msg.sender;"]),
    });
    const policy = { allowedFolders: [directory] };
    const { source, revision } = await connectFolder(deps, { ...scope, folder }, policy);
    await fetch(revision);
    expect(await scan(revision)).toMatchObject({ state: "succeeded", stats: { in: 1 } });
    const sourceId = toUuid(source.id);
    const next = async (): Promise<number> => {
      const { number } = await requestRevision(deps, { ...scope, sourceId, scan: false });
      await fetch(number);
      return number;
    };

    // Renamed alone, and not scanned.
    git(folder, "mv", "src/Gate.sol", "src/Door.sol");
    commit(folder, {}, "refactor: a gate is a door");
    expect(await renamesOf(await next())).toEqual({ "src/Gate.sol": "src/Door.sol" });

    // Renamed again, with another contract around another statement: neither text nor names are left to go by.
    git(folder, "mv", "src/Door.sol", path.join("src", "Entrance.sol"));
    const body = ["address caller = msg.sender;", "if (slot0 > 0) return false;", "return caller == tx.origin;"];
    commit(folder, { "src/Entrance.sol": contract("Entrance", body) }, "refactor: a door is an entrance");
    const last = await next();
    expect(await renamesOf(last)).toEqual({ "src/Door.sol": "src/Entrance.sol" });
    expect(await scan(last)).toMatchObject({ state: "succeeded", stats: { results: 1, in: 0, moved: 1, closed: 0 } });
    const finding = await getFinding(deps, { ...scope, number: 1 });
    expect(finding).toMatchObject({ state: "new", path: "src/Entrance.sol", container: "Entrance" });
    expect(JSON.stringify(finding.history)).toContain("git tells that the file was renamed");
  });

  it("is another finding when git knows the new file for a new one", async () => {
    const { deps, directory } = bench;
    const folder = createRepository(directory, "strangers", {
      "foundry.toml": "",
      "src/Gate.sol": contract("Gate", ["return tx.origin == msg.sender;"]),
    });
    const policy = { allowedFolders: [directory] };
    const { source, revision } = await connectFolder(deps, { ...scope, folder }, policy);
    await fetch(revision);
    expect(await scan(revision)).toMatchObject({ stats: { in: 1 } });
    git(folder, "rm", "--quiet", "src/Gate.sol");
    const stranger = "contract Keep {\n    function open() external view { require(tx.origin != address(0)); }\n}\n";
    commit(folder, { "src/Keep.sol": stranger }, "feat: a keep");
    const { number } = await requestRevision(deps, { ...scope, sourceId: toUuid(source.id), scan: false });
    await fetch(number);
    expect(await renamesOf(number)).toEqual({});
    expect(await scan(number)).toMatchObject({ stats: { results: 1, in: 1, closed: 1 } });
  });
});
