import { parseSource, type SyntaxNode } from "../../../context/syntax.ts";

export interface Variable {
  readonly name: string;
  readonly type: string;
  /** `memory`, `calldata` or `storage`, where stated. */
  readonly location?: string;
  readonly node: SyntaxNode;
  /** The value that a declaration gives; for a tuple the whole right side. */
  readonly value?: SyntaxNode;
  /** Position in a tuple declaration. */
  readonly position?: number;
}

export interface StateVariable extends Variable {
  /** `constant` or `immutable`: never written after construction. */
  readonly fixed: boolean;
}

export interface ModifierUse {
  readonly name: string;
  readonly args: readonly SyntaxNode[];
  readonly node: SyntaxNode;
}

export interface Contract {
  readonly name: string;
  readonly kind: "contract" | "interface" | "library";
  readonly node: SyntaxNode;
  readonly bases: readonly string[];
  readonly state: ReadonlyMap<string, StateVariable>;
  readonly callables: readonly Callable[];
  readonly path: string;
}

/** A function, modifier, constructor, fallback or receive function. */
export class Callable {
  readonly kind: "function" | "modifier" | "constructor" | "fallback";
  readonly name: string;
  readonly node: SyntaxNode;
  readonly body: SyntaxNode | undefined;
  readonly contract: Contract | undefined;
  readonly path: string;
  #parameters: readonly Variable[] | undefined;
  #modifiers: readonly ModifierUse[] | undefined;
  #locals: ReadonlyMap<string, Variable> | undefined;
  #byKind: ReadonlyMap<string, readonly SyntaxNode[]> | undefined;

  constructor(node: SyntaxNode, contract: Contract | undefined, path: string) {
    this.kind = kindOf(node);
    this.name = node.field("name")?.text ?? this.kind;
    this.node = node;
    this.body = node.children.find((child) => child.kind === "function_body");
    this.contract = contract;
    this.path = path;
  }

  get parameters(): readonly Variable[] {
    this.#parameters ??= this.node.children.filter((child) => child.kind === "parameter").map(parameterOf);
    return this.#parameters;
  }

  get returns(): readonly Variable[] {
    const list = this.node.children.find((child) => child.kind === "return_type_definition");
    return (list?.children ?? []).filter((child) => child.kind === "parameter").map(parameterOf);
  }

  get modifiers(): readonly ModifierUse[] {
    this.#modifiers ??= this.node.children
      .filter((child) => child.kind === "modifier_invocation")
      .map((use) => ({
        name: use.children.filter((child) => child.kind === "identifier").at(-1)?.text ?? "",
        args: use.children.filter((child) => child.kind === "call_argument").flatMap((child) => child.children),
        node: use,
      }));
    return this.#modifiers;
  }

  /** Callable from outside by anyone who passes its checks. */
  get isEntry(): boolean {
    if (this.kind === "fallback") return true;
    if (this.kind !== "function") return false;
    const visibility = this.#word("visibility");
    // Before 0.5 a function without a word was public; free functions are internal.
    return visibility ? visibility === "public" || visibility === "external" : this.contract !== undefined;
  }

  get isView(): boolean {
    const mutability = this.#word("state_mutability");
    return mutability === "view" || mutability === "pure";
  }

  get isPayable(): boolean {
    return this.node.children.some((child) => child.kind === "state_mutability" && child.text === "payable");
  }

  /** Local variables by name, named returns included; the last declaration of a name wins. */
  get locals(): ReadonlyMap<string, Variable> {
    this.#locals ??= localsOf(this);
    return this.#locals;
  }

  /** Every node of one kind in the body, in source order. */
  nodes(kind: string): readonly SyntaxNode[] {
    this.#byKind ??= indexOf(this.body);
    return this.#byKind.get(kind) ?? [];
  }

  #word(kind: string): string | undefined {
    return this.node.children.find((child) => child.kind === kind)?.text;
  }
}

export interface SolidityFile {
  readonly path: string;
  readonly root: SyntaxNode;
  readonly contracts: readonly Contract[];
  /** All functions, modifiers and constructors of the file, free functions included. */
  readonly callables: readonly Callable[];
}

const CONTRACTS: Readonly<Record<string, Contract["kind"]>> = {
  contract_declaration: "contract",
  interface_declaration: "interface",
  library_declaration: "library",
};

const CALLABLES = new Set([
  "function_definition",
  "modifier_definition",
  "constructor_definition",
  "fallback_receive_definition",
]);

