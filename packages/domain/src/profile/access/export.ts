import { csv } from "../../shared/index.ts";
import { span, usd } from "../words.ts";
import type { AccessRow } from "./map.ts";
import type { Way } from "./ways.ts";

const HEAD = [
  "Power",
  "Over",
  "Money reachable",
  "Holder",
  "Keys that must fail",
  "Delay",
  "Who would notice",
  "Changed",
];

/** Keys as people read them: `2 of 3`, `4 % of supply`, `1, not stated`. */
export function keysInWords({ keys, of, supplyPercent, stated }: Way): string {
  if (keys === 0) return "none";
  if (keys === null) return supplyPercent === null ? "votes, share not stated" : `${supplyPercent} % of supply`;
  if (!stated) return `${keys}, not stated`;
  return of === null || of === keys ? String(keys) : `${keys} of ${of}`;
}

/** The money of a row as people read it. */
export function reachInWords({ reach, effect }: Pick<AccessRow, "reach" | "effect">): string {
  const sum = usd(reach.usd);
  if (reach.all) return `${sum}, all counted`;
  return effect === "freezes" ? `freezes ${sum}` : sum;
}

function cells(row: AccessRow): string[] {
  const { power, title, easiest } = row;
  return [
    title,
    power.subject,
    reachInWords(row),
    easiest.through.join(" ← "),
    keysInWords(easiest),
    span(easiest.delaySeconds),
    power.noticedBy === null ? "not stated" : power.noticedBy || "nobody",
    power.changedAt.toISOString().slice(0, 10),
  ];
}

/** The map as a table for spreadsheets. */
export function accessCsv(rows: readonly AccessRow[]): string {
  return csv([HEAD, ...rows.map(cells)]);
}
