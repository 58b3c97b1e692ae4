/** Colours of paper: the light tokens of the house (packages/ui/src/styles/tokens.css). */
export const INK = {
  text: "#15171a",
  text2: "#474b50",
  text3: "#63676c",
  line: "#e5e5e0",
  lineStrong: "#d0d0ca",
  lineControl: "#8b8d88",
  sunken: "#f0f0ec",
  surface: "#ffffff",
  accent: "#0b5cb8",
  critical: "#9c1240",
  high: "#b03a0a",
  medium: "#7f5400",
  low: "#33607a",
  info: "#5a5e63",
  claimed: "#565b61",
  demonstrated: "#14744a",
  demonstratedText: "#0f6841",
  stale: "#956600",
  staleGround: "#fbf0d2",
  failed: "#c4192d",
  failedText: "#b01225",
  missing: "#84867f",
  missingGround: "#eeeeea",
  grid: "#ecece8",
  series2: "#63676c",
  codeMark: "#fdf0e3",
  codeEdge: "#b03a0a",
} as const;

/** Severities as they are filled and as they are written. */
export const SEVERITY_INK = {
  critical: INK.critical,
  high: INK.high,
  medium: INK.medium,
  low: INK.low,
  info: INK.info,
} as const;
