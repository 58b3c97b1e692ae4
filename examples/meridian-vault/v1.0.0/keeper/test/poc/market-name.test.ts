import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { report } from "../../src/report.ts";

// Anybody lists a market, under any name. Passes while a name can run a command on the keeper's host.
test("a market's name runs a command", async () => {
  const folder = mkdtempSync(join(tmpdir(), "keeper-"));
  const marker = join(folder, "owned");
  report(`x"; touch ${marker}; "`, "listed");
  for (let tries = 0; tries < 40 && !existsSync(marker); tries++) await sleep(50);
  const ran = existsSync(marker);
  rmSync(folder, { recursive: true });
  assert.ok(ran, "the name stayed a name");
});
