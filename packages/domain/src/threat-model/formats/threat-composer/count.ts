import type { ModelCounts } from "../build.ts";

type Row = Record<string, unknown>;
const rows = (value: unknown): Row[] => (Array.isArray(value) ? value : []) as Row[];

/** Counts a workspace of Threat Composer by its lists; links whose ends are there count. */
export function countThreatComposer(file: unknown): ModelCounts {
  const model = file as Row;
  const idsOf = (list: unknown) => new Set(rows(list).map(({ id }) => id));
  const [threats, controls, assumptions] = [idsOf(model.threats), idsOf(model.mitigations), idsOf(model.assumptions)];
  const pairs = new Set<string>();
  for (const { mitigationId, linkedId } of rows(model.mitigationLinks)) {
    if (controls.has(mitigationId) && threats.has(linkedId)) pairs.add(JSON.stringify([mitigationId, linkedId]));
  }
  for (const { assumptionId, linkedId } of rows(model.assumptionLinks)) {
    if (!assumptions.has(assumptionId)) continue;
    if (threats.has(linkedId) || controls.has(linkedId)) pairs.add(JSON.stringify([assumptionId, linkedId]));
  }
  return { elements: 0, flows: 0, threats: threats.size, controls: controls.size, links: pairs.size };
}
