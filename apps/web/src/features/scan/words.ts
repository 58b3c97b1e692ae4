import type { Scan, ScanRequest, ScanState } from "@redoubt/domain/scan";
import type { TagTone, WorkStateKind } from "@redoubt/ui";

export const SCAN_STATE: Readonly<Record<ScanState, { words: string; mark: WorkStateKind; tone: TagTone }>> = {
  queued: { words: "waiting", mark: "none", tone: "neutral" },
  preparing: { words: "preparing", mark: "part", tone: "accent" },
  running: { words: "running", mark: "part", tone: "accent" },
  previewed: { words: "waiting for you", mark: "stale", tone: "warn" },
  publishing: { words: "publishing", mark: "part", tone: "accent" },
  succeeded: { words: "finished", mark: "done", tone: "ok" },
  partial: { words: "partly", mark: "stale", tone: "warn" },
  failed: { words: "failed", mark: "block", tone: "bad" },
  cancelled: { words: "cancelled", mark: "none", tone: "neutral" },
};

const MOVING: readonly ScanState[] = ["queued", "preparing", "running", "publishing"];
export const isMoving = (state: ScanState | undefined): boolean => state !== undefined && MOVING.includes(state);

/** Work done of one scan, 0 to 1: by its own count while it runs. */
export function shareOf(scan: Pick<Scan, "state" | "progress">): number {
  if (!isMoving(scan.state)) return 1;
  if (scan.state === "queued") return 0;
  if (scan.state === "publishing") return 0.95;
  const { done, total } = scan.progress;
  return done !== undefined && total !== undefined && total > 0 ? Math.min(0.9, (done / total) * 0.9) : 0.05;
}

/** Work done of a request: the mean of its scans. */
export function shareOfRequest(request: Pick<ScanRequest, "scans">): number {
  if (request.scans.length === 0) return 0;
  return request.scans.reduce((sum, scan) => sum + shareOf(scan), 0) / request.scans.length;
}

/** One line under a scanner's name: what it is at, found or why not. */
export function scanWords(scan: Scan): string {
  if (scan.failure !== null && scan.state !== "succeeded") return scan.failure;
  if (scan.state === "queued") return "waiting for its turn";
  if (isMoving(scan.state)) {
    const { phase, done, total, root } = scan.progress;
    const count = done !== undefined && total !== undefined ? `, ${done} of ${total}` : "";
    return `${phase}${root ? ` ${root}` : ""}${count}`;
  }
  if (scan.state === "previewed") return "nothing was published yet";
  if (scan.state === "cancelled") return "nothing was published";
  const { dependency, folded } = scan.stats;
  const theirs = dependency > 0 ? `, ${dependency} of them in dependencies` : "";
  const again = folded > 0 ? `, ${folded} of them under another name` : "";
  const gaps = scan.notScanned.length > 0 ? `, ${scan.notScanned.length} not scanned` : "";
  return `${scan.stats.results} ${scan.stats.results === 1 ? "result" : "results"}${theirs}${again}${gaps}`;
}

export function revisionWords(revision: ScanRequest["revision"]): string {
  if (revision === null) return "without a revision";
  return revision.label ?? (revision.commit ?? revision.treeHash)?.slice(0, 7) ?? `#${revision.number}`;
}

/** `0.4 s`, `16 s`, `2 min 5 s`. */
export function durationWords(milliseconds: number): string {
  if (milliseconds < 10_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
