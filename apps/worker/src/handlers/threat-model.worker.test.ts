import { mkdir, readdir } from "node:fs/promises";
import path from "node:path";
import type { ProjectDeps } from "@redoubt/domain/shared/server";
import {
  cancelReading,
  getOverview,
  getThreat,
  moveThreat,
  requestDraft,
  writeModel,
} from "@redoubt/domain/threat-model/server";
import { testDocument, testThreat } from "@redoubt/domain/threat-model/testing";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createHandlerBench, type HandlerBench } from "../testing/handler-bench.ts";
import { expireThreats, readCode } from "./threat-model.ts";

const scope = { organization: "x", project: "x" };
const DAY = 86_400_000;
let bench: HandlerBench;

beforeAll(async () => {
  bench = await createHandlerBench();
});
afterAll(() => bench.close());

const JAR = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.24;

contract Jar {
    mapping(address => uint256) shares;
    function fill() external payable { shares[msg.sender] += msg.value; }
}
`;

async function waiting(): Promise<string> {
  await bench.commit({ "src/Jar.sol": JAR });
  await requestDraft(bench.deps, scope);
  const { rows } = await bench.test.owner.query<{ id: string }>(
    "SELECT id FROM model_reading WHERE state = 'queued' ORDER BY created_at DESC LIMIT 1",
  );
  return rows[0]?.id ?? "";
}

const lookAt = () => getOverview(bench.deps);
const actions = async (like: string) =>
  (
    await bench.test.owner.query<{ action: string }>("SELECT action FROM audit_event WHERE action LIKE $1", [like])
  ).rows.map(({ action }) => action);

describe("a reading of the code", () => {
  it("that was cancelled while it waited is not begun", async () => {
    const id = await waiting();
    await cancelReading(bench.deps);
    await readCode.run(bench.context(id));
    expect(await lookAt()).toMatchObject({ elements: 0, reading: { state: "cancelled" } });
    await expect(cancelReading(bench.deps)).rejects.toMatchObject({ code: "threat-model.no-reading" });
    expect(await actions("threat-model.cancel-reading")).toHaveLength(1);
  });

  it("that is cancelled while it runs stops, publishes nothing and leaves no file", async () => {
    const id = await waiting();
    const context = bench.context(id);
    let stopped: unknown;
    // A tree that never comes: only the signal of the reading ends it.
    const storage = new Proxy(context.tools.storage, {
      get: (target, key) =>
        key === "materializeTree"
          ? async (_key: string, _folder: string, { signal }: { signal: AbortSignal }) => {
              await cancelReading(bench.deps);
              await new Promise((_resolve, reject) => {
                signal.addEventListener("abort", () => {
                  stopped = signal.reason;
                  reject(signal.reason as Error);
                });
              });
            }
          : Reflect.get(target, key),
    });
    await readCode.run({ ...context, tools: { ...context.tools, storage } });
    expect(String(stopped)).toContain("cancelled");
    expect(await lookAt()).toMatchObject({ elements: 0, reading: { state: "cancelled", failure: null } });
    expect(await readdir(path.join(context.tools.workDirectory, "models"))).toEqual([]);
    expect(await actions("threat-model.%-reading")).toEqual(Array(2).fill("threat-model.cancel-reading"));
  });

  it("can be asked for again, and then draws", async () => {
    const id = await waiting();
    await mkdir(bench.context(id).tools.workDirectory, { recursive: true });
    await readCode.run(bench.context(id));
    expect(await lookAt()).toMatchObject({ reading: { state: "done" } });
    expect((await lookAt()).elements).toBeGreaterThan(0);
  });
});

describe("decisions until a day", () => {
  const expire = () =>
    expireThreats.run({
      database: bench.test.database,
      ...{ tools: bench.context("").tools, log: pino({ level: "silent" }), signal: new AbortController().signal },
    });
  const owner = () => bench.project.as("owner");
  const messages = async () =>
    (
      await bench.test.owner.query<{ title: string; member_id: string; href: string }>(
        "SELECT title, member_id, href FROM notification WHERE kind = 'threat-model.expire' ORDER BY member_id",
      )
    ).rows;
  const read = async (number: number, deps: ProjectDeps = owner()) => getThreat(deps, { ...scope, number });

  it("come back when it has passed, with an audit event each and one message about all", async () => {
    const { developer } = bench.project.organization.members;
    const deps = owner();
    const document = testDocument({
      threats: [
        testThreat("lived-with"),
        testThreat("declined", { state: "proposed" }),
        testThreat("for-good", { state: "proposed" }),
        testThreat("later", { state: "proposed" }),
      ],
      assumptions: [],
    });
    const { ids } = await writeModel(deps, { ...scope, document, mode: "merge" });
    const { rows } = await bench.test.owner.query<{ number: number; statement: string }>(
      "SELECT number, statement FROM threat WHERE statement LIKE 'Somebody does %'",
    );
    expect(Object.keys(ids.threats)).toHaveLength(4);
    const numberOf = (name: string) =>
      rows.find(({ statement }) => statement === `Somebody does ${name}.`)?.number ?? 0;
    const move = (
      name: string,
      facts: Omit<Parameters<typeof moveThreat>[1], "number" | "rowVersion" | keyof typeof scope>,
    ) => moveThreat(deps, { ...scope, number: numberOf(name), rowVersion: 1, ...facts });
    const until = new Date(Date.now() + DAY);
    await move("lived-with", { command: "acknowledge", comment: "Known.", ownerId: developer.memberId, until });
    await move("declined", { command: "decline", reason: "misread", until });
    await move("for-good", { command: "decline", reason: "misread" });
    await move("later", { command: "decline", reason: "misread", until: new Date(Date.now() + 9 * DAY) });
    await expire();
    expect([(await read(numberOf("lived-with"))).state, await messages()]).toEqual(["acknowledged", []]);

    const passed = [numberOf("lived-with"), numberOf("declined")];
    await bench.test.owner.query("UPDATE threat SET until = now() - interval '1 second' WHERE number = ANY($1)", [
      passed,
    ]);
    await expire();
    await expire();
    const states = await Promise.all(
      ["lived-with", "declined", "for-good", "later"].map(async (name) => (await read(numberOf(name))).state),
    );
    expect(states).toEqual(["open", "proposed", "not-applicable", "not-applicable"]);
    expect((await read(numberOf("lived-with"))).events.at(-1)).toMatchObject({ command: "expire", origin: "system" });
    expect(await actions("threat-model.expire")).toHaveLength(2);
    const told = await messages();
    const [open, proposed] = passed;
    const titles = [...new Set(told.map(({ title }) => title))];
    const words = `: T-${open} is open again, T-${proposed} is proposed again, because their dates have passed`;
    expect(titles).toEqual([expect.stringContaining(words)]);
    expect(told.map(({ member_id: id }) => id)).toContain(developer.memberId);
    expect(new Set(told.map(({ member_id: id }) => id)).size).toBe(told.length);
  });
});
