import type { Readable } from "node:stream";
import { countJson } from "../../counting/json.ts";
import type { Inside } from "../../counting/tally.ts";

const HOLDERS = [
  "repository",
  "search.nodes.[]",
  "search.edges.[].node",
  "organization.repositories.nodes.[]",
  "viewer.repositories.nodes.[]",
  "node",
];

/** Alerts that are not fixed: elements of lists (of lists), nodes of `vulnerabilityAlerts`. */
export async function count(stream: Readable): Promise<number> {
  const lists = HOLDERS.flatMap((holder) =>
    ["nodes", "edges"].map((each) => `data.${holder}.vulnerabilityAlerts.${each}.[]`),
  );
  const graph = lists.flatMap((list) => [list, `[].${list}`]);
  return countJson(
    stream,
    ...["[]", "[].[]"].map((record) => ({ record, weigh: rest })),
    ...graph.map((record) => ({
      record,
      weigh: (alert: Inside) => (isFixed(alert.first("state") ?? alert.first("node.state"), undefined) ? 0 : 1),
    })),
  );
}

function rest(alert: Inside): number {
  const isAlert =
    alert.times("secret_type") + alert.times("security_advisory") > 0 ||
    (alert.times("rule") > 0 && alert.times("tool") > 0);
  return isAlert && !isFixed(alert.first("state"), alert.first("resolution")) ? 1 : 0;
}

function isFixed(state: string | undefined, resolution: string | undefined): boolean {
  const word = state?.toLowerCase();
  return word === "fixed" || (word === "resolved" && resolution === "revoked");
}
