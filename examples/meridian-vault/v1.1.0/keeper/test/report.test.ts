import assert from "node:assert/strict";
import { test } from "node:test";
import { report } from "../src/report.ts";

test("a market's name stays one argument", () => {
  const calls: string[][] = [];
  report('x"; touch /tmp/owned; "', "listed", (file, args) => calls.push([file, ...args]));
  assert.deepEqual(calls, [["notify-ops", "--title", 'x"; touch /tmp/owned; "', "--", "listed"]]);
});
