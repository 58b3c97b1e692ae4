"use client";
import type { CoverageCell, CoverageColumn, CoverageMatrix, CoverageRow } from "@redoubt/domain/report";
import { cn, Table, Td, Th, Tr } from "@redoubt/ui";
import { ChevronRight } from "lucide-react";
import { parseAsString, useQueryState } from "nuqs";
import { Fragment } from "react";
import { SeverityLevel } from "#features/finding/index.ts";
import type { ProjectScope } from "../words.ts";
import { CoverageDetail, FindingLinks } from "./coverage-detail.tsx";
import { cellReason, cellWords } from "./coverage-markdown.ts";

/** Left edge of a row: no static tool reports it. */
const EDGE = "shadow-[inset_3px_0_0_var(--color-claimed)]";

/** Planted weaknesses down, ways of looking across; a row opens to why each of its cells is what it is. */
export function CoverageTable({ scope, matrix }: { scope: ProjectScope; matrix: CoverageMatrix }) {
  const [open, setOpen] = useQueryState("row", parseAsString);
  return (
    <Table label="Planted weaknesses by who found them" className="min-w-[960px] table-fixed [&_th]:align-bottom">
      <thead>
        <tr>
          <Th className="max-lg:sticky max-lg:left-0 max-lg:z-1 max-lg:bg-surface phone:w-44">Weakness</Th>
          <Th className="w-22 phone:hidden">Severity</Th>
          <Th className="w-28">Finding</Th>
          {matrix.columns.map((column) => (
            <ColumnHead key={column.id} column={column} />
          ))}
        </tr>
      </thead>
      <tbody>
        {matrix.rows.map((row) => (
          <Fragment key={row.id}>
            <Tr selected={open === row.id}>
              <Td className={cn("max-lg:sticky max-lg:left-0 max-lg:z-1 max-lg:bg-surface", row.unseen && EDGE)}>
                <RowButton
                  row={row}
                  open={open === row.id}
                  onToggle={() => void setOpen(open === row.id ? null : row.id)}
                />
              </Td>
              <Td className="phone:hidden">
                <SeverityLevel severity={row.severity} />
              </Td>
              <Td className="whitespace-nowrap">
                <FindingLinks scope={scope} findings={row.findings} most={2} />
              </Td>
              {matrix.columns.map((column, index) => (
                <CellMark key={column.id} column={column} cell={row.cells[index]} />
              ))}
            </Tr>
            {open === row.id && <CoverageDetail scope={scope} row={row} columns={matrix.columns} />}
          </Fragment>
        ))}
      </tbody>
    </Table>
  );
}

function ColumnHead({ column }: { column: CoverageColumn }) {
  return (
    <Th className="w-18 border-l border-line px-1! text-center! whitespace-normal! xl:w-20">
      {column.title}
      <span className="block font-normal text-ink-3 tabular-nums">{column.found ?? "–"}</span>
    </Th>
  );
}

function RowButton({ row, open, onToggle }: { row: CoverageRow; open: boolean; onToggle: () => void }) {
  return (
    <button
      type="button"
      aria-expanded={open}
      onClick={onToggle}
      className="flex w-full min-w-0 items-center gap-2 text-left hover:underline"
    >
      <ChevronRight aria-hidden="true" className={cn("size-3.5 flex-none text-ink-3", open && "rotate-90")} />
      <span className="w-7 flex-none text-ink-3 tabular-nums">{row.id}</span>
      <span className="min-w-0 truncate phone:whitespace-normal">{row.title}</span>
      {row.unseen && <span className="sr-only">, no static tool reports it</span>}
    </button>
  );
}

/** A dot for what is not its kind, grey ground for what saw nothing; the reason stands on hover and in the open row. */
function CellMark({ column, cell }: { column: CoverageColumn; cell: CoverageCell | undefined }) {
  if (cell === undefined) return <Td className="border-l border-line" />;
  return (
    <Td
      title={`${column.title}: ${cellReason(cell)}`}
      className={cn("border-l border-line px-1! text-center", cell.state === "not-found" && "bg-missing-soft")}
    >
      <CellShape state={cell.state} />
      <span className="sr-only">{cellWords(cell)}</span>
    </Td>
  );
}

function CellShape({ state }: { state: CoverageCell["state"] }) {
  if (state === "found") return <i aria-hidden="true" className="inline-block size-2.5 rounded-1 bg-claimed" />;
  if (state === "not-applicable") return <i aria-hidden="true" className="mk mk-not-required" />;
  if (state === "not-found") return null;
  return (
    <span aria-hidden="true" className="text-12 text-ink-3">
      {state === "not-run" ? "not run" : "no report"}
    </span>
  );
}

/** What the shapes of the table mean. */
export function CoverageLegend() {
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1 border-t border-line px-6 py-2 text-12 text-ink-2 phone:px-4">
      <li className="inline-flex items-center gap-1.5">
        <i aria-hidden="true" className="size-2.5 rounded-1 bg-claimed" />
        found
      </li>
      <li className="inline-flex items-center gap-1.5">
        <i aria-hidden="true" className="h-3.5 w-5.5 border border-line-strong bg-missing-soft" />
        looked and saw nothing
      </li>
      <li className="inline-flex items-center gap-1.5">
        <i aria-hidden="true" className="mk mk-not-required" />
        not its scope or kind, or none written
      </li>
      <li className="inline-flex items-center gap-1.5">
        <i aria-hidden="true" className="h-3.5 w-0.75 bg-claimed" />
        no static tool reports it
      </li>
    </ul>
  );
}
