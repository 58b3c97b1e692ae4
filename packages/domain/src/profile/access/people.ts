import type { Asset } from "../asset.ts";
import { type AccessRow, reachTogether } from "./map.ts";
import type { Way } from "./ways.ts";

/** What somebody holds a key of. */
export interface PersonPowers {
  readonly name: string;
  /** Ids of the powers for which they hold a key. */
  readonly powers: ReadonlySet<string>;
}

/** Everybody who holds a key, those who hold the most first. */
export function people(rows: readonly AccessRow[]): PersonPowers[] {
  const found = new Map<string, Set<string>>();
  for (const { power, ways } of rows) {
    for (const name of ways.flatMap((way) => way.people)) {
      const powers = found.get(name) ?? new Set();
      found.set(name, powers.add(power.id));
    }
  }
  return [...found]
    .map(([name, powers]) => ({ name, powers }))
    .sort((left, right) => right.powers.size - left.powers.size || left.name.localeCompare(right.name));
}

export interface Fallen {
  /** Powers that those who fell can use together. */
  readonly rows: readonly AccessRow[];
  /** USD that those that take money reach. */
  readonly usd: number;
  /** Seconds until the first of those can be used. */
  readonly delaySeconds: number;
}

/** What an attacker holds who has the keys of these people: a way falls when enough of its keys are among them. */
export function whatFalls(
  rows: readonly AccessRow[],
  names: ReadonlySet<string>,
  assets: readonly Pick<Asset, "id" | "valueUsd">[],
): Fallen {
  const open = (way: Way) => way.keys === 0 || (way.keys !== null && fallen(way, names) >= way.keys);
  const usable = rows.flatMap((row) => {
    const ways = row.ways.filter(open);
    return ways.length === 0 ? [] : [{ row, delay: Math.min(...ways.map(({ delaySeconds }) => delaySeconds)) }];
  });
  const taking = usable.filter(({ row }) => row.effect === "takes" && !row.folded);
  return {
    rows: usable.map(({ row }) => row),
    usd:
      taking.length === 0
        ? 0
        : reachTogether(
            taking.map(({ row }) => row),
            assets,
          ),
    delaySeconds: taking.length === 0 ? 0 : Math.min(...taking.map(({ delay }) => delay)),
  };
}

function fallen({ people: holders }: Way, names: ReadonlySet<string>): number {
  return new Set(holders.filter((name) => names.has(name))).size;
}
