import type { ReportEntry } from "@redoubt/domain/report";
import { Person, Td, Th, Time, WorkState, type WorkStateKind } from "@redoubt/ui";
import Link from "next/link";
import { below, KIND_TITLES, type ProjectScope, RENDER_WORDS } from "../words.ts";

const RENDER_MARK: Readonly<Record<ReportEntry["renderState"], WorkStateKind>> = {
  queued: "part",
  ready: "done",
  failed: "block",
};

/** What the report is, by number and kind, with how many links open it. */
export function ReportName({
  scope,
  report,
  below: line,
}: {
  scope: ProjectScope;
  report: ReportEntry;
  below?: string;
}) {
  const { number, kind, title, liveShares, scheduled } = report;
  // The number of the finding stands at the end of the title; its words are in the report alone.
  const what = kind === "finding" ? (/F-\d+$/.exec(title)?.[0] ?? KIND_TITLES.finding) : KIND_TITLES[kind];
  const notes = [
    ...(line === undefined ? [] : [line]),
    ...(scheduled ? ["by schedule"] : []),
    ...(liveShares === 0 ? [] : [liveShares === 1 ? "1 link open" : `${liveShares} links open`]),
  ];
  return (
    <>
      <Link href={below(scope, `report/${number}`)} className="font-medium hover:underline">
        {kind === "risk" ? `Risk report ${number}` : `${kind === "finding" ? `Finding ${what}` : what}, ${number}`}
      </Link>
      {notes.length > 0 && <div className="text-12 text-ink-3">{notes.join(", ")}</div>}
    </>
  );
}

/** The heads of the columns that every list of reports has. */
export function ReportHeads() {
  return (
    <>
      <Th>Report</Th>
      <Th className="w-32">Revision</Th>
      <Th className="w-44 phone:hidden">Made by</Th>
      <Th className="w-36 max-lg:hidden">Hash of the data</Th>
      <Th className="w-40 phone:hidden">PDF and Markdown</Th>
      <Th className="w-32">Made</Th>
    </>
  );
}

/** The cells below those heads, without the first. */
export function ReportCells({ report }: { report: ReportEntry }) {
  const { revisionName, createdBy, sha256, renderState, renderFailure, createdAt } = report;
  return (
    <>
      <Td>{revisionName ?? <span className="text-ink-3">no revision</span>}</Td>
      <Td className="phone:hidden">
        {createdBy === null ? <span className="text-ink-3">Redoubt</span> : <Person name={createdBy} />}
      </Td>
      <Td className="max-lg:hidden">
        <code className="text-12 text-ink-3" title={sha256}>
          {sha256.slice(0, 12)}
        </code>
      </Td>
      <Td className="whitespace-nowrap phone:hidden">
        <span className="inline-flex items-center gap-2" title={renderFailure ?? undefined}>
          <WorkState state={RENDER_MARK[renderState]} label={RENDER_WORDS[renderState]} />
          {RENDER_WORDS[renderState]}
        </span>
      </Td>
      <Td className="whitespace-nowrap">
        <Time value={createdAt} />
      </Td>
    </>
  );
}
