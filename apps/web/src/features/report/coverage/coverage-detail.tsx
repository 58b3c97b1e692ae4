import type { CoverageCell, CoverageColumn, CoverageRow } from "@redoubt/domain/report";
import { Tag } from "@redoubt/ui";
import Link from "next/link";
import { findingHref, type ProjectScope } from "../words.ts";
import { cellReason } from "./coverage-markdown.ts";

/** Columns of the table before the ways of looking. */
const BEFORE = 3;

/** Under an open row: where the weakness is, and for every way of looking what it did there. */
export function CoverageDetail({
  scope,
  row,
  columns,
}: {
  scope: ProjectScope;
  row: CoverageRow;
  columns: readonly CoverageColumn[];
}) {
  return (
    <tr>
      <td colSpan={BEFORE + columns.length} className="bg-canvas py-3!">
        <div className="sticky left-6 max-w-[920px] whitespace-normal phone:left-4 phone:max-w-[calc(100vw-32px)]">
          <p className="mb-2 flex flex-wrap items-center gap-2">
            <span className="font-mono text-12 wrap-anywhere">{row.place}</span>
            {row.blind && <Tag>blind: no detector may be written for it</Tag>}
          </p>
          <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1 phone:grid-cols-1">
            {columns.map((column, index) => (
              <Reason key={column.id} scope={scope} column={column} cell={row.cells[index]} />
            ))}
          </dl>
        </div>
      </td>
    </tr>
  );
}

function Reason({
  scope,
  column,
  cell,
}: {
  scope: ProjectScope;
  column: CoverageColumn;
  cell: CoverageCell | undefined;
}) {
  if (cell === undefined) return null;
  return (
    <>
      <dt className="text-ink-3">{column.title}</dt>
      <dd className="min-w-0 whitespace-normal phone:mb-1">
        {cellReason(cell)} <FindingLinks scope={scope} findings={cell.findings} />
      </dd>
    </>
  );
}

/** Links to findings by number; beyond `most` they are counted. */
export function FindingLinks({
  scope,
  findings,
  most = Number.POSITIVE_INFINITY,
}: {
  scope: ProjectScope;
  findings: readonly number[];
  most?: number;
}) {
  const rest = findings.length - most;
  return (
    <span className="inline-flex gap-x-2 tabular-nums">
      {findings.slice(0, most).map((number) => (
        <Link key={number} href={findingHref(scope, number)} className="link">
          F-{number}
        </Link>
      ))}
      {rest > 0 && <span className="text-ink-3">+{rest}</span>}
    </span>
  );
}
