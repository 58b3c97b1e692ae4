import type { ReportEntry } from "@redoubt/domain/report";
import { Person, Td, Th, Time, WorkState, type WorkStateKind } from "@redoubt/ui";
import { RENDER_WORDS } from "../words.ts";

const RENDER_MARK: Readonly<Record<ReportEntry["renderState"], WorkStateKind>> = {
  queued: "part",
  ready: "done",
  failed: "block",
};

/** The heads of the columns that every list of reports has. */
export function ReportHeads() {
  return (
    <>
      <Th className="w-44">Report</Th>
      <Th className="w-32">Revision</Th>
      <Th className="phone:hidden">Made by</Th>
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
