/** Whole numbers from nought to a round one at or above the most, five at most. */
export function ticksFor(most: number): number[] {
  const steps = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10_000, 50_000, 100_000];
  const step = steps.find((each) => Math.ceil(most / each) <= 4) ?? Math.ceil(most / 4);
  return Array.from({ length: Math.max(1, Math.ceil(most / step)) + 1 }, (_, index) => index * step);
}

/** Moves places apart that are nearer than a distance, as little as it takes; the order stays, and none leaves the range. */
export function spread(places: readonly number[], least: number, range: readonly [number, number]): number[] {
  const order = places.map((place, index) => ({ place, index })).sort((a, b) => a.place - b.place);
  const [low, high] = range;
  let floor = low;
  for (const each of order) {
    each.place = Math.max(each.place, floor);
    floor = each.place + least;
  }
  let ceiling = high;
  for (const each of order.toReversed()) {
    each.place = Math.min(each.place, ceiling);
    ceiling = each.place - least;
  }
  const result = [...places];
  for (const { place, index } of order) result[index] = place;
  return result;
}

/** The path of values that hold until the next one: steps, not slopes. x from 0 to 100, y in pixels from above. */
export function stepPath(values: readonly number[], most: number, height: number): string {
  const toX = (index: number) => (values.length < 2 ? 0 : (index / (values.length - 1)) * 100);
  const toY = (value: number) => height - (value / Math.max(1, most)) * height;
  return values.map((value, index) => (index === 0 ? `M0 ${toY(value)}` : `H${toX(index)}V${toY(value)}`)).join("");
}

/** The rows in which something is another one than before, with the first and the last. */
export function changedRows(series: readonly (readonly number[])[], count: number): number[] {
  const rows: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const changed = series.some((values) => values[index] !== values[index - 1]);
    if (index === 0 || index === count - 1 || changed) rows.push(index);
  }
  return rows;
}
