import type { ModelCounts } from "../build.ts";
import { Pairs, type Row, rows, valuesOf } from "../counting.ts";

/** Counts a model of the Threat Model Library by its lists. */
export function countTmLibrary(file: unknown): ModelCounts {
  const model = file as Row;
  const places = ["trust_zones", "actors", "components", "data_stores"].flatMap((part) => rows(model[part]));
  const known = new Set(places.map((row) => row.symbolic_name));
  const threats = valuesOf(model.threats, "symbolic_name");
  const pairs = new Pairs();
  for (const threat of rows(model.threats)) {
    for (const place of rows(threat.components_affected) as unknown[]) {
      if (known.has(place)) pairs.add(threat.symbolic_name, "on", place);
    }
  }
  for (const control of rows(model.controls)) {
    for (const threat of rows(control.threats) as unknown[]) {
      if (threats.has(threat)) pairs.add(control.symbolic_name, "answers", threat);
    }
  }
  return {
    ...{ elements: places.length, flows: rows(model.data_flows).length, threats: threats.size },
    ...{ controls: rows(model.controls).length, links: pairs.size },
  };
}
