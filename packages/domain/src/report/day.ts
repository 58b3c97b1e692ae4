const MONTHS = [
  ...["January", "February", "March", "April", "May", "June", "July"],
  ...["August", "September", "October", "November", "December"],
];

/** `12 November 2026`, in UTC: what is frozen must read alike wherever it is read. */
export function longDayOf(at: Date | string): string {
  const [year = "", month = "1", day = "1"] = isoOf(at).slice(0, 10).split("-");
  return `${Number(day)} ${MONTHS[Number(month) - 1] ?? ""} ${year}`;
}

/** `12 Nov 2026`. */
export function dayOf(at: Date | string): string {
  const [day = "", month = "", year = ""] = longDayOf(at).split(" ");
  return `${day} ${month.slice(0, 3)} ${year}`;
}

/** `12 Nov 2026, 14:03 UTC`. */
export function momentOf(at: Date | string): string {
  return `${dayOf(at)}, ${isoOf(at).slice(11, 16)} UTC`;
}

function isoOf(at: Date | string): string {
  return typeof at === "string" ? at : at.toISOString();
}
