"use client";
import { Loading, Section, Skeleton } from "@redoubt/ui";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#trpc/client.tsx";
import { useLiveQueries } from "#trpc/events.ts";
import type { ProjectScope } from "../words.ts";
import { DateLines, RevisionBars } from "./trend-charts.tsx";

/** How open findings went, over revisions and over dates, on the overview. */
export function TrendSection({ scope }: { scope: ProjectScope }) {
  const trpc = useTRPC();
  const options = trpc.report.trend.queryOptions(scope);
  useLiveQueries(["finding", "source"], [options.queryKey]);
  const { data, error } = useQuery(options);
  if (error !== null) return null;
  if (data === undefined) {
    return (
      <Section title="Trend" className="border-t-line-strong">
        <Loading label="Reading the trend">
          <div className="flex h-44 flex-col justify-end gap-3 pb-4">
            {[80, 60, 40].map((width) => (
              <Skeleton key={width} width={`${width}%`} />
            ))}
          </div>
        </Loading>
      </Section>
    );
  }
  const { revisions, dates } = data;
  if (revisions.length === 0 && dates.length < 2) return null;
  return (
    <Section title="Trend" note="open findings of own code, low and worse" className="border-t-line-strong pb-4">
      <div className="grid gap-x-10 gap-y-6 xl:grid-cols-2">
        {revisions.length > 0 && (
          <div className="min-w-0">
            <h3 className="mb-1">By revision, as each stood when the next one arrived</h3>
            <RevisionBars revisions={revisions.slice(-6)} />
          </div>
        )}
        {dates.length >= 2 && (
          <div className="min-w-0">
            <h3 className="mb-3">Over time</h3>
            <DateLines dates={dates} />
          </div>
        )}
      </div>
    </Section>
  );
}
