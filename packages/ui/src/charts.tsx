import type { ReactNode } from "react";
import { CHART_COLORS, type ChartTone } from "./chart-tones.ts";
import { cn } from "./cn.ts";

export interface SparklineProps {
  /** Oldest first; fewer than two draw nothing. */
  values: readonly number[];
  /** The accessible name, with the last value in it. */
  label: string;
  width?: number;
  height?: number;
  tone?: "main" | "plain";
}

/** A line without axes: which way something goes. */
export function Sparkline({ values, label, width = 96, height = 24, tone = "main" }: SparklineProps) {
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const step = (width - 4) / Math.max(1, values.length - 1);
  const points = values.map(
    (value, index) => `${2 + index * step},${height - 3 - ((value - low) / span) * (height - 6)}`,
  );
  const stroke = tone === "main" ? "var(--chart-main)" : "var(--chart-2)";
  const last = points.at(-1)?.split(",") ?? [];
  return (
    <svg
      role="img"
      aria-label={label}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      className="flex-none"
    >
      {points.length > 1 && (
        <>
          <polyline points={points.join(" ")} fill="none" stroke={stroke} strokeWidth="1.5" strokeLinejoin="round" />
          <circle cx={last[0]} cy={last[1]} r="2" fill={stroke} />
        </>
      )}
    </svg>
  );
}

export interface BarItem {
  id: string;
  label: ReactNode;
  value: number;
  /** What stands at the end; the number unless told. */
  text?: ReactNode;
  tone?: ChartTone;
}

/** Horizontal bars with their labels and numbers: the numbers are text, so no legend is needed. */
export function BarChart({
  items,
  label,
  className,
}: {
  items: readonly BarItem[];
  label: string;
  className?: string;
}) {
  const most = Math.max(1, ...items.map((item) => item.value));
  return (
    <ul aria-label={label} className={cn("grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3", className)}>
      {items.map((item) => (
        <li key={item.id} className="contents">
          <span className="flex h-6 items-center">{item.label}</span>
          <span aria-hidden="true" className="h-1.5 bg-sunken">
            <span
              className="block h-full"
              style={{ width: `${(item.value / most) * 100}%`, background: CHART_COLORS[item.tone ?? "plain"] }}
            />
          </span>
          <span className="text-right tabular-nums">{item.text ?? item.value}</span>
        </li>
      ))}
    </ul>
  );
}
