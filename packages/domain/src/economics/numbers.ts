/** Rounded to two significant digits: nothing that the model says is known better. */
export function twoDigits(value: number): number {
  return Number.isFinite(value) ? Number(value.toPrecision(2)) : value;
}

const UNITS = [
  { from: 1e9, sign: "B" },
  { from: 1e6, sign: "M" },
  { from: 1e3, sign: "k" },
] as const;

/** USD with at most two significant digits: $0.35, $60, $420k, $1.5M. */
export function roundUsd(amount: number): string {
  if (amount === Infinity) return "no amount";
  const value = twoDigits(Math.abs(amount));
  const sign = amount < 0 && value > 0 ? "−" : "";
  const unit = UNITS.find(({ from }) => value >= from);
  return `${sign}$${digits(unit === undefined ? value : value / unit.from)}${unit?.sign ?? ""}`;
}

/** A share with at most two significant digits: 0.35 %, 3 %, 18 %. */
export function roundPercent(share: number): string {
  return `${digits(twoDigits(share * 100))} %`;
}

/** A plain number with at most two significant digits. */
export function roundNumber(value: number): string {
  return digits(twoDigits(value));
}

function digits(value: number): string {
  return value.toLocaleString("en-US", { maximumSignificantDigits: 2, useGrouping: true });
}

/** Minutes as people say them: 12 s, 39 min, 2 h. */
export function roundMinutes(minutes: number): string {
  if (minutes === 0) return "at once";
  if (minutes < 1) return `${digits(twoDigits(minutes * 60))} s`;
  if (minutes < 120) return `${digits(twoDigits(minutes))} min`;
  if (minutes < 2880) return `${digits(twoDigits(minutes / 60))} h`;
  return `${digits(twoDigits(minutes / 1440))} d`;
}
