/** Among the checks of a run: all that the tool knows are on, always, as where a whole database of advisories is asked. */
export const EVERY_CHECK = "*";

/** What a run can prove about findings that it did not report. */
export interface RunEvidence {
  /** False for a partial run. */
  readonly complete: boolean;
  /** False when the report had no list of results: absent is not empty. */
  readonly resultsPresent: boolean;
  /** The checks that were on; null when the tool does not tell. */
  readonly detectors: ReadonlySet<string> | null;
  /** The files that were looked at; null when the tool does not tell. */
  readonly scanned: ReadonlySet<string> | null;
  /** All files of the revision; null without a revision. */
  readonly files: ReadonlySet<string> | null;
  /** By advisory id, where the run knows more than that it did not report them. */
  readonly aboutAdvisories?: ReadonlyMap<string, AboutAdvisory>;
}

/** What a run knows about an advisory that it did not report: why it is none any more, or that it cannot be told. */
export interface AboutAdvisory {
  readonly why: string;
  /** False when it may still be there. */
  readonly isGone: boolean;
}

export type UnseenVerdict = "closes" | "not-observed" | "no-evidence";

export interface UnseenJudgement {
  readonly verdict: UnseenVerdict;
  /** For the history, in words. */
  readonly why: string;
}

/** What it means that a run of the finding's lineage did not report it. */
export function judgeUnseen(
  finding: { readonly detector: string | null; readonly path: string | null; readonly advisories?: readonly string[] },
  run: RunEvidence,
): UnseenJudgement {
  const about = (finding.advisories ?? []).map((id) => run.aboutAdvisories?.get(id)).find((each) => each !== undefined);
  if (about?.isGone === false) return { verdict: "no-evidence", why: about.why };
  const judged = judgePlace(finding, run);
  return about === undefined ? judged : { ...judged, why: `${about.why}; ${judged.why}` };
}

function judgePlace(
  finding: { readonly detector: string | null; readonly path: string | null },
  run: RunEvidence,
): UnseenJudgement {
  if (!run.resultsPresent) return { verdict: "no-evidence", why: "the report had no list of results" };
  const scope = scopeOf(finding.path, run);
  const detector = detectorOf(finding.detector, run);
  if (scope.in && detector.on) return { verdict: "closes", why: `${detector.why} and ${scope.why}` };
  const why = detector.on ? scope.why : detector.why;
  return { verdict: run.complete ? "not-observed" : "no-evidence", why };
}

function detectorOf(detector: string | null, run: RunEvidence): { on: boolean; why: string } {
  if (run.detectors === null) return { on: false, why: "the tool does not say which checks were on" };
  if (run.detectors.has(EVERY_CHECK)) return { on: true, why: "the tool checks for everything that it knows" };
  const on = detector !== null && run.detectors.has(detector);
  return { on, why: on ? "the check was on" : "the check was off" };
}

function scopeOf(path: string | null, run: RunEvidence): { in: boolean; why: string } {
  if (!run.complete) {
    const listed = path !== null && run.scanned?.has(path) === true;
    return { in: listed, why: listed ? "the file was scanned" : "the partial run does not list the file as scanned" };
  }
  if (path === null) return { in: true, why: "the run was complete" };
  if (run.scanned === null) return { in: true, why: "the run was complete" };
  if (run.scanned.has(path)) return { in: true, why: "the file was scanned" };
  const deleted = run.files !== null && !run.files.has(path);
  return { in: deleted, why: deleted ? "the file is gone from the revision" : "the file was not scanned" };
}

/** More closings at once than a person should believe unseen: above this share of the lineage and at least this many. */
export const HOLD_LIMITS = { share: 0.3, minimum: 10 } as const;

/** True when closings wait for a person; `openBefore` counts the open findings of the lineage before the run. */
export function mustHold(
  closings: number,
  openBefore: number,
  limits: { readonly share: number; readonly minimum: number } = HOLD_LIMITS,
): boolean {
  return closings >= limits.minimum && closings > openBefore * limits.share;
}
