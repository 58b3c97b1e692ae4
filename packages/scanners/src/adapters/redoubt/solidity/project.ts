import type { Callable, Contract, SolidityFile, StateVariable } from "./model.ts";

/**
 * Names across files. A base that is not among the files stays unknown, and detectors then give the code the
 * benefit of the doubt. Two contracts of one name: the one in the same file wins, else the first.
 */
export class Project {
  readonly #contracts = new Map<string, Contract[]>();
  readonly #free = new Map<string, Callable[]>();
  readonly #lines = new Map<Contract, readonly Contract[]>();

  constructor(files: Iterable<SolidityFile>) {
    for (const file of files) {
      for (const contract of file.contracts) push(this.#contracts, contract.name, contract);
      for (const fn of file.callables) if (!fn.contract) push(this.#free, fn.name, fn);
    }
  }

  contract(name: string, from?: Contract): Contract | undefined {
    const all = this.#contracts.get(name);
    return all?.find((each) => each.path === from?.path) ?? all?.[0];
  }

  /** Every contract of the project. */
  *all(): Iterable<Contract> {
    for (const contracts of this.#contracts.values()) yield* contracts;
  }

  /** The contract and its known bases, nearest first. */
  lineage(contract: Contract): readonly Contract[] {
    const known = this.#lines.get(contract);
    if (known) return known;
    const line: Contract[] = [];
    const visit = (each: Contract): void => {
      if (line.includes(each)) return;
      line.push(each);
      for (const name of each.bases.toReversed()) {
        const base = this.contract(name, each);
        if (base) visit(base);
      }
    };
    visit(contract);
    this.#lines.set(contract, line);
    return line;
  }

  /** Names of bases, whether their source is known or not. */
  baseNames(contract: Contract): readonly string[] {
    return this.lineage(contract).flatMap((each) => [each.name, ...each.bases]);
  }

  state(contract: Contract | undefined, name: string): StateVariable | undefined {
    if (!contract) return undefined;
    for (const each of this.lineage(contract)) {
      const variable = each.state.get(name);
      if (variable) return variable;
    }
    return undefined;
  }

  modifier(contract: Contract | undefined, name: string): Callable | undefined {
    return this.#member(contract, (fn) => fn.kind === "modifier" && fn.name === name);
  }

  /** The function that an unqualified call reaches: nearest with a body and as many parameters. */
  internal(contract: Contract | undefined, name: string, count: number): Callable | undefined {
    const fits = (fn: Callable): boolean =>
      fn.kind === "function" && fn.name === name && fn.parameters.length === count && fn.body !== undefined;
    return this.#member(contract, fits) ?? this.#free.get(name)?.find(fits);
  }

  /** The function of a library or base called as `Name.fn(…)`. */
  member(contractName: string, name: string, count: number, from?: Contract): Callable | undefined {
    return this.contract(contractName, from)?.callables.find(
      (fn) => fn.name === name && fn.parameters.length === count && fn.body !== undefined,
    );
  }

  #member(contract: Contract | undefined, fits: (fn: Callable) => boolean): Callable | undefined {
    if (!contract) return undefined;
    for (const each of this.lineage(contract)) {
      const found = each.callables.find(fits);
      if (found) return found;
    }
    return undefined;
  }
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
