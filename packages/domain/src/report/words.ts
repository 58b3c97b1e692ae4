import { type DismissReason, REASON_WORDS } from "../finding/index.ts";
import { dayOf } from "./day.ts";
import type { ModelSnapshot } from "./model-snapshot.ts";
import type { KnownGroup } from "./other-snapshots.ts";
import type { Answer, DiffFinding, DiffKind, DuePromise, Promises, RiskSnapshot } from "./risk-snapshot.ts";
import type { PocLine } from "./schema.ts";

/*
 * What reports say, for every form in which they are read: the page in the browser, PDF and Markdown show the same
 * data and must not say it differently.
 */

export const ANSWER_WORDS: Readonly<Record<Answer["verdict"], string>> = {
  yes: "Yes",
  no: "No",
  unknown: "We do not know",
};

/** What a group of differences is called. */
export const DIFF_WORDS: Readonly<Record<DiffKind, string>> = {
  regressed: "Came back",
  opened: "New",
  reopened: "Open again",
  "severity-raised": "Severity raised",
  "severity-lowered": "Severity lowered",
  closed: "Fixed",
  "not-observed": "No longer observed",
  decided: "Decided",
  progressed: "Taken further",
  "left-out": "No longer listed",
};

/** What a group of known issues is called. */
export const GROUP_WORDS: Readonly<Record<KnownGroup, string>> = {
  acknowledged: "Acknowledged until a date",
  "wont-fix": "Won't fix",
  "by-design": "By design",
  "known-issue": "Known elsewhere",
  "not-exploitable": "Not exploitable",
};

/** What a PoC did; null when it did not run. */
export function verdictWords(verdict: PocLine["verdicts"][number]["verdict"]): string {
  return verdict === null ? "not run" : verdict.replaceAll("-", " ");
}

/** Why a finding was set aside, as stored: reasons of a later version are told as they are. */
export function reasonWords(reason: string | null): string | null {
  return reason === null ? null : (REASON_WORDS[reason as DismissReason] ?? reason);
}

/** `fix-claimed` as people read it; also states of scans. */
export function stateWords(state: string): string {
  return state.replaceAll("-", " ");
}

/** `today`, `1 day`, `12 days`. */
export function ageWords(days: number): string {
  return days === 0 ? "today" : plural(days, "day");
}

/** `1 finding`, `2 findings`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/** `v1.2.0 (e41a7c2), 612 nSLOC`. */
export function revisionWords(revision: RiskSnapshot["revision"]): string {
  if (revision === null) return "no revision";
  const commit = revision.commit?.slice(0, 7) ?? null;
  const name = commit === null || commit === revision.name ? revision.name : `${revision.name} (${commit})`;
  return revision.nsloc === null ? name : `${name}, ${revision.nsloc.toLocaleString("en")} nSLOC`;
}

/** What changed since the report before, in sentences; in the first report, how things stand. */
export function leadSentences({ previous, changes, summary }: RiskSnapshot): readonly string[] {
  if (previous === null) return summary;
  if (changes.length === 0) return ["No finding changed its state.", ...summary];
  return changes.map(({ text }) => text);
}

/** From which state to which, or from which severity. */
export function moveWords({ kind, before, after }: DiffFinding): string {
  if (kind === "severity-raised" || kind === "severity-lowered") return `was ${before?.severity ?? "not listed"}`;
  if (after === null) return `was ${stateWords(before?.state ?? "")}`;
  const why = reasonWords(after.reason);
  const now = [
    stateWords(after.state),
    ...(after.state === "dismissed" && why !== null ? [`as ${why}`] : []),
    ...(after.until === null ? [] : [`until ${dayOf(after.until)}`]),
  ].join(" ");
  return before === null || before.state === after.state ? now : `${now}, was ${stateWords(before.state)}`;
}

/** Whether a due date was kept, and by how much. */
export function promiseWords({ state, days }: Pick<DuePromise, "state" | "days">): string {
  if (state === "kept") return "kept";
  if (state === "late") return `${ageWords(days)} late`;
  if (state === "kept-late") return `kept ${ageWords(days)} late`;
  return days === 0 ? "due today" : `${ageWords(days)} left`;
}

/** One line of a list: what, and how it stands at its end; `bad` wants a person. */
export interface ReportLine {
  readonly what: string;
  readonly end: string;
  readonly bad: boolean;
}

/** Due dates, `most` of them, and their sum. */
export function promiseLines({ lines, kept, keptLate, late, running }: Promises, most: number): ReportLine[] {
  const all = kept + keptLate + late + running;
  return [
    ...lines.slice(0, most).map((line) => ({
      what: `F-${line.finding} ${line.title}`,
      end: promiseWords(line),
      bad: line.state === "late",
    })),
    {
      what: `${plural(all, "due date")} in all`,
      end: `${kept + keptLate} kept, ${late} late, ${running} running`,
      bad: false,
    },
  ];
}

/** Each scanner with what it found, or why it found nothing. */
export function scannerLines({ scanners, revision }: RiskSnapshot): ReportLine[] {
  if (scanners.length === 0) {
    return [{ what: revision === null ? "No code yet" : "No scanner", end: "nothing ran", bad: true }];
  }
  return scanners.map(({ title, version, state, results }) => {
    const done = state === "succeeded" || state === "partial";
    return {
      what: version === null ? title : `${title} ${version}`,
      end: done ? `${state === "partial" ? "in part, " : ""}${plural(results, "result")}` : stateWords(state),
      bad: !done,
    };
  });
}

/** The method in a few terms, each with the rest of its sentence. */
export function methodTerms({ pocs, scanners }: RiskSnapshot): readonly (readonly [term: string, words: string])[] {
  return [
    [
      "A finding",
      "is one weakness, whatever tools, lines and revisions show it. It is fixed only on evidence: a scan that looked again, an exploit that no longer works, or a second person.",
    ],
    [
      "A PoC",
      `is an exploit that runs on a local chain, ${pocs.length} here. A cross says that it works, a tick that it no longer does, a dashed mark that nothing was shown.`,
    ],
    [
      "Scanners",
      `see what they have rules for: ${plural(scanners.length, "scanner")} looked. Most losses of money come through what no static tool sees.`,
    ],
    ["The data", "is frozen: its hash is of what stands here, and a later report shows the difference."],
  ];
}

/** "Version 2, approved by Ines Kovač on 12 Nov 2026." */
export function modelVersionWords(version: ModelSnapshot["version"]): string {
  if (version === null) return "Nothing is drawn yet.";
  const { version: number, state, approvedBy, approvedAt, selfApproved } = version;
  if (approvedAt === null) return `Version ${number}, ${state === "in-review" ? "in review" : "a draft"}.`;
  const own = selfApproved ? ", who had sent it to review" : "";
  const words = `Version ${number}, approved by ${approvedBy ?? "the system"}${own} on ${dayOf(approvedAt)}`;
  return state === "stale" ? `${words}; the code has moved on since.` : `${words}.`;
}
