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
