import type { AboutAdvisory } from "@redoubt/domain/finding";
import { publishScan } from "@redoubt/domain/finding/server";
import {
  completeInventory,
  findInventory,
  type InventoryMatch,
  matchInventory,
  requestInventory,
  startInventory,
  storeMatches,
} from "@redoubt/domain/advisory/server";
import type { NotScanned, ScanProgress } from "@redoubt/domain/scan";
import { failScan, type RevisionToScan, type ScanTask } from "@redoubt/domain/scan/server";
import { DomainError } from "@redoubt/domain/shared";
import { advisoryFinding } from "../../pipeline/advisory-findings.ts";
import type { AttemptWatch } from "../../pipeline/watch-attempt.ts";
import type { HandlerContext } from "../context.ts";
import { readLockFiles } from "./read-lock-files.ts";

/** Compares the components of a revision with what was imported of advisories, and publishes it as a scan. */
export async function matchAdvisories(
  context: HandlerContext,
  task: ScanTask,
  revision: RevisionToScan,
  watch: AttemptWatch<ScanProgress>,
): Promise<void> {
  const { deps } = context;
  const started = performance.now();
  watch.progress({ phase: "reading lock files" });
  const problem = await ensureInventory(context, revision.id, watch.signal);
  watch.signal.throwIfAborted();
  watch.progress({ phase: "matching advisories" });
  const match = problem === null ? await matchInventory(deps, revision.id) : null;
  if (match === null) {
    await watch.settle();
    await failScan(deps, task, problem ?? "The lock files of this revision have not been read.");
    return;
  }
  const gaps = gapsOf(match);
  watch.log(`${match.matches.length} advisories for ${match.manifests.length} lock files, attempt ${task.attempt}`);
  watch.progress({ phase: "publishing" });
  await watch.settle();
  watch.signal.throwIfAborted();
  await publishScan(deps, {
    ...{ scanId: task.scanId, fence: task.attempt, results: match.matches.map((each) => advisoryFinding(each, match)) },
    ...{ scannerVersion: null, configDigest: null, detectors: ["*"], sandboxed: null, raw: null },
    complete: gaps.uncovered.size === 0,
    scannedFiles: match.manifests.flatMap(({ path }) => (gaps.uncovered.has(path) ? [] : [path])),
    revisionFiles: (await context.tools.storage.listTree(revision.treeKey)).map(({ path }) => path),
    aboutAdvisories: about(match),
    notScanned: gaps.notScanned,
    durationMs: performance.now() - started,
  });
  await storeMatches(deps, match);
}

/** Reads the lock files when nobody has yet; the answer is why they could not be read. */
async function ensureInventory(
  context: HandlerContext,
  revisionId: string,
  signal: AbortSignal,
): Promise<string | null> {
  const { deps } = context;
  await requestInventory(deps, revisionId);
  const inventory = await findInventory(deps, revisionId);
  const task = inventory === null ? null : await startInventory(deps, inventory.id);
  if (task !== null) {
    const read = await readLockFiles({ tools: context.tools, signal }, task);
    try {
      await completeInventory(deps, task, read);
    } catch (error) {
      // The job that reads lock files has taken it back, and reads the same.
      if (!(error instanceof DomainError) || error.code !== "advisory.stale-attempt") throw error;
    }
  }
  const now = await findInventory(deps, revisionId);
  return now?.state === "ready" ? null : (now?.failure ?? "The lock files of this revision are still being read.");
}

/** Lock files about which nothing can be said, because nobody imported advisories of what they name. */
function gapsOf(match: InventoryMatch): { uncovered: Set<string>; notScanned: NotScanned[] } {
  const notScanned: NotScanned[] = [];
  const uncovered = new Set<string>();
  for (const { path, ecosystems } of match.manifests) {
    const missing = ecosystems.filter((ecosystem) => !match.covered.has(ecosystem));
    if (missing.length === 0) continue;
    uncovered.add(path);
    notScanned.push({ path, reason: `No advisories of ${missing.join(" and ")} were imported.` });
  }
  notScanned.push(...match.unread.map(({ path, reason }) => (path === null ? { reason } : { path, reason })));
  notScanned.push(...match.unknown.map(({ path, reason }) => ({ path, reason })));
  return { uncovered, notScanned };
}

function about({ withdrawn, unknownIds }: InventoryMatch): ReadonlyMap<string, AboutAdvisory> {
  return new Map<string, AboutAdvisory>([
    ...[...withdrawn].map(([id, why]) => [id, { why, isGone: true }] as const),
    ...[...unknownIds].map(
      (id) => [id, { why: "it cannot be told whether it is still there", isGone: false }] as const,
    ),
  ]);
}
