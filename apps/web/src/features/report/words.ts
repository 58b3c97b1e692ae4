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
  "threat-model": "Threat model",
};
