import assert from "node:assert/strict";
import { test } from "node:test";
import { judge } from "../src/watcher.ts";

const limits = { maxFeedAgeSeconds: 1_200n, maxDeviationPercent: 3n };

test("a fresh feed near the pool is fine", () => {
  assert.deepEqual(judge({ feed: 2_000n, feedAgeSeconds: 60n, pool: 2_050n }, limits), []);
});

test("names an old feed and a pool that has moved", () => {
  assert.deepEqual(judge({ feed: 2_000n, feedAgeSeconds: 2_820n, pool: 1_900n }, limits), [
    "the feed is 47 minutes old",
    "feed and pool are 5 % apart",
  ]);
});
