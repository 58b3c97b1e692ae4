import type { Severity } from "@redoubt/domain/finding";
import { type DateState, type RevisionState, dayOf } from "@redoubt/domain/report";
import { StackedBars, StepLines } from "@redoubt/ui";
import { SeverityHead } from "#features/finding/index.ts";

/** Informational findings are so many that they would hide the others: they are in the tables only. */
const CHARTED = ["critical", "high", "medium", "low"] as const satisfies readonly Severity[];
const TONES = { critical: "level-4", high: "level-3", medium: "level-2", low: "level-1" } as const;

/** Open findings by revision, low and worse: a bar and its numbers for each. */
export function RevisionBars({ revisions }: { revisions: readonly RevisionState[] }) {
  return (
    <StackedBars
      label="Open findings by revision, low and worse"
      head="Revision"
      parts={CHARTED.map((severity) => ({
        id: severity,
        tone: TONES[severity],
        head: <SeverityHead severity={severity} />,
      }))}
      rows={revisions.map(({ revision, open }) => ({
        id: String(revision.number),
        label: <span className="block max-w-32 truncate phone:max-w-16">{revision.name}</span>,
        values: CHARTED.map((severity) => open[severity]),
      }))}
    />
  );
}

const DAY = 86_400_000;

/** Open findings over time: what is critical or high, and all that is low or worse. */
export function DateLines({ dates }: { dates: readonly DateState[] }) {
  const young = Date.parse(dates.at(-1)?.at ?? "") - Date.parse(dates[0]?.at ?? "") < 2 * DAY;
  return (
    <StepLines
      label="Open findings over time"
      moments={dates.map(({ at }) => (young ? `${at.slice(11, 16)} UTC` : dayOf(at)))}
      series={[
        {
          ...{ id: "all", label: "low and worse", tone: "plain" as const },
          values: dates.map(({ open }) => CHARTED.reduce((sum, severity) => sum + open[severity], 0)),
        },
        {
          ...{ id: "severe", label: "critical and high", tone: "level-4" as const, strong: true },
          values: dates.map(({ open }) => open.critical + open.high),
        },
      ]}
    />
  );
}
