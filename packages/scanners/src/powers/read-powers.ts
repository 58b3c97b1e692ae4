// Runs inside the jail: no import from outside this folder but the compiler's tree and Node itself.
import { createHash } from "node:crypto";
import type { ContractDefinition, FunctionDefinition } from "solidity-ast";
import type { ForeignCall, GuardFact, PowerFact } from "@redoubt/domain/profile";
import { kindOf } from "./classify.ts";
import { type Effects, effectsOf } from "./effects.ts";
import { GuardReader } from "./guards.ts";
import { type CompiledSource, Program } from "./program.ts";
import { foreignCalls } from "./reach.ts";

/** What the contracts of one build show. */
export interface CodeReach {
  readonly powers: readonly PowerFact[];
  readonly calls: readonly ForeignCall[];
}

interface Candidate {
  readonly contract: ContractDefinition;
  readonly entry: FunctionDefinition;
  readonly effects: Effects;
  readonly guards: readonly GuardFact[];
}

const OPEN = "anyone";
const SENSITIVE = /^(?:upgrade|set|change|update|transferOwnership)[A-Z]?/;
const INITIALIZERS = /^(?:re)?initializer$|^onlyInitializing$/;

/**
 * Every power over the contracts that a project deploys, as the compiler's tree shows it: who is asked for in a check of
 * the caller or of a signature, and what the functions behind that check do. Functions of one contract, of one kind and
 * with the same guards are one power. Beside them the functions of others that the contracts call.
 */
export function readPowers(sources: readonly CompiledSource[], isOwn: (path: string) => boolean): CodeReach {
  const program = new Program(sources);
  const deployed = program.contracts.filter(
    (contract) =>
      contract.contractKind === "contract" &&
      !contract.abstract &&
      contract.fullyImplemented !== false &&
      isOwn(program.placeOf(contract).path),
  );
  const candidates = deployed.flatMap((contract) => candidatesOf(program, contract));
  const holders = holderNames(candidates);
  const signers = new Set(candidates.flatMap(({ effects }) => [...effects.signers]));
  const powers = new Map<string, { fact: PowerFact; texts: string[] }>();
  for (const candidate of candidates) {
    const fact = powerOf(program, candidate, holders, signers);
    if (fact === undefined) continue;
    const known = powers.get(fact.key);
    const text = program.textOf(candidate.entry);
    if (known === undefined) powers.set(fact.key, { fact, texts: [text] });
    else {
      known.texts.push(text);
      powers.set(fact.key, {
        ...known,
        fact: { ...known.fact, functions: [...known.fact.functions, ...fact.functions] },
      });
    }
  }
  return {
    powers: [...powers.values()].map(({ fact, texts }) => ({
      ...fact,
      hash: createHash("sha256").update(texts.sort().join("\u0000")).digest("hex"),
    })),
    calls: foreignCalls(program, deployed, isOwn),
  };
}

function candidatesOf(program: Program, contract: ContractDefinition): Candidate[] {
  const reader = new GuardReader(program, contract);
  return program.entries(contract).flatMap((entry): Candidate[] => {
    const initializer = entry.modifiers.some(({ modifierName }) =>
      INITIALIZERS.test("name" in modifierName ? modifierName.name : ""),
    );
    if (initializer) return [];
    const effects = effectsOf(program, contract, entry);
    const guards = reader.guardsOf(entry);
    if (guards.length > 0) return [{ contract, entry, effects, guards }];
    const open = SENSITIVE.test(entry.name) && effects.writes.size > 0 && !reader.asksForCaller(entry);
    return open ? [{ contract, entry, effects, guards: [{ name: OPEN, by: "caller", conditional: false }] }] : [];
  });
}

/** Names that guards use: a function that writes such a variable hands a power on. */
function holderNames(candidates: readonly Candidate[]): ReadonlySet<string> {
  const names = candidates.flatMap(({ contract, guards }) =>
    guards.filter(({ by }) => by === "caller").map(({ name }) => `${contract.id}:${plain(name)}`),
  );
  return new Set(names);
}

function powerOf(
  program: Program,
  { contract, entry, effects, guards }: Candidate,
  holders: ReadonlySet<string>,
  signers: ReadonlySet<number>,
): PowerFact | undefined {
  const writes = [...effects.writes].flatMap((id) => {
    const variable = program.variable(id);
    const type = variable?.typeDescriptions.typeString ?? "";
    return variable === undefined ? [] : [{ id, name: variable.name, type }];
  });
  const signed = guards.every(({ by }) => by === "signature");
  const kind = signed
    ? "sign"
    : kindOf({
        name: entry.name,
        calls: effects.calls,
        callsAnything: effects.callsAnything,
        writes,
        namesHolder: writes.some(({ name }) => holders.has(`${contract.id}:${plain(name)}`)),
        namesSigner: writes.some(({ id }) => signers.has(id)),
      });
  const names = guards.map(({ name }) => name).sort();
  const place = program.placeOf(contract);
  const at = program.placeOf(entry);
  return {
    key: `${contract.name}:${kind}:${names.join("|")}`,
    ...{ kind, contract: contract.name, path: place.path, guards: [...guards], hash: "" },
    functions: [{ name: entry.name, path: at.path, line: at.line }],
  };
}

/** `_owner` and `owner()` are one thing. */
function plain(name: string): string {
  return name.replace(/^_+/, "").toLowerCase();
}
