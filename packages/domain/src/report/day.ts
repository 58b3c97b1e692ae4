const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `12 Nov 2026`, in UTC: sentences that are frozen must read alike wherever they are read. */
export function dayOf(at: Date | string): string {
  const iso = typeof at === "string" ? at : at.toISOString();
  const [year = "", month = "1", day = "1"] = iso.slice(0, 10).split("-");
  return `${Number(day)} ${MONTHS[Number(month) - 1] ?? ""} ${year}`;
}
