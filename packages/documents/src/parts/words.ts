import type { DismissReason } from "@redoubt/domain/finding";
import type { DiffKind, KnownGroup, ReportFinding } from "@redoubt/domain/report";
import type { MarkKind } from "../paper/marks.ts";

type Verdict = NonNullable<ReportFinding["poc"]>;

/** What a PoC did, as documents say it. */
export const POC_WORDS: Readonly<Record<Verdict, string>> = {
  reproduces: "reproduces",
  "does-not-reproduce": "does not reproduce",
  error: "error",
};

/** What it means for us: an exploit that works is a failure of ours; one that did not run proves nothing. */
export const POC_MARKS: Readonly<Record<Verdict, MarkKind>> = {
  reproduces: "failed",
  "does-not-reproduce": "demonstrated",
  error: "missing",
};

export const ANSWER_WORDS = { yes: "Yes", no: "No", unknown: "We do not know" } as const;

/** What a group of differences is called. */
export const DIFF_WORDS: Readonly<Record<DiffKind, string>> = {
  regressed: "Came back",
  opened: "New",
  reopened: "Open again",
  "severity-raised": "Raised",
  "severity-lowered": "Lowered",
  closed: "Fixed",
  "not-observed": "No longer observed",
  decided: "Decided",
  progressed: "Taken further",
  "left-out": "No longer listed",
};

export const GROUP_WORDS: Readonly<Record<KnownGroup, string>> = {
  acknowledged: "Acknowledged until a date",
  "wont-fix": "Won't fix",
  "by-design": "By design",
  "known-issue": "Known elsewhere",
  "not-exploitable": "Not exploitable",
};

const REASON_WORDS: Readonly<Record<DismissReason, string>> = {
  "false-positive": "false positive",
  "by-design": "by design",
  "known-issue": "known issue",
  "not-exploitable": "not exploitable",
  "test-code": "test code",
  "wont-fix": "won't fix",
};

export function reasonWords(reason: string | null): string | null {
  return reason === null ? null : (REASON_WORDS[reason as DismissReason] ?? reason);
}

/** `fix-claimed` as people read it. */
export function stateWords(state: string): string {
  return state.replaceAll("-", " ");
}

const MONTHS = [
  ...["January", "February", "March", "April", "May", "June", "July"],
  ...["August", "September", "October", "November", "December"],
];

/** `12 November 2026`, in UTC. */
export function dayWords(at: string): string {
  const [year = "", month = "1", day = "1"] = at.slice(0, 10).split("-");
  return `${Number(day)} ${MONTHS[Number(month) - 1] ?? ""} ${year}`;
}

/** `12 Nov 2026`. */
export function shortDay(at: string): string {
  const [day = "", month = "", year = ""] = dayWords(at).split(" ");
  return `${day} ${month.slice(0, 3)} ${year}`;
}

/** `12 Nov 2026, 14:03 UTC`. */
export function momentWords(at: string): string {
  return `${shortDay(at)}, ${at.slice(11, 16)} UTC`;
}

/** `today`, `1 day`, `12 days`. */
export function ageWords(days: number): string {
  if (days === 0) return "today";
  return days === 1 ? "1 day" : `${days} days`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `v1.2.0 (e41a7c2), 612 nSLOC`. */
export function revisionWords(
  revision: { readonly name: string; readonly commit: string | null; readonly nsloc: number | null } | null,
): string {
  if (revision === null) return "no revision";
  const commit = revision.commit?.slice(0, 7) ?? null;
  const name = commit === null || commit === revision.name ? revision.name : `${revision.name} (${commit})`;
  return revision.nsloc === null ? name : `${name}, ${revision.nsloc.toLocaleString("en")} nSLOC`;
}
