const MOST_EQUAL = 50;

/** Positions by name; a name that a lock file repeats without end is followed to its first ones only. */
export class ByName {
  readonly #known = new Map<string, number[]>();

  add(name: string, position: number): void {
    const known = this.#known.get(name);
    if (known === undefined) this.#known.set(name, [position]);
    else if (known.length < MOST_EQUAL) known.push(position);
  }

  get(name: string): readonly number[] {
    return this.#known.get(name) ?? [];
  }
}
