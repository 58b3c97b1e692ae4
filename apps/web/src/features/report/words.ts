import type { Overview, ReportEntry } from "@redoubt/domain/report";
import type { MarkKind } from "@redoubt/ui";
import { paths } from "#features/frame/index.ts";

export interface ProjectScope {
  readonly organization: string;
  readonly project: string;
}

type Verdict = Overview["pocs"][number]["verdicts"][number]["verdict"];

/** What a verdict means for us: an exploit that works is a failure of ours; one that did not run proves nothing. */
export function verdictMark(verdict: Verdict): MarkKind {
  if (verdict === "reproduces") return "failed";
  return verdict === "does-not-reproduce" ? "demonstrated" : "missing";
}

export function verdictWords(verdict: Verdict): string {
  if (verdict === null) return "not run";
  return verdict === "does-not-reproduce" ? "does not reproduce" : verdict;
}

/** The address of something below a project: `finding/F-2`, `scan/4`. */
export function below(scope: ProjectScope, href: string): string {
  return `${paths.project(scope.organization, scope.project)}/${href}`;
}

/** The same where there may be no project to lead into: pages that were handed on. */
export function within(scope: ProjectScope | null, href: string): string | null {
  return scope === null ? null : below(scope, href);
}

export function findingHref(scope: ProjectScope, number: number): string {
  return below(scope, `finding/F-${number}`);
}

/** "today", "1 day", "12 days". */
export function ageWords(days: number): string {
  if (days === 0) return "today";
  return days === 1 ? "1 day" : `${days.toLocaleString("en")} days`;
}

/** Seven characters of a commit. */
export function shortCommit(commit: string | null): string | null {
  return commit?.slice(0, 7) ?? null;
}

export const RENDER_WORDS: Readonly<Record<ReportEntry["renderState"], string>> = {
  queued: "being made",
  ready: "ready",
  failed: "could not be made",
};

export const KIND_TITLES: Readonly<Record<ReportEntry["kind"], string>> = {
  risk: "Risk report",
  finding: "Finding",
  "known-issues": "Known issues and scope",
};

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `12 Nov 2026`, in UTC: what is frozen reads alike wherever it is read. */
export function frozenDay(at: string): string {
  const [year = "", month = "1", day = "1"] = at.slice(0, 10).split("-");
  return `${Number(day)} ${MONTHS[Number(month) - 1] ?? ""} ${year}`;
}

/** `12 Nov 2026, 14:03 UTC`. */
export function frozenMoment(at: string): string {
  return `${frozenDay(at)}, ${at.slice(11, 16)} UTC`;
}

export const REASON_WORDS: Readonly<Record<string, string>> = {
  "false-positive": "false positive",
  "by-design": "by design",
  "known-issue": "known issue",
  "not-exploitable": "not exploitable",
  "test-code": "test code",
  "wont-fix": "won't fix",
};

/** `fix-claimed` as people read it. */
export function stateWords(state: string): string {
  return state.replaceAll("-", " ");
}
