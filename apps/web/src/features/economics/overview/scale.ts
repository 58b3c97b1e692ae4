export interface LogScale {
  /** Percent of the way from low to high; what lies outside stands at the end. */
  (value: number): number;
  readonly low: number;
  readonly high: number;
}

/** A logarithmic axis between whole powers of ten that holds all values; positive ones alone. */
export function logScale(values: readonly number[]): LogScale {
  const positive = values.filter((value) => value > 0 && Number.isFinite(value));
  const least = positive.length === 0 ? 1 : Math.min(...positive);
  const most = positive.length === 0 ? 10 : Math.max(...positive);
  const low = 10 ** Math.floor(Math.log10(least));
  const high = Math.max(low * 10, 10 ** Math.ceil(Math.log10(most)));
  const toPercent = (value: number): number => {
    if (!(value > low)) return 0;
    return Math.min(100, (Math.log(value / low) / Math.log(high / low)) * 100);
  };
  return Object.assign(toPercent, { low, high });
}
