import type { Severity } from "@redoubt/domain/finding";
import { type DateState, type RevisionState, type SeverityCounts, dayOf } from "@redoubt/domain/report";
import { INK, SEVERITY_INK } from "./ink.ts";
import { drawLevel, LEVEL } from "./marks.ts";
import { clean, CONTENT_WIDTH, claim, leaf, PAGE, type Paper } from "./paper.ts";
import { drawRun, layOut, run, SMALL, type Style, styled, widthOf } from "./text.ts";

/** Informational findings are so many that they would hide the others: charts leave them to the tables. */
export const CHARTED = ["critical", "high", "medium", "low"] as const satisfies readonly Severity[];

export function chartedTotal(counts: SeverityCounts): number {
  return CHARTED.reduce((sum, severity) => sum + counts[severity], 0);
}

const LABEL: Style = { face: "regular", size: 9, color: INK.text };
const ROW = 24;
const BAR = 15;
const LABELS = 84;
const COLUMN = 53;

/** Open findings by revision: stacked bars, and beside each the numbers under the words of their severities. */
export function revisionBars(paper: Paper, states: readonly RevisionState[]): void {
  const { pdf } = paper;
  const height = 20 + states.length * ROW;
  claim(paper, height);
  const top = paper.y;
  const columns = [...CHARTED, "total"] as const;
  const barWidth = CONTENT_WIDTH - LABELS - columns.length * COLUMN - 14;
  const most = Math.max(1, ...states.map(({ open }) => chartedTotal(open)));
  const names = states.map(({ revision }) => clean(paper, [run(revision.name, LABEL)]));
  const alt = states
    .map(
      ({ revision, open }) =>
        `${revision.name}: ${CHARTED.map((severity) => `${open[severity]} ${severity}`).join(", ")}`,
    )
    .join("; ");
  leaf(paper, "Figure", { alt: `Open findings by revision. ${alt}` }, (ink) =>
    ink(() => {
      for (const [index, column] of columns.entries()) {
        const right = PAGE.width - PAGE.right - (columns.length - 1 - index) * COLUMN;
        const width = widthOf(pdf, run(column, SMALL));
        if (column !== "total") drawLevel(pdf, column, right - width - LEVEL.width - 4, top + 2);
        drawRun(pdf, run(column, SMALL), right - width, top + 10);
      }
      for (const [index, { open }] of states.entries()) {
        const y = top + 20 + index * ROW;
        const isLast = index === states.length - 1;
        pdf
          .moveTo(PAGE.left, y - 3)
          .lineTo(PAGE.width - PAGE.right, y - 3)
          .lineWidth(0.5)
          .strokeColor(INK.line)
          .stroke();
        const [line] = layOut(pdf, names[index] ?? [], LABELS - 8);
        for (const piece of line?.pieces ?? [])
          drawRun(
            pdf,
            { ...piece, style: styled(piece.style, isLast ? { face: "medium" } : {}) },
            PAGE.left + piece.x,
            y + 12,
          );
        drawBar(paper, open, PAGE.left + LABELS, y + 1, (barWidth * chartedTotal(open)) / most);
        for (const [at, column] of columns.entries()) {
          const value = column === "total" ? chartedTotal(open) : open[column];
          const right = PAGE.width - PAGE.right - (columns.length - 1 - at) * COLUMN;
          const color = value === 0 ? INK.text3 : column === "total" ? INK.text : SEVERITY_INK[column];
          const style = styled(LABEL, { color, tabular: true, face: value === 0 ? "regular" : "medium" });
          drawRun(pdf, run(String(value), style), right - widthOf(pdf, run(String(value), style)), y + 12);
        }
      }
    }),
  );
  paper.y = top + height + 6;
}

function drawBar(paper: Paper, open: SeverityCounts, x: number, y: number, width: number): void {
  const { pdf } = paper;
  const total = chartedTotal(open);
  if (total === 0) {
    pdf
      .moveTo(x, y)
      .lineTo(x, y + BAR)
      .lineWidth(0.75)
      .strokeColor(INK.lineStrong)
      .stroke();
    return;
  }
  let at = x;
  for (const severity of CHARTED) {
    const part = (width * open[severity]) / total;
    if (part === 0) continue;
    pdf.rect(at, y, Math.max(0.8, part - 0.8), BAR).fill(SEVERITY_INK[severity]);
    at += part;
  }
}

const PLOT = { height: 120, left: 22, right: 118, foot: 18 } as const;

interface Series {
  readonly label: string;
  readonly color: string;
  readonly width: number;
  readonly values: readonly number[];
}

