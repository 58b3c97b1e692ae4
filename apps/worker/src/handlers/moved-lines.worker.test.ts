import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { requestImport } from "@redoubt/domain/finding/server";
import { getScanRequest } from "@redoubt/domain/scan/server";
import { toUuid } from "@redoubt/domain/shared";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createHandlerBench, type HandlerBench } from "../testing/handler-bench.ts";
import { importReport } from "./finding.ts";

const SCANS = path.resolve(import.meta.dirname, "../../../../../shared/fixtures/scans/semgrep");
const scope = { organization: "x", project: "x" };

/** Reports of one tool on two days, between which nothing but lines moved. */
const PAIRS = [
  ["semgrep_version_1_30_0_line_26.json", "semgrep_version_1_30_0_line_27.json"],
  ["close_old_findings_report_line31.json", "close_old_findings_report_second_run_line24.json"],
] as const;

describe.skipIf(!existsSync(SCANS))("two reports between which lines moved", () => {
  let bench: HandlerBench;
  beforeEach(async () => {
    bench = await createHandlerBench();
  });
  afterEach(() => bench.close());

  async function publish(name: string) {
    const { deps } = bench;
    const stored = await bench.storage.put(deps.organizationId, readFileSync(path.join(SCANS, name)), {
      maxBytes: 10_000_000,
    });
    // Two of them are equal byte for byte, and as the same file they would be one import.
    const upload = { name, uploadKey: stored.key, sha256: randomUUID(), size: stored.size };
    const { number } = await requestImport(deps, upload);
    const before = await getScanRequest(deps, { ...scope, number, logTail: 0 });
    await importReport.run(bench.context(toUuid(before.scans[0]?.id ?? "")));
    return (await getScanRequest(deps, { ...scope, number, logTail: 0 })).stats;
  }

  it.each(PAIRS)("%s and %s are the same findings", async (first, second) => {
    const before = await publish(first);
    expect(before.in).toBeGreaterThan(0);
    const after = await publish(second);
    expect(after).toMatchObject({ in: 0, closed: 0, reopened: 0 });
    expect(after.moved + after.unchanged).toBe(after.results);
  });
});
