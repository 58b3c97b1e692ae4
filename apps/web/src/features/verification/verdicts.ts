import type { Poc, PocRun } from "@redoubt/domain/verification";
import type { MarkKind } from "@redoubt/ui";

/** What a run means for us: an exploit that works is a failure of ours, one that fails is a control that was seen to hold. */
export function markOf(run: PocRun | undefined): MarkKind {
  if (run?.state !== "finished") return "missing";
  if (run.verdict === "reproduces") return "failed";
  return run.verdict === "does-not-reproduce" ? "demonstrated" : "missing";
}

export type VerdictTone = "bad" | "ok" | "quiet";

export function toneOf(run: PocRun | undefined): VerdictTone {
  const mark = markOf(run);
  return mark === "failed" ? "bad" : mark === "demonstrated" ? "ok" : "quiet";
}

/** True while a worker has it, or will. */
export function isUnderWay(run: PocRun): boolean {
  return run.state === "queued" || run.state === "running";
}

/** The verdict in words; `again` when an earlier revision had stopped it. */
export function verdictWords(run: PocRun | undefined, again = false): string {
  if (run === undefined) return "not run";
  if (run.state === "queued") return "waiting";
  if (run.state === "running") return "running";
  if (run.state === "cancelled") return "cancelled";
  if (run.state === "failed" || run.verdict === null || run.verdict === "error") return "error";
  if (run.verdict === "does-not-reproduce") return "does not reproduce";
  return again ? "reproduces again" : "reproduces";
}

/** The newest run of each revision, in revision order, with whether it reproduces after it had stopped. */
export function byRevision(runs: readonly PocRun[]): { run: PocRun; again: boolean }[] {
  const newest = new Map<number, PocRun>();
  for (const run of runs) {
    const known = newest.get(run.revision);
    if (known === undefined || known.createdAt <= run.createdAt) newest.set(run.revision, run);
  }
  const ordered = [...newest.values()].sort((a, b) => a.revision - b.revision);
  return ordered.map((run, index) => ({
    run,
    again:
      run.verdict === "reproduces" && ordered.slice(0, index).some((each) => each.verdict === "does-not-reproduce"),
  }));
}

/** What the run said, in one line: the reason of the verdict and how long it took. */
export function runFacts(run: PocRun): string {
  const took = run.durationMs === null ? null : `${(run.durationMs / 1000).toFixed(1)} s`;
  return [run.reason, took].filter((part) => part !== null && part !== "").join(", ");
}

export interface RevisionColumn {
  readonly revision: number;
  readonly name: string;
}

/** Every revision that some PoC ran on, oldest first; the newest ones where there are more than fit. */
export function columnsOf(pocs: readonly Poc[], most: number): { columns: RevisionColumn[]; left: number } {
  const names = new Map<number, string>();
  for (const run of pocs.flatMap((poc) => poc.runs)) names.set(run.revision, run.revisionName);
  const all = [...names].map(([revision, name]) => ({ revision, name })).sort((a, b) => a.revision - b.revision);
  return { columns: all.slice(-most), left: Math.max(0, all.length - most) };
}

/** `PoC 3`. */
export function pocLabel(number: number): string {
  return `PoC ${number}`;
}
