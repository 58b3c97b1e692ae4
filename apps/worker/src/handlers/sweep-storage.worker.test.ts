import { newId } from "@redoubt/domain/shared";
import { pino } from "pino";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createHandlerBench, type HandlerBench } from "../testing/handler-bench.ts";
import { sweepStorage } from "./source.ts";

let bench: HandlerBench;
beforeAll(async () => {
  bench = await createHandlerBench();
});
afterAll(() => bench.close());

it("deletes the files of organizations that are gone, and none of those that are there", async () => {
  const { deps } = bench;
  const { tools, signal } = bench.context(newId());
  const gone = newId();
  const kept = await tools.storage.put(deps.organizationId, "kept", { maxBytes: 10 });
  const left = await tools.storage.put(gone, "left behind", { maxBytes: 20 });
  const log = pino({ level: "silent" });
  await sweepStorage.run({ database: bench.test.database, tools, log, signal });
  expect(await tools.storage.has(left.key)).toBe(false);
  expect(await tools.storage.has(kept.key)).toBe(true);
  expect(await tools.storage.listOrganizations()).toEqual([deps.organizationId]);
});
