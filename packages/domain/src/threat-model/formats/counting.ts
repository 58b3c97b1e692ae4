/** Helpers of the counters alone: a counter shares nothing with the reader that it is compared with. */
export type Row = Record<string, unknown>;

/** The rows of a list, none when it is no list; null in it is no row. */
export function rows(value: unknown): Row[] {
  return (Array.isArray(value) ? value.filter((each) => each !== null) : []) as Row[];
}

/** What the rows of a list have in one field, each value once. */
export function valuesOf(value: unknown, field: string): Set<unknown> {
  return new Set(rows(value).map((row) => row[field]));
}

/** Pairs that count once, however often a file says them. */
export class Pairs {
  readonly #seen = new Set<string>();

  add(...parts: readonly unknown[]): void {
    this.#seen.add(JSON.stringify(parts));
  }

  get size(): number {
    return this.#seen.size;
  }
}
