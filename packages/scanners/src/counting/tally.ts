/**
 * What a counter counts: `record` is where a unit stands (names with dots between, `*` for any key, `[]` for an element
 * of a list; `$` alone is a whole value). `weigh` says how many one record stands for, by what was met inside: 1 when
 * absent.
 */
export interface Tally {
  readonly record: string;
  readonly weigh?: (inside: Inside) => number;
}

/** What was met inside of one record, by paths relative to it. */
export interface Inside {
  /** Whether anything is inside at all: a scalar or an empty list has nothing. */
  filled(): boolean;
  /** How often something stands at the path. */
  times(path: string): number;
  /** The first scalar at the path, as it is written without quotes. */
  first(path: string): string | undefined;
  /** Whether any scalar at the path is one of these. */
  some(path: string, ...values: readonly string[]): boolean;
}

const LONGEST = 300;
const MOST_TEXTS = 5000;

class Met implements Inside {
  readonly depth: number;
  readonly #times = new Map<string, number>();
  readonly #texts = new Map<string, string[]>();

  constructor(depth: number) {
    this.depth = depth;
  }

  add(path: string, scalar: string | undefined): void {
    // Keys that are data would make as many paths as there are keys: all of them are `*`, too.
    this.#times.set(path, (this.#times.get(path) ?? 0) + 1);
    if (scalar === undefined) return;
    const texts = this.#texts.get(path);
    if (texts === undefined) this.#texts.set(path, [scalar.slice(0, LONGEST)]);
    else if (texts.length < MOST_TEXTS) texts.push(scalar.slice(0, LONGEST));
  }

  filled(): boolean {
    return this.#times.size > 0;
  }

  times(path: string): number {
    return this.#times.get(path) ?? 0;
  }

  first(path: string): string | undefined {
    return this.#texts.get(path)?.[0];
  }

  some(path: string, ...values: readonly string[]): boolean {
    return this.#texts.get(path)?.some((text) => values.includes(text)) ?? false;
  }
}

/** Sums up records while a scanner of some notation walks over a text and tells where it is. */
export class TallyCounter {
  readonly #rules: readonly { readonly keys: readonly string[]; readonly weigh: (inside: Inside) => number }[];
  readonly #path: string[] = [];
  readonly #open: { readonly met: Met; readonly rule: number }[] = [];
  total = 0;

  constructor(tallies: readonly Tally[]) {
    this.#rules = tallies.map(({ record, weigh }) => ({
      keys: record === "$" ? [] : record.split("."),
      weigh: weigh ?? (() => 1),
    }));
  }

  /** Something begins at this name below where we are. */
  enter(name: string): void {
    this.#path.push(name);
    this.#note(undefined);
    this.#begin();
  }

  /** The whole text is one value without a name. */
  enterRoot(): void {
    this.#begin();
  }

  leave(): void {
    this.#end();
    this.#path.pop();
  }

  leaveRoot(): void {
    this.#end();
  }

  /** A scalar at this name: begins and ends at once. */
  scalar(name: string | undefined, value: string): void {
    if (name !== undefined) this.#path.push(name);
    if (name !== undefined) this.#note(value);
    this.#begin();
    this.#end();
    if (name !== undefined) this.#path.pop();
  }

  #begin(): void {
    for (const [rule, { keys }] of this.#rules.entries()) {
      if (keys.length !== this.#path.length) continue;
      if (keys.every((key, at) => (key === "*" ? this.#path[at] !== "[]" : key === this.#path[at]))) {
        this.#open.push({ met: new Met(this.#path.length), rule });
      }
    }
  }

  #end(): void {
    for (let last = this.#open.at(-1); last?.met.depth === this.#path.length; last = this.#open.at(-1)) {
      this.#open.pop();
      this.total += this.#rules[last.rule]?.weigh(last.met) ?? 0;
    }
  }

  #note(scalar: string | undefined): void {
    for (const { met } of this.#open) met.add(this.#path.slice(met.depth).join("."), scalar);
  }
}
