import { ANYONE, type Power } from "./power.ts";
import type { AccessRole, Holder } from "./holder.ts";

/** One way to use a power: who must give a key, how many, and how long it takes at least. */
export interface Way {
  /** Keys that must fail; null where votes decide. */
  readonly keys: number | null;
  /** Keys that there are; null where nobody named them. */
  readonly of: number | null;
  readonly supplyPercent: number | null;
  readonly people: readonly string[];
  readonly delaySeconds: number;
  /** Why a delay on the way counts for nothing. */
  readonly voidDelay: string | null;
  /** Names of holders, from the power to the keys. */
  readonly through: readonly string[];
  /** The code asks for something else too. */
  readonly conditional: boolean;
  /** False where nobody stated who holds it: it counts as one key. */
  readonly stated: boolean;
}

export interface AccessFacts {
  readonly powers: readonly Power[];
  readonly holders: readonly Holder[];
  readonly roles: readonly AccessRole[];
}

const DEEPEST = 6;

/** Follows powers through holders to the keys behind them. */
export class Access {
  readonly #powers: readonly Power[];
  readonly #holders: ReadonlyMap<string, Holder>;
  readonly #roles: ReadonlyMap<string, string>;

  constructor({ powers, holders, roles }: AccessFacts) {
    this.#powers = powers;
    this.#holders = new Map(holders.map((holder) => [holder.id, holder]));
    this.#roles = new Map(
      roles.flatMap(({ subject, guard, holderId }) =>
        holderId === null ? [] : [[roleKey(subject, guard), holderId] as const],
      ),
    );
  }

  holderOf(subject: string, guard: string): Holder | undefined {
    return this.#holders.get(this.#roles.get(roleKey(subject, guard)) ?? "");
  }

  /** Every way to use a power, the easiest one first. */
  waysOf({ subject, guards }: Pick<Power, "subject" | "guards">): Way[] {
    const ways = guards.flatMap(({ name, conditional }): Way[] => {
      if (name === ANYONE) return [{ ...UNSTATED, keys: 0, of: null, through: ["Anyone"], stated: true }];
      const holder = this.holderOf(subject, name);
      if (holder === undefined) return [{ ...UNSTATED, through: [name], conditional }];
      return this.#waysThrough(holder, new Set()).map((way) => ({ ...way, conditional }));
    });
    return ways.sort(byEase);
  }

  #waysThrough(holder: Holder, seen: ReadonlySet<string>): Way[] {
    const through = [holder.name];
    if (seen.has(holder.id) || seen.size > DEEPEST) return [{ ...UNSTATED, through }];
    if (holder.kind === "governor") {
      const { supplyPercent, delaySeconds } = holder;
      return [{ ...UNSTATED, keys: null, supplyPercent, delaySeconds, through, stated: supplyPercent !== null }];
    }
    if (holder.kind !== "timelock" && holder.kind !== "contract") return [directWay(holder)];
    const operators = holder.operators.flatMap((id) => this.#holders.get(id) ?? []);
    if (operators.length === 0) return [{ ...UNSTATED, delaySeconds: holder.delaySeconds, through }];
    const inside = new Set([...seen, holder.id]);
    return operators.flatMap((operator) => {
      const skips = holder.delaySeconds > 0 && this.#setsDelay(operator, holder);
      return this.#waysThrough(operator, inside).map((way) => ({
        ...way,
        delaySeconds: way.delaySeconds + (skips ? 0 : holder.delaySeconds),
        voidDelay: skips ? `${operator.name} sets the delay of ${holder.name} itself` : way.voidDelay,
        through: [...through, ...way.through],
      }));
    });
  }

  /** True when an operator may set the delay that it acts behind, without waiting for it. */
  #setsDelay(operator: Holder, lock: Holder): boolean {
    return this.#powers.some(
      ({ kind, subject, guards }) =>
        kind === "delay" &&
        subject === lock.contract &&
        guards.some(({ name }) => this.holderOf(subject, name)?.id === operator.id),
    );
  }
}

const UNSTATED: Way = {
  ...{ keys: 1, of: null, supplyPercent: null, people: [], delaySeconds: 0, voidDelay: null },
  ...{ through: [], conditional: false, stated: false },
};

function directWay({ name, kind, threshold, signers }: Holder): Way {
  const people = signers.length > 0 ? signers : [name];
  if (kind !== "multisig") return { ...UNSTATED, of: 1, people, through: [name], stated: true };
  const of = signers.length > 0 ? signers.length : null;
  return { ...UNSTATED, keys: threshold ?? 1, of, people, through: [name], stated: threshold !== null };
}

function byEase(left: Way, right: Way): number {
  return (
    (left.keys ?? Number.POSITIVE_INFINITY) - (right.keys ?? Number.POSITIVE_INFINITY) ||
    left.delaySeconds - right.delaySeconds ||
    Number(left.conditional) - Number(right.conditional)
  );
}

export function roleKey(subject: string, guard: string): string {
  return JSON.stringify([subject, guard]);
}
