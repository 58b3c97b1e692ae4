import type { LogScale } from "./scale.ts";

interface Mark {
  readonly at: number;
  readonly text: string;
}

export interface RangeBarProps {
  readonly label: string;
  readonly scale: LogScale;
  readonly low: number;
  readonly mid: number;
  readonly high: number;
  readonly marks: readonly Mark[];
  /** What the team would live with. */
  readonly appetite: Mark | null;
}

/** A band from low to high on a logarithmic axis, with its middle, its figures and what the team would live with. */
export function RangeBar({ label, scale, low, mid, high, marks, appetite }: RangeBarProps) {
  const left = scale(low);
  return (
    <div role="img" aria-label={label} className="relative mt-1 h-[70px] text-12 tabular-nums">
      {appetite !== null && (
        <>
          <span className="absolute top-0 leading-4 whitespace-nowrap text-ink-3" style={sideOf(scale(appetite.at))}>
            {appetite.text}
          </span>
          <span
            className="absolute top-4 h-6 w-0 border-l border-dashed border-[var(--chart-ink)]"
            style={{ left: `${scale(appetite.at)}%` }}
          />
        </>
      )}
      <span className="absolute inset-x-0 top-7 h-px bg-line-strong" />
      <span
        className="absolute top-6 h-[9px] bg-chart opacity-40"
        style={{ left: `${left}%`, width: `${Math.max(0.5, scale(high) - left)}%` }}
      />
      <span className="absolute top-5 h-[17px] w-[2.5px] bg-[var(--chart-ink)]" style={{ left: `${scale(mid)}%` }} />
      {marks.map(({ at, text }, index) => (
        <span
          key={text}
          className="absolute leading-4 whitespace-nowrap text-ink-2"
          style={{ ...sideOf(scale(at)), top: index % 2 === 1 && marks.length > 2 ? 54 : 38 }}
        >
          {text}
        </span>
      ))}
    </div>
  );
}

/** Words stand on the side of their mark where there is room. */
function sideOf(percent: number) {
  if (percent < 25) return { left: `${percent}%` };
  if (percent > 75) return { right: `${100 - percent}%` };
  return { left: `${percent}%`, transform: "translateX(-50%)" };
}
