"use client";
import { BlindLine, CopyButton, Figures, PageHeader, Section } from "@redoubt/ui";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useTRPC } from "#trpc/client.tsx";
import { useLiveQueries } from "#trpc/events.ts";
import type { ProjectScope } from "../words.ts";
import { coverageMarkdown } from "./coverage-markdown.ts";
import { CoverageLegend, CoverageTable } from "./coverage-table.tsx";

/** Who found what: the planted weaknesses of the demo by ways of looking, filled by stored runs while one looks on. */
export function CoverageScreen(scope: ProjectScope) {
  const trpc = useTRPC();
  const options = trpc.report.coverage.queryOptions(scope);
  useLiveQueries(["scan", "finding", "verification"], [options.queryKey]);
  const { data: matrix } = useSuspenseQuery(options);
  const total = matrix.rows.length;
  return (
    <div className="flex min-h-full flex-col">
      <PageHeader
        title="Who found what"
        meta={<span>{total} planted weaknesses; every filled cell is a run on this machine</span>}
        actions={<CopyButton withText label="Copy as Markdown" text={coverageMarkdown(matrix)} />}
      />
      <Section className="border-t-0">
        <Figures
          items={matrix.figures.map(({ id, label, value, note }) => ({
            id,
            label,
            value: value === null ? <NotKnown /> : <Share value={value} total={total} />,
            note,
          }))}
        />
      </Section>
      <Section flush className="border-t-line-strong">
        <CoverageTable scope={scope} matrix={matrix} />
        <CoverageLegend />
      </Section>
      <BlindLine title="How to read it">
        <ul className="list-none py-1">
          {matrix.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      </BlindLine>
    </div>
  );
}

function Share({ value, total }: { value: number; total: number }) {
  return (
    <>
      {value} <small className="text-13 font-normal text-ink-3">of {total}</small>
    </>
  );
}

function NotKnown() {
  return <span className="text-13 font-normal text-ink-3">no run yet</span>;
}
