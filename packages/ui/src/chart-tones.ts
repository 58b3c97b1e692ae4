/** What a line or bar stands for: the main series, a plain one, or one of the five levels. */
export type ChartTone = "main" | "plain" | "level-0" | "level-1" | "level-2" | "level-3" | "level-4";

export const CHART_COLORS: Readonly<Record<ChartTone, string>> = {
  main: "var(--chart-main)",
  plain: "var(--chart-2)",
  "level-0": "var(--info)",
  "level-1": "var(--low)",
  "level-2": "var(--medium)",
  "level-3": "var(--high)",
  "level-4": "var(--critical)",
};
