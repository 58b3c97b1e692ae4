import type { Finding } from "../api/schemas.ts";
import { plain } from "./plain.ts";

/** Where a finding is, as editors and terminals understand it. */
export function placeOf({ path, startLine, package: dependency }: Finding): string {
  if (path === null) return dependency ?? "";
  return startLine === null ? path : `${path}:${startLine}`;
}

const NARROWEST_TITLE = 24;

/** One line a finding, in columns; empty for none. Titles give way to the width. */
export function findingTable(findings: readonly Finding[], columns = 160): string {
  if (findings.length === 0) return "";
  const rows = findings.map((one) => ({
    fixed: [plain(one.name, 12), one.severity, plain(one.state, 20)],
    title: one.restricted ? "(restricted)" : plain(one.title, 200),
    place: one.restricted ? "" : plain(placeOf(one), 120),
  }));
  const widths = [0, 1, 2].map((at) => Math.max(...rows.map(({ fixed }) => (fixed[at] ?? "").length)));
  const place = Math.max(...rows.map((row) => row.place.length));
  const rest = columns - widths.reduce((sum, width) => sum + width + 2, 0) - place - 2;
  const title = Math.max(NARROWEST_TITLE, Math.min(rest, Math.max(...rows.map((row) => row.title.length))));
  return rows
    .map((row) => {
      const fixed = row.fixed.map((text, at) => text.padEnd(widths[at] ?? 0)).join("  ");
      return `${fixed}  ${plain(row.title, title).padEnd(title)}  ${row.place}`.trimEnd();
    })
    .join("\n")
    .concat("\n");
}