/** Reads one Solidity file; undefined when it cannot be parsed at all. */
export function readSolidity(path: string, source: string): SolidityFile | undefined {
  const root = parseSource(path, source);
  if (!root) return undefined;
  const contracts: Contract[] = [];
  const callables: Callable[] = [];
  for (const node of root.children) {
    const kind = CONTRACTS[node.kind];
    if (kind) {
      const contract = contractOf(node, kind, path);
      contracts.push(contract);
      // An interface has nothing that runs.
      if (kind !== "interface") callables.push(...contract.callables);
    } else if (CALLABLES.has(node.kind)) {
      callables.push(new Callable(node, undefined, path));
    }
  }
  return { path, root, contracts, callables };
}

function contractOf(node: SyntaxNode, kind: Contract["kind"], path: string): Contract {
  const body = node.field("body");
  const state = new Map<string, StateVariable>();
  const callables: Callable[] = [];
  const contract: Contract = {
    name: node.field("name")?.text ?? "",
    kind,
    node,
    bases: node.children
      .filter((child) => child.kind === "inheritance_specifier")
      .map((child) => child.children[0]?.text.split(".").at(-1) ?? ""),
    state,
    callables,
    path,
  };
  for (const member of body?.children ?? []) {
    if (member.kind === "state_variable_declaration") {
      const variable = stateOf(member);
      state.set(variable.name, variable);
    } else if (CALLABLES.has(member.kind)) {
      callables.push(new Callable(member, contract, path));
    }
  }
  return contract;
}

function stateOf(node: SyntaxNode): StateVariable {
  const type = node.children.find((child) => child.kind === "type_name")?.text ?? "";
  const fixed = node.tokens.includes("constant") || node.children.some((child) => child.kind === "immutable");
  return { name: node.field("name")?.text ?? "", type, node, fixed, value: node.field("value") };
}

function kindOf(node: SyntaxNode): Callable["kind"] {
  switch (node.kind) {
    case "modifier_definition":
      return "modifier";
    case "constructor_definition":
      return "constructor";
    case "fallback_receive_definition":
      return "fallback";
    default:
      return "function";
  }
}

function parameterOf(node: SyntaxNode): Variable {
  const identifiers = node.children.filter((child) => child.kind === "identifier");
  const type = node.children.find((child) => child.kind === "type_name")?.text ?? "";
  const location = node.tokens.find((token) => token === "memory" || token === "calldata" || token === "storage");
  return { name: identifiers.at(-1)?.text ?? "", type, location, node };
}

function declared(node: SyntaxNode, value: SyntaxNode | undefined, position?: number): Variable {
  const type = node.children.find((child) => child.kind === "type_name")?.text ?? "";
  const location = node.tokens.find((token) => token === "memory" || token === "calldata" || token === "storage");
  return { name: node.field("name")?.text ?? "", type, location, node, value, position };
}

function localsOf(fn: Callable): Map<string, Variable> {
  const locals = new Map<string, Variable>();
  for (const variable of fn.returns) if (variable.name) locals.set(variable.name, variable);
  for (const statement of fn.nodes("variable_declaration_statement")) {
    const value = statement.field("value");
    const [first] = statement.children;
    if (first?.kind === "variable_declaration") {
      const variable = declared(first, value);
      locals.set(variable.name, variable);
    } else if (first?.kind === "variable_declaration_tuple") {
      for (const child of first.children) {
        const variable = declared(child, value, tuplePosition(first, child));
        locals.set(variable.name, variable);
      }
    }
  }
  return locals;
}

/** Position of an element between the commas of a tuple, in which places may be empty. */
export function tuplePosition(tuple: SyntaxNode, element: SyntaxNode): number {
  const before = tuple.text.slice(0, element.start - tuple.start);
  let depth = 0;
  let commas = 0;
  for (const char of before.slice(1)) {
    if (char === "(" || char === "[") depth += 1;
    else if (char === ")" || char === "]") depth -= 1;
    else if (char === "," && depth === 0) commas += 1;
  }
  return commas;
}

function indexOf(body: SyntaxNode | undefined): Map<string, SyntaxNode[]> {
  const index = new Map<string, SyntaxNode[]>();
  const visit = (node: SyntaxNode): void => {
    const list = index.get(node.kind);
    if (list) list.push(node);
    else index.set(node.kind, [node]);
    for (const child of node.children) visit(child);
  };
  if (body) visit(body);
  return index;
}
