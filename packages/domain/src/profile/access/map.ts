import type { Asset } from "../asset.ts";
import type { AccessLimits } from "./holder.ts";
import { type Effect, type Power, POWER_WORDS } from "./power.ts";
import { Access, type AccessFacts, type Way } from "./ways.ts";

export type RedReason = "anyone" | "one-key" | "no-delay" | "not-stated";

/** USD that a power reaches. */
export interface Reach {
  readonly usd: number;
  /** True where nothing ties it to an asset: then everything counts, because what is not known counts against. */
  readonly all: boolean;
  /** True when a person stated it. */
  readonly stated: boolean;
  /** Ids of the assets behind it; empty when a person stated it. */
  readonly assets: readonly string[];
}

/** One line of the access map. */
export interface AccessRow {
  readonly power: Power;
  readonly title: string;
  readonly effect: Effect;
  readonly reach: Reach;
  /** Every way to use it; the first one is the easiest. */
  readonly ways: readonly Way[];
  readonly easiest: Way;
  readonly red: readonly RedReason[];
  /** Moves no money by itself, and nobody stated that it does: shown on request. */
  readonly folded: boolean;
}

export interface AccessInput extends AccessFacts {
  readonly assets: readonly Pick<Asset, "id" | "name" | "valueUsd" | "contracts">[];
  readonly limits: Pick<AccessLimits, "oneKeyOverUsd" | "noDelayOverUsd">;
}

/**
 * Every power with what it reaches and what stands before it, sorted by money ÷ keys; votes have no keys and stand
 * behind what has, folded rows behind all.
 */
export function accessRows(input: AccessInput): AccessRow[] {
  const access = new Access(input);
  const rows = input.powers.map((power): AccessRow => {
    const ways = access.waysOf(power);
    const [easiest] = ways;
    if (easiest === undefined) throw new Error(`power ${power.id} has no guard`);
    const { title, effect } = POWER_WORDS[power.kind];
    const reach = reachOf(power, input, access);
    const idle = effect === "part" && power.kind !== "delay" && power.moneyUsd === null;
    const folded = idle && easiest.keys !== 0;
    const red = folded ? [] : redReasons(power, reach, ways, input.limits);
    return { power, title, effect, reach, ways, easiest, red, folded };
  });
  return rows.sort(
    (left, right) =>
      Number(left.folded) - Number(right.folded) ||
      weight(right) - weight(left) ||
      right.reach.usd - left.reach.usd ||
      left.power.subject.localeCompare(right.power.subject) ||
      left.title.localeCompare(right.title),
  );
}

/** Money ÷ keys; nobody's key counts as half of one, a vote as none at all. */
function weight({ reach, easiest }: AccessRow): number {
  return easiest.keys === null ? 0 : reach.usd / Math.max(easiest.keys, 0.5);
}

function reachOf(power: Power, input: AccessInput, access: Access): Reach {
  if (power.moneyUsd !== null) return { usd: power.moneyUsd, all: false, stated: true, assets: [] };
  const subjects = subjectsBehind(power.subject, input, access);
  const own = input.assets.filter(({ contracts, name }) =>
    [...contracts, name].some((contract) => subjects.has(contract)),
  );
  // An asset that nobody valued ties it to nothing that can be counted.
  const tied = own.some(({ valueUsd }) => valueUsd !== null);
  const reached = tied ? own : input.assets;
  return {
    usd: reached.reduce((sum, { valueUsd }) => sum + (valueUsd ?? 0), 0),
    all: !tied,
    stated: false,
    assets: reached.map(({ id }) => id),
  };
}

/** The subject, and everything whose guards are held by the contract that it is: a timelock reaches what it owns. */
function subjectsBehind(subject: string, input: AccessInput, access: Access): ReadonlySet<string> {
  const found = new Set([subject]);
  for (const each of found) {
    for (const { subject: other, guards } of input.powers) {
      if (guards.some(({ name }) => access.holderOf(other, name)?.contract === each)) found.add(other);
    }
  }
  return found;
}

function redReasons(
  power: Power,
  reach: Reach,
  ways: readonly Way[],
  limits: AccessInput["limits"],
): readonly RedReason[] {
  if (POWER_WORDS[power.kind].effect === "freezes") return ways.some(({ keys }) => keys === 0) ? ["anyone"] : [];
  const over = (limit: number) => reach.all || reach.usd > limit;
  const reasons: RedReason[] = [];
  if (ways.some(({ keys }) => keys === 0)) reasons.push("anyone");
  if (ways.some(({ stated }) => !stated) && over(limits.oneKeyOverUsd)) reasons.push("not-stated");
  if (ways.some(({ keys, stated }) => keys === 1 && stated) && over(limits.oneKeyOverUsd)) reasons.push("one-key");
  if (ways.some(({ delaySeconds, stated }) => delaySeconds === 0 && stated) && over(limits.noDelayOverUsd)) {
    reasons.push("no-delay");
  }
  return reasons;
}

/** USD that several powers reach together: assets count once, stated sums by the largest. */
export function reachTogether(rows: readonly AccessRow[], assets: readonly Pick<Asset, "id" | "valueUsd">[]): number {
  const ids = new Set(rows.flatMap(({ reach }) => reach.assets));
  const known = assets.reduce((sum, { id, valueUsd }) => sum + (ids.has(id) ? (valueUsd ?? 0) : 0), 0);
  const stated = rows.filter(({ reach }) => reach.stated).map(({ reach }) => reach.usd);
  return Math.max(known, ...stated, 0);
}
