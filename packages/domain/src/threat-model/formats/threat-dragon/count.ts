import type { ModelCounts } from "../build.ts";
import { type Row, rows } from "../counting.ts";

/**
 * Counts a Threat Dragon file by looking for what its cells are called, without building anything; shares no code with
 * the reader. A mitigation that is a list of ours counts as often as it names a control for the first time.
 */
export function countThreatDragon(file: unknown): ModelCounts {
  let [elements, flows, threats, links] = [0, 0, 0, 0];
  const named = new Set<string>();
  let single = 0;
  for (const cell of cellsIn(file)) {
    const kind = String(cell.shape ?? cell.type ?? "");
    if (kind === "flow" || kind === "tm.Flow") flows += 1;
    else if (/actor|process|store|boundary|broundary|text/i.test(kind)) elements += 1;
    else continue;
    const holder = (cell.data ?? cell) as { threats?: unknown };
    const found = holder.threats ?? cell.threats;
    for (const threat of rows(found)) {
      threats += 1;
      links += 1;
      const text = String(threat.mitigation ?? "").trim();
      if (text === "") continue;
      const listed = [...text.matchAll(/^\d+\. \[([^\]\s]+)\] /gm)].map(([, id]) => id ?? "");
      if (text.startsWith("1. [") && listed.length > 0) {
        links += listed.length;
        for (const id of listed) named.add(id);
      } else {
        links += 1;
        single += 1;
      }
    }
  }
  return { elements, flows, threats, controls: named.size + single, links };
}

function cellsIn(file: unknown): Row[] {
  const { detail } = file as { detail?: Row };
  return rows(detail?.diagrams).flatMap(({ cells, diagramJson }) =>
    rows(cells ?? (diagramJson as Row | undefined)?.cells),
  );
}
