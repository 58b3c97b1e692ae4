import type { ModelCounts } from "../build.ts";
import { Pairs, type Row, rows } from "../counting.ts";

/** Counts an Open Threat Model over its lists; shares no code with the reader. */
export function countOtm(file: unknown): ModelCounts {
  const model = file as Row;
  const holders = [...rows(model.components), ...rows(model.dataflows)];
  const [threats, controls, pairs] = [new Set<unknown>(), new Set<unknown>(), new Pairs()];
  for (const each of rows(model.threats)) threats.add(String(each.id));
  for (const each of rows(model.mitigations)) controls.add(String(each.id));
  holders.forEach((holder, at) => {
    for (const instance of rows(holder.threats)) {
      threats.add(String(instance.threat));
      pairs.add("on", at, instance.threat);
      for (const answer of rows(instance.mitigations)) {
        controls.add(String(answer.mitigation));
        pairs.add("by", instance.threat, answer.mitigation);
      }
    }
  });
  return {
    elements: rows(model.trustZones).length + rows(model.components).length,
    ...{ flows: rows(model.dataflows).length, threats: threats.size, controls: controls.size, links: pairs.size },
  };
}
