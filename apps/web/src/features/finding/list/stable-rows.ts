/** A row with a key that stays. */
interface Keyed {
  readonly id: string;
}

export interface StableRows<T extends Keyed> {
  readonly rows: readonly T[];
  /** Rows on screen that the list no longer holds. */
  readonly gone: ReadonlySet<string>;
  /** Rows that came in between and wait until they are asked for. */
  readonly waiting: number;
}

/**
 * Brings news into rows that are on screen without moving them: those shown keep their place and get their new
 * content, those behind the last one are added, all others wait.
 */
export function keepPlaces<T extends Keyed>(shown: readonly T[], fresh: readonly T[]): StableRows<T> {
  const byId = new Map(fresh.map((row) => [row.id, row]));
  const known = new Set(shown.map((row) => row.id));
  const last = fresh.findLastIndex((row) => known.has(row.id));
  const behind = shown.length === 0 || last >= 0 ? fresh.slice(last + 1).filter((row) => !known.has(row.id)) : [];
  const rows = [...shown.map((row) => byId.get(row.id) ?? row), ...behind];
  return {
    rows,
    gone: new Set(shown.filter((row) => !byId.has(row.id)).map((row) => row.id)),
    waiting: fresh.filter((row) => !known.has(row.id)).length - behind.length,
  };
}
