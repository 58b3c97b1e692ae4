import { z } from "zod";

const Name = z.string().max(200);

/** One function, modifier or constructor with the hash of its text, as findings know it too. */
export const FunctionFact = z.object({ name: Name, hash: z.string() });

/** One contract of a revision, as its syntax shows it. */
export const ContractFact = z.object({
  path: z.string(),
  name: Name,
  bases: z.array(Name),
  functions: z.array(FunctionFact),
  /** Modifiers and checks that admit few: `onlyOwner`, `onlyRole(PAUSER)`. */
  roles: z.array(Name),
  /** Types of its state variables that are contracts or interfaces, with the variable's name. */
  uses: z.array(z.object({ type: Name, variable: Name })),
  /** Attributes of the vocabulary that its code shows. */
  attributes: z.record(z.string(), z.union([z.boolean(), z.number()])),
});
export type ContractFact = z.infer<typeof ContractFact>;

/** A place beside the contracts that belongs to the system: a bot, a front end, a build. */
export const PlaceFact = z.object({
  kind: z.enum(["service", "frontend", "pipeline"]),
  path: z.string(),
  name: Name,
  attributes: z.record(z.string(), z.union([z.boolean(), z.number()])),
});
export type PlaceFact = z.infer<typeof PlaceFact>;

/** What one reading of a revision found. */
export const CodeFacts = z.object({
  contracts: z.array(ContractFact),
  places: z.array(PlaceFact),
  /** `name@version` of what is depended on. */
  dependencies: z.array(Name),
});
export type CodeFacts = z.infer<typeof CodeFacts>;

/** `Vault: onlyOwner` for every contract and role: what a version is bound to. */
export function rolesOf(facts: CodeFacts): string[] {
  return [...new Set(facts.contracts.flatMap(({ name, roles }) => roles.map((role) => `${name}: ${role}`)))].sort();
}

/** Hash of a function by path, contract and name; overloads are hashed together, in order. */
export function functionHashes(facts: CodeFacts): Map<string, string> {
  const found = new Map<string, string>();
  for (const { path, name, functions } of facts.contracts) {
    for (const each of functions) {
      const key = pinKey({ path, container: name, callable: each.name });
      const before = found.get(key);
      found.set(key, before === undefined ? each.hash : `${before}+${each.hash}`.slice(0, 128));
    }
  }
  return found;
}

export function pinKey(pin: {
  readonly path: string;
  readonly container: string | null;
  readonly callable: string | null;
}): string {
  return `${pin.path} ${pin.container ?? ""} ${pin.callable ?? ""}`;
}
