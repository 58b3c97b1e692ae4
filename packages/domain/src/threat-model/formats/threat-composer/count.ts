import type { ModelCounts } from "../build.ts";
import { Pairs, type Row, rows, valuesOf } from "../counting.ts";

/** Counts a workspace of Threat Composer by its lists; links whose ends are there count. */
export function countThreatComposer(file: unknown): ModelCounts {
  const model = file as Row;
  const [threats, controls] = [valuesOf(model.threats, "id"), valuesOf(model.mitigations, "id")];
  const assumptions = valuesOf(model.assumptions, "id");
  const pairs = new Pairs();
  for (const { mitigationId, linkedId } of rows(model.mitigationLinks)) {
    if (controls.has(mitigationId) && threats.has(linkedId)) pairs.add(mitigationId, linkedId);
  }
  for (const { assumptionId, linkedId } of rows(model.assumptionLinks)) {
    if (!assumptions.has(assumptionId)) continue;
    if (threats.has(linkedId) || controls.has(linkedId)) pairs.add(assumptionId, linkedId);
  }
  return { elements: 0, flows: 0, threats: threats.size, controls: controls.size, links: pairs.size };
}
