import type { ModelCounts } from "../build.ts";

type Row = Record<string, unknown>;
const rows = (value: unknown): Row[] => (Array.isArray(value) ? value : []) as Row[];
const names = (value: unknown): Set<unknown> => new Set(rows(value).map((row) => row.symbolic_name));

/** Counts a model of the Threat Model Library by its lists. */
export function countTmLibrary(file: unknown): ModelCounts {
  const model = file as Row;
  const places = ["trust_zones", "actors", "components", "data_stores"].flatMap((part) => rows(model[part]));
  const known = new Set(places.map((row) => row.symbolic_name));
  const threats = names(model.threats);
  const pairs = new Set<string>();
  for (const threat of rows(model.threats)) {
    for (const place of rows(threat.components_affected) as unknown[]) {
      if (known.has(place)) pairs.add(JSON.stringify([threat.symbolic_name, "on", place]));
    }
  }
  for (const control of rows(model.controls)) {
    for (const threat of rows(control.threats) as unknown[]) {
      if (threats.has(threat)) pairs.add(JSON.stringify([control.symbolic_name, "answers", threat]));
    }
  }
  return {
    ...{ elements: places.length, flows: rows(model.data_flows).length, threats: threats.size },
    ...{ controls: rows(model.controls).length, links: pairs.size },
  };
}