/** Open findings over time: what is critical or high, and all that is low or worse, each named at its end. */
export function dateLines(paper: Paper, dates: readonly DateState[]): void {
  const { pdf } = paper;
  const height = PLOT.height + PLOT.foot + 8;
  claim(paper, height);
  const top = paper.y + 6;
  const left = PAGE.left + PLOT.left;
  const right = PAGE.width - PAGE.right - PLOT.right;
  const series: Series[] = [
    { label: "low and worse", color: INK.series2, width: 1.1, values: dates.map(({ open }) => chartedTotal(open)) },
    {
      ...{ label: "critical and high", color: INK.critical, width: 1.8 },
      values: dates.map(({ open }) => open.critical + open.high),
    },
  ];
  const ticks = ticksFor(Math.max(...series.flatMap(({ values }) => values), 1));
  const most = ticks.at(-1) ?? 1;
  const toY = (value: number) => top + PLOT.height - (value / most) * PLOT.height;
  const toX = (index: number) => left + ((right - left) * index) / Math.max(1, dates.length - 1);
  const last = (values: readonly number[]) => values.at(-1) ?? 0;
  const alt = `Open findings from ${dates[0]?.at.slice(0, 10)} to ${dates.at(-1)?.at.slice(0, 10)}. ${series.map(({ label, values }) => `${label}: from ${values[0]} to ${last(values)}`).join("; ")}.`;
  leaf(paper, "Figure", { alt }, (ink) =>
    ink(() => {
      for (const tick of ticks) {
        const y = toY(tick);
        pdf
          .moveTo(left, y)
          .lineTo(right, y)
          .lineWidth(0.6)
          .strokeColor(tick === 0 ? INK.lineStrong : INK.grid)
          .stroke();
        const style = styled(SMALL, { tabular: true });
        const width = widthOf(pdf, run(String(tick), style));
        drawRun(pdf, run(String(tick), style), left - 6 - width, y + 3);
      }
      for (const { values, color, width } of series) drawSteps(pdf, values, toX, toY, color, width);
      const spots = spread(
        series.map(({ values }) => toY(last(values))),
        12,
      );
      for (const [index, { label, color, values }] of series.entries()) {
        const text = run(`${last(values)} ${label}`, styled(LABEL, { color, face: "medium" }));
        drawRun(pdf, text, right + 7, (spots[index] ?? 0) + 3);
      }
      for (const [index, label] of dateTicks(dates)) {
        const width = widthOf(pdf, run(label, SMALL));
        const x = Math.min(Math.max(toX(index) - width / 2, left), right - width);
        drawRun(pdf, run(label, SMALL), x, top + PLOT.height + 13);
      }
    }),
  );
  paper.y = top + PLOT.height + PLOT.foot + 4;
}

/** States hold until they change: steps, not slopes. */
function drawSteps(
  pdf: Paper["pdf"],
  values: readonly number[],
  toX: (index: number) => number,
  toY: (value: number) => number,
  color: string,
  width: number,
): void {
  pdf.moveTo(toX(0), toY(values[0] ?? 0));
  for (const [index, value] of values.entries()) {
    if (index === 0) continue;
    pdf.lineTo(toX(index), toY(values[index - 1] ?? 0)).lineTo(toX(index), toY(value));
  }
  pdf.lineWidth(width).lineJoin("round").strokeColor(color).stroke();
  const end = values.length - 1;
  pdf.circle(toX(end), toY(values[end] ?? 0), width + 0.4).fill(color);
}

/** Whole numbers from nought to a round one above the most, five at most. */
export function ticksFor(most: number): number[] {
  const steps = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10_000, 50_000, 100_000];
  const step = steps.find((each) => Math.ceil(most / each) <= 4) ?? Math.ceil(most / 4);
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, index) => index * step);
}

/** Moves places apart that are nearer than a distance, as little as it takes; the order stays. */
export function spread(places: readonly number[], least: number): number[] {
  const order = places.map((place, index) => ({ place, index })).sort((a, b) => a.place - b.place);
  for (let round = 0, moved = true; moved && round < 100; round += 1) {
    moved = false;
    for (let at = 1; at < order.length; at += 1) {
      const [above, below] = [order[at - 1], order[at]];
      if (above === undefined || below === undefined) continue;
      const missing = least - (below.place - above.place);
      if (missing < 0.01) continue;
      above.place -= missing / 2;
      below.place += missing / 2;
      moved = true;
    }
  }
  const result = [...places];
  for (const { place, index } of order) result[index] = place;
  return result;
}

const DAY = 86_400_000;

/** The first, the middle and the last moment: days, or hours of a project that is younger than two. */
function dateTicks(dates: readonly DateState[]): [number, string][] {
  const first = dates[0];
  const last = dates.at(-1);
  if (first === undefined || last === undefined) return [];
  const young = Date.parse(last.at) - Date.parse(first.at) < 2 * DAY;
  const label = (at: string) => (young ? `${at.slice(11, 16)} UTC` : dayOf(at));
  if (dates.length < 3) return [[dates.length - 1, label(last.at)]];
  const middle = Math.floor((dates.length - 1) / 2);
  return [0, middle, dates.length - 1].flatMap((index) => {
    const state = dates[index];
    return state === undefined ? [] : [[index, label(state.at)]];
  });
}
