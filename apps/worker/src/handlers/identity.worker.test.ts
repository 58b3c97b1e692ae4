import { FindingFilters, matchSentence } from "@redoubt/domain/finding";
import { getFinding, listFindings } from "@redoubt/domain/finding/server";
import { getScanRequest, requestScan } from "@redoubt/domain/scan/server";
import { toUuid } from "@redoubt/domain/shared";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { executeScan } from "./scan.ts";
import { createHandlerBench, type HandlerBench } from "../testing/handler-bench.ts";

const scope = { organization: "x", project: "x" };
let bench: HandlerBench;

beforeEach(async () => {
  bench = await createHandlerBench();
});
afterEach(() => bench.close());

const OPEN = `    function open() external view returns (bool) {
        require(tx.origin == owner, "only people");
        return true;
    }
`;
const CLOSE = `    function close() external view returns (bool) {
        if (tx.origin != owner) return false;
        return true;
    }
`;
const gate = (...functions: string[]) => `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.24;

contract Gate {
    address owner;

${functions.join("\n")}}
`;

/** Commits, scans, and answers with numbers, states and places of all findings. */
async function scan(files: Record<string, string>): Promise<{ list: string[]; stats: object }> {
  const revision = await bench.commit(files);
  const made = await requestScan(bench.deps, { ...scope, revision, scanners: ["solhint"] });
  await executeScan.run(bench.context(toUuid(made.scans[0]?.id ?? "")));
  const filters = FindingFilters.parse({});
  const page = await listFindings(bench.deps, { ...scope, filters, sort: "number", limit: 100 });
  const { scans } = await getScanRequest(bench.deps, { ...scope, number: made.number, logTail: 0 });
  return {
    list: page.items
      .toReversed()
      .map((each) => `F-${each.number} ${each.state} ${each.path}:${each.startLine} ${each.callable}`),
    stats: scans[0]?.stats ?? {},
  };
}

const places = async (number: number) => (await getFinding(bench.deps, { ...scope, number })).occurrences;
const FIRST = ["F-1 new src/Gate.sol:8 open", "F-2 new src/Gate.sol:13 close"];

describe("the same finding", () => {
  beforeEach(async () => {
    expect((await scan({ "src/Gate.sol": gate(OPEN, CLOSE) })).list).toEqual(FIRST);
  });

  it("after lines were inserted above", async () => {
    const { list, stats } = await scan({ "src/Gate.sol": `// one\n// two\n${gate(OPEN, CLOSE)}` });
    expect(list).toEqual(["F-1 new src/Gate.sol:10 open", "F-2 new src/Gate.sol:15 close"]);
    expect(stats).toMatchObject({ in: 0, moved: 2, closed: 0 });
    expect(matchSentence((await places(1))[0]?.match ?? { step: "new" })).toBe(
      "Line 8 is now 10: the same statement in the same function.",
    );
  });

  it("after its file was renamed", async () => {
    const { list, stats } = await scan({ "src/access/Gate.sol": gate(OPEN, CLOSE) });
    expect(list).toEqual(["F-1 new src/access/Gate.sol:8 open", "F-2 new src/access/Gate.sol:13 close"]);
    expect(stats).toMatchObject({ in: 0, moved: 2, closed: 0 });
  });

  it("after the code was reformatted", async () => {
    const wrapped = OPEN.replace(
      'require(tx.origin == owner, "only people");',
      "require(\n            tx.origin == owner, // anyone\n            'only people'\n        );",
    );
    const { list, stats } = await scan({ "src/Gate.sol": gate(wrapped, CLOSE) });
    expect(list).toEqual(["F-1 new src/Gate.sol:9 open", "F-2 new src/Gate.sol:16 close"]);
    expect(stats).toMatchObject({ in: 0, moved: 2, closed: 0 });
  });

  it("after functions were swapped", async () => {
    const { list, stats } = await scan({ "src/Gate.sol": gate(CLOSE, OPEN) });
    expect(list).toEqual(["F-1 new src/Gate.sol:13 open", "F-2 new src/Gate.sol:8 close"]);
    expect(stats).toMatchObject({ in: 0, moved: 2, closed: 0 });
  });

  it("after it was fixed and the fix was reverted", async () => {
    const fixed = OPEN.replace("tx.origin", "msg.sender");
    const gone = await scan({ "src/Gate.sol": gate(fixed, CLOSE) });
    expect(gone.list).toEqual(["F-1 resolved src/Gate.sol:8 open", "F-2 new src/Gate.sol:13 close"]);
    expect(gone.stats).toMatchObject({ closed: 1, unchanged: 1 });
    const back = await scan({ "src/Gate.sol": gate(OPEN, CLOSE) });
    expect(back.list).toEqual(["F-1 regressed src/Gate.sol:8 open", "F-2 new src/Gate.sol:13 close"]);
    expect(back.stats).toMatchObject({ reopened: 1, in: 0 });
  });

  it("after its statement was edited, when nothing else is near", async () => {
    const edited = OPEN.replace("tx.origin == owner", "tx.origin == owner && open_ > 0");
    const { list, stats } = await scan({ "src/Gate.sol": gate(edited, CLOSE) });
    expect(list).toEqual(FIRST);
    expect(stats).toMatchObject({ in: 0, closed: 0 });
    const { fingerprints } = await getFinding(bench.deps, { ...scope, number: 1 });
    expect(fingerprints.filter(({ algorithm }) => algorithm === "context")).toHaveLength(2);
  });
});

describe("equal hits in one function", () => {
  const twice = `    function both() external view returns (bool) {
        if (tx.origin != owner) return false;
        owner;
        if (tx.origin != owner) return false;
        return true;
    }
`;

  it("are two findings, and stay two when they move", async () => {
    expect((await scan({ "src/Gate.sol": gate(twice) })).list).toEqual([
      "F-1 new src/Gate.sol:8 both",
      "F-2 new src/Gate.sol:10 both",
    ]);
    const moved = await scan({ "src/Gate.sol": gate(OPEN.replace("tx.origin", "msg.sender"), twice) });
    expect(moved.list).toEqual(["F-1 new src/Gate.sol:13 both", "F-2 new src/Gate.sol:15 both"]);
    expect(moved.stats).toMatchObject({ in: 0, moved: 2 });
  });

  it("are one less when one is fixed, and nobody guesses more", async () => {
    await scan({ "src/Gate.sol": gate(twice) });
    const one = twice.replace("        owner;\n        if (tx.origin != owner) return false;\n", "        owner;\n");
    const { list, stats } = await scan({ "src/Gate.sol": gate(one) });
    expect(list).toEqual(["F-1 new src/Gate.sol:8 both", "F-2 resolved src/Gate.sol:10 both"]);
    expect(stats).toMatchObject({ closed: 1, in: 0 });
  });
});
