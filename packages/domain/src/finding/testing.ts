import { createHash } from "node:crypto";
import type { ScanStats } from "../scan/index.ts";
import type { ScannerId } from "../scan/index.ts";
import { startTestScan } from "../scan/testing.ts";
import { newId } from "../shared/index.ts";
import type { ProjectDeps } from "../shared/server.ts";
import { fingerprintKey, prepareResults } from "./fingerprints.ts";
import { identify, type RunFiles } from "./identity.ts";
import type { NormalizedFinding } from "./normalized.ts";
import { blankEntry } from "./past/document.ts";
import { completePast } from "./use-cases/complete-past.ts";
import { placeOfResult } from "./places.ts";
import type { ToolRun } from "./use-cases/publish-run.ts";
import { publishScan } from "./use-cases/publish-scan.ts";
import { requestPast } from "./use-cases/request-past.ts";
import { startPast } from "./use-cases/start-past.ts";

/** A result as a scanner reports it, with a context fingerprint of its own unless told otherwise. */
export function testResult(over: Partial<NormalizedFinding> & { key?: string } = {}): NormalizedFinding {
  const { key, ...rest } = over;
  const path = over.path ?? "src/Vault.sol";
  return {
    scanner: "solhint",
    detector: "check-send-result",
    title: "Result of send is not checked",
    description: "The call may fail without a revert.",
    severity: "medium",
    confidence: "high",
    classes: { cwe: ["CWE-252"], swc: [], scwe: [] },
    advisories: [],
    tags: [],
    path,
    startLine: 10,
    endLine: 10,
    dependency: false,
    fingerprints: key === undefined ? [] : [{ algorithm: "context", version: 1, value: key }],
    ...rest,
  };
}

/**
 * Which result of a run each result of the next one is, by what both would be recognised by; null where it begins a
 * finding of its own.
 */
export function recognisedAs(
  before: readonly NormalizedFinding[],
  after: readonly NormalizedFinding[],
  files: RunFiles,
): (number | null)[] {
  const known = prepareResults(before).map((result, at) => ({
    ...{ id: `finding-${at}`, number: at + 1, detector: result.detector, place: placeOfResult(result) },
    ...{ presentInLineage: true, keys: new Set(result.fingerprints.map(fingerprintKey)) },
  }));
  const { pairs } = identify(prepareResults(after), known, files);
  return after.map((_result, at) => {
    const found = pairs.get(at)?.finding.number;
    return found === undefined ? null : found - 1;
  });
}

/** A complete run that looked at the files of its results and at `src/Vault.sol`, with its checks on. */
export function testRun(results: readonly NormalizedFinding[] | null, over: Partial<ToolRun> = {}): ToolRun {
  const files = new Set(["src/Vault.sol", ...(results ?? []).flatMap((each) => each.path ?? [])]);
  return {
    results,
    scannerVersion: "1.0.0",
    configDigest: "c0ffee",
    detectors: ["check-send-result", "avoid-tx-origin", ...(results ?? []).map((each) => each.detector)],
    complete: true,
    scannedFiles: files,
    revisionFiles: files,
    notScanned: [],
    sandboxed: true,
    raw: null,
    durationMs: 5,
    ...over,
  };
}

/** Requests, claims and publishes a scan of a revision. */
export async function publishTestScan(
  deps: ProjectDeps,
  revision: number,
  results: readonly NormalizedFinding[] | null,
  over: Partial<ToolRun> & { readonly scanner?: ScannerId } = {},
): Promise<{ stats: ScanStats; scanId: string; number: number }> {
  const { scanner, ...run } = over;
  const { request, task } = await startTestScan(deps, revision, scanner);
  const stats = await publishScan(deps, { ...testRun(results, run), scanId: task.scanId, fence: task.attempt });
  return { stats, scanId: task.scanId, number: request.number };
}

/** A document of the past with one finding of that title, which waits to be imported; the answer is its number. */
export async function createTestPast(
  deps: ProjectDeps,
  title: string,
  kind: "audit-report" | "table" = "audit-report",
): Promise<number> {
  const sha256 = createHash("sha256").update(newId()).digest("hex");
  const { number } = await requestPast(deps, { name: `${title}.md`, uploadKey: `past/${sha256}`, sha256, size: 10 });
  const importId = await deps.withOrganization(async (tx) => {
    const where = { organizationId: deps.organizationId, projectId: deps.projectId, number };
    return (await tx.db.pastImport.findFirst({ where, select: { id: true } }))?.id ?? "";
  });
  const task = await startPast(deps, importId);
  if (task === null) throw new Error("the document does not wait to be read");
  const head = { title, firm: title, date: "2025-03-14", commit: null, repository: null };
  const entries = [{ ...blankEntry(title, 1), severity: "low" as const, description: title }];
  const table = kind === "table" ? { mapping: { title: 0 }, signature: sha256 } : { mapping: null, signature: null };
  const document = { kind, head, entries, notices: [], columns: [], ...table };
  const places = [{ kind: "unnamed" as const, words: "It names no file and no function." }];
  await completePast(deps, task, { format: kind, document, places, fetched: null });
  return number;
}

/** Compares the kept counters with a count over all findings; `owner` sees every organization. */
export async function expectCountersToEqualRecount(owner: {
  query(text: string): Promise<{ rows: unknown[] }>;
}): Promise<void> {
  const columns = "organization_id, project_id, severity, state, dependency, restricted, backlog";
  const { rows } = await owner.query(`
    WITH recount AS (SELECT ${columns}, count(*)::int AS count FROM finding WHERE NOT branch_only GROUP BY ${columns})
    SELECT * FROM (SELECT ${columns}, count FROM finding_counter WHERE count <> 0) c
    FULL JOIN recount r USING (${columns}) WHERE c.count IS DISTINCT FROM r.count`);
  if (rows.length > 0) throw new Error(`counters differ from a recount: ${JSON.stringify(rows)}`);
}
