import { Fragment, type ReactNode } from "react";
import { CHART_COLORS, type ChartTone } from "./chart-tones.ts";
import { cn } from "./cn.ts";
import { changedRows, spread, stepPath, ticksFor } from "./trend-model.ts";

export interface TrendSeries {
  id: string;
  label: string;
  /** One for each moment, oldest first. */
  values: readonly number[];
  tone: ChartTone;
  /** The one that counts is thicker. */
  strong?: boolean;
}

export interface StepLinesProps {
  /** The accessible name: what is counted. */
  label: string;
  /** What stands below the axis and in the table, one for each moment. */
  moments: readonly string[];
  series: readonly TrendSeries[];
  height?: number;
  className?: string;
}

/**
 * Numbers over time as steps, each line named at its end. Who cannot see it gets the same as a table of the moments at
 * which something changed. Texts are text, so they keep their size whatever the width.
 */
export function StepLines({ label, moments, series, height = 144, className }: StepLinesProps) {
  const ticks = ticksFor(Math.max(0, ...series.flatMap(({ values }) => values)));
  const most = ticks.at(-1) ?? 1;
  const toY = (value: number) => height - (value / most) * height;
  const ends = series.map(({ values }) => toY(values.at(-1) ?? 0));
  const places = spread(ends, 18, [4, height - 4]);
  const middle = moments[Math.floor((moments.length - 1) / 2)];
  return (
    <figure className={cn("min-w-0", className)}>
      <div aria-hidden="true" className="grid grid-cols-[auto_minmax(0,1fr)_auto] gap-x-2 text-12">
        <div className="relative w-8 text-right text-ink-3 tabular-nums" style={{ height }}>
          {ticks.map((tick) => (
            <span key={tick} className="absolute right-0 -translate-y-1/2 leading-none" style={{ top: toY(tick) }}>
              {tick.toLocaleString("en")}
            </span>
          ))}
        </div>
        <svg
          className="block w-full overflow-visible"
          style={{ height }}
          viewBox={`0 0 100 ${height}`}
          preserveAspectRatio="none"
        >
          {ticks.map((tick) => (
            <line
              key={tick}
              x1="0"
              x2="100"
              y1={toY(tick)}
              y2={toY(tick)}
              stroke={tick === 0 ? "var(--line-strong)" : "var(--chart-grid)"}
              vectorEffect="non-scaling-stroke"
            />
          ))}
          {series.map(({ id, values, tone, strong }) => (
            <path
              key={id}
              d={stepPath(values, most, height)}
              fill="none"
              stroke={CHART_COLORS[tone]}
              strokeWidth={strong ? 2.25 : 1.5}
              strokeLinejoin="round"
              vectorEffect="non-scaling-stroke"
            />
          ))}
        </svg>
        <div className="relative" style={{ height }}>
          {series.map(({ id, label: name, values, tone }, index) => (
            <span
              key={id}
              className="absolute left-0 -translate-y-1/2 font-medium whitespace-nowrap"
              style={{ top: places[index], color: CHART_COLORS[tone] }}
            >
              <span className="tabular-nums">{(values.at(-1) ?? 0).toLocaleString("en")}</span> {name}
            </span>
          ))}
          {/* Keeps the room that the longest name needs. */}
          <span className="invisible block font-medium whitespace-nowrap">
            {series.map(({ id, label: name, values }) => (
              <span key={id} className="block h-0">
                {(values.at(-1) ?? 0).toLocaleString("en")} {name}
              </span>
            ))}
          </span>
        </div>
        <div className="col-start-2 mt-2 flex justify-between gap-2 text-ink-3">
          <span>{moments[0]}</span>
          {moments.length > 2 && <span className="phone:hidden">{middle}</span>}
          {moments.length > 1 && <span>{moments.at(-1)}</span>}
        </div>
      </div>
      <TrendTable label={label} moments={moments} series={series} />
    </figure>
  );
}

function TrendTable({ label, moments, series }: Pick<StepLinesProps, "label" | "moments" | "series">) {
  const rows = changedRows(
    series.map(({ values }) => values),
    moments.length,
  );
  return (
    <table className="sr-only">
      <caption>{label}</caption>
      <thead>
        <tr>
          <th scope="col">When</th>
          {series.map(({ id, label: name }) => (
            <th key={id} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((index) => (
          <tr key={index}>
            <th scope="row">{moments[index]}</th>
            {series.map(({ id, values }) => (
              <td key={id}>{values[index]}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export interface StackedBarsProps {
  /** The accessible name: what is counted. */
  label: string;
  /** Head of the first column. */
  head: ReactNode;
  /** What the parts are; their heads say it by form, not by colour alone. */
  parts: readonly { id: string; head: ReactNode; tone: ChartTone }[];
  rows: readonly { id: string; label: ReactNode; values: readonly number[] }[];
  className?: string;
}

/** Bars of parts, and beside each bar its numbers under what they count: the table is the legend. */
export function StackedBars({ label, head, parts, rows, className }: StackedBarsProps) {
  const totals = rows.map(({ values }) => values.reduce((sum, value) => sum + value, 0));
  const most = Math.max(1, ...totals);
  return (
    <div className={cn("min-w-0 overflow-x-auto", className)}>
      <table aria-label={label} className="tb" data-flush="true">
        <thead>
          <tr>
            <th scope="col" className="w-px whitespace-nowrap">
              {head}
            </th>
            <td className="w-full min-w-24 border-b border-line-strong phone:min-w-12" />
            {parts.map(({ id, head: part }) => (
              <th key={id} scope="col" data-numeric="true">
                {part}
              </th>
            ))}
            <th scope="col" data-numeric="true">
              total
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={row.id}>
              <th scope="row" className="border-line! text-13! font-normal! whitespace-nowrap text-ink!">
                {row.label}
              </th>
              <td>
                <span
                  aria-hidden="true"
                  className="flex h-3.5 gap-px border-l border-line-strong"
                  style={{ width: `${((totals[at] ?? 0) / most) * 100}%` }}
                >
                  {parts.map(({ id, tone }, index) => (
                    <Fragment key={id}>
                      {(row.values[index] ?? 0) > 0 && (
                        <span style={{ flexGrow: row.values[index], flexBasis: 0, background: CHART_COLORS[tone] }} />
                      )}
                    </Fragment>
                  ))}
                </span>
              </td>
              {parts.map(({ id }, index) => (
                <td key={id} data-numeric="true" className={(row.values[index] ?? 0) === 0 ? "text-ink-3" : undefined}>
                  {(row.values[index] ?? 0).toLocaleString("en")}
                </td>
              ))}
              <td data-numeric="true" className="font-medium">
                {(totals[at] ?? 0).toLocaleString("en")}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
