import { Cadence } from "./stored.ts";

/** When a stored schedule is due. */
export function cadenceOf(row: {
  readonly cadence: string;
  readonly weekday: number | null;
  readonly hour: number | null;
}): Cadence {
  if (row.cadence === "weekly") return Cadence.parse({ cadence: "weekly", weekday: row.weekday, hour: row.hour });
  return { cadence: "on-revision" };
}
