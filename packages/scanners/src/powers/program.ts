// Runs inside the jail: no import from outside this folder but the compiler's tree and Node itself.
import type {
  ContractDefinition,
  FunctionDefinition,
  ModifierDefinition,
  SourceUnit,
  VariableDeclaration,
} from "solidity-ast";
import { findAll } from "./find-all.ts";

/** One compiled source: its path as the compiler was given it, its text and its tree. */
export interface CompiledSource {
  readonly path: string;
  readonly text: string;
  readonly ast: SourceUnit;
}

export type Declaration = ContractDefinition | FunctionDefinition | ModifierDefinition | VariableDeclaration;

const DECLARATIONS = ["ContractDefinition", "FunctionDefinition", "ModifierDefinition", "VariableDeclaration"] as const;

/** What one run of the compiler knows; its ids hold within that run. */
export class Program {
  readonly contracts: readonly ContractDefinition[];
  readonly #declarations = new Map<number, Declaration>();
  readonly #pathOf = new Map<number, CompiledSource>();

  constructor(sources: readonly CompiledSource[]) {
    const contracts: ContractDefinition[] = [];
    for (const source of sources) {
      for (const node of findAll(DECLARATIONS, source.ast)) {
        this.#declarations.set(node.id, node);
        this.#pathOf.set(node.id, source);
        if (node.nodeType === "ContractDefinition") contracts.push(node);
      }
    }
    this.contracts = contracts;
  }

  declaration(id: number | null | undefined): Declaration | undefined {
    return id === null || id === undefined ? undefined : this.#declarations.get(id);
  }

  variable(id: number | null | undefined): VariableDeclaration | undefined {
    const found = this.declaration(id);
    return found?.nodeType === "VariableDeclaration" ? found : undefined;
  }

  /** File and line (from 1) of a declaration. */
  placeOf(node: Declaration): { path: string; line: number } {
    const source = this.#pathOf.get(node.id);
    if (source === undefined) return { path: "", line: 1 };
    // Places of the compiler count bytes.
    const before = Buffer.from(source.text).subarray(0, Number(node.src.split(":")[0]));
    let line = 1;
    for (const byte of before) if (byte === 10) line += 1;
    return { path: source.path, line };
  }

  /** The source text of a declaration. */
  textOf(node: Declaration): string {
    const source = this.#pathOf.get(node.id);
    const [start, length] = node.src.split(":").map(Number);
    if (source === undefined || start === undefined || length === undefined) return "";
    return Buffer.from(source.text)
      .subarray(start, start + length)
      .toString();
  }

  /** The contract and those that it inherits, the most derived one first. */
  lineage(contract: ContractDefinition): ContractDefinition[] {
    return contract.linearizedBaseContracts.flatMap((id) => {
      const found = this.declaration(id);
      return found?.nodeType === "ContractDefinition" ? [found] : [];
    });
  }

  /** What a call of the function runs in that contract: the most derived implementation of the same signature. */
  implementation(contract: ContractDefinition, called: FunctionDefinition): FunctionDefinition {
    const owner = this.declaration(called.scope);
    if (owner?.nodeType !== "ContractDefinition" || owner.contractKind === "library") return called;
    const wanted = signatureOf(called);
    for (const each of this.lineage(contract)) {
      for (const node of each.nodes) {
        if (node.nodeType === "FunctionDefinition" && node.implemented && signatureOf(node) === wanted) return node;
      }
    }
    return called;
  }

  modifier(contract: ContractDefinition, named: ModifierDefinition): ModifierDefinition {
    for (const each of this.lineage(contract)) {
      for (const node of each.nodes) {
        if (node.nodeType === "ModifierDefinition" && node.name === named.name && node.body) return node;
      }
    }
    return named;
  }

  /** Functions that others can call in that contract and that may change something, each as it runs there. */
  entries(contract: ContractDefinition): FunctionDefinition[] {
    const found = new Map<string, FunctionDefinition>();
    for (const each of this.lineage(contract)) {
      for (const node of each.nodes) {
        if (node.nodeType !== "FunctionDefinition" || !node.implemented || node.kind !== "function") continue;
        const signature = signatureOf(node);
        if (!found.has(signature)) found.set(signature, node);
      }
    }
    const changing = (node: FunctionDefinition) =>
      node.stateMutability === "nonpayable" || node.stateMutability === "payable";
    return [...found.values()].filter(
      (node) => (node.visibility === "external" || node.visibility === "public") && changing(node),
    );
  }
}

/** Name and types of parameters: what an override shares with what it overrides. */
export function signatureOf(node: FunctionDefinition): string {
  const types = node.parameters.parameters.map(({ typeDescriptions }) => typeDescriptions.typeString ?? "?");
  // Calldata and memory are the same parameter.
  return `${node.name}(${types.map((type) => type.replace(/ (?:memory|calldata|storage \w+)$/, "")).join(",")})`;
}
