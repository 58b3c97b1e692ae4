// Runs inside the jail: no import from outside this folder but the compiler's tree.
import type { ContractDefinition } from "solidity-ast";
import type { ForeignCall } from "@redoubt/domain/profile";
import { findAll } from "./find-all.ts";
import type { Program } from "./program.ts";

const PRICES =
  /^(?:latest\w*|get\w*Price\w*|price\w*|quote\w*|getReserves|slot0|observe|consult|cumulative\w*|peek|exchangeRate\w*)$/i;

/**
 * Functions of others that the deployed contracts call: of types that none of them implements. An interface of a package
 * is anybody's, whoever else implements it.
 */
export function foreignCalls(
  program: Program,
  deployed: readonly ContractDefinition[],
  isOwn: (path: string) => boolean,
): ForeignCall[] {
  const implemented = deployed.flatMap((contract) => program.lineage(contract));
  const own = new Set(
    implemented
      .filter((each) => each.contractKind !== "interface" || isOwn(program.placeOf(each).path))
      .map(({ id }) => id),
  );
  const found = new Map<string, ForeignCall>();
  for (const contract of implemented) {
    for (const call of findAll("FunctionCall", contract)) {
      if (call.expression.nodeType !== "MemberAccess") continue;
      if (!call.expression.expression.typeDescriptions.typeIdentifier?.startsWith("t_contract$")) continue;
      const called = program.declaration(call.expression.referencedDeclaration);
      if (called?.nodeType !== "FunctionDefinition") continue;
      const owner = program.declaration(called.scope);
      if (owner?.nodeType !== "ContractDefinition" || own.has(owner.id)) continue;
      const name = `${owner.name}.${called.name}`;
      found.set(name, { name, price: PRICES.test(called.name) });
    }
  }
  return [...found.values()].sort((left, right) => left.name.localeCompare(right.name));
}
