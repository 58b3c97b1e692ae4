// Runs inside the jail: no import from outside this folder but the compiler's tree.
import type { ContractDefinition, Expression, FunctionDefinition, VariableDeclaration } from "solidity-ast";
import { findAll } from "./find-all.ts";
import { calledName } from "./guards.ts";
import type { Program } from "./program.ts";

/** What running a function may do, its own code and what it calls inside of the contract. */
export interface Effects {
  /** State variables that it writes, by their ids. */
  readonly writes: ReadonlySet<number>;
  /** Names of everything that it calls, with or without a body here. */
  readonly calls: ReadonlySet<string>;
  /** True when it calls an address that its caller chooses, with data of the caller. */
  readonly callsAnything: boolean;
  /** Ids of state variables that signatures are compared with. */
  readonly signers: ReadonlySet<number>;
}

const DEEPEST = 8;
const RECOVER = /^(?:ecrecover|recover|tryRecover|isValid(?:ERC1271)?Signature(?:Now)?)$/;

export function effectsOf(program: Program, contract: ContractDefinition, entry: FunctionDefinition): Effects {
  const writes = new Set<number>();
  const calls = new Set<string>();
  const signers = new Set<number>();
  let callsAnything = false;
  const seen = new Set<number>();
  const chosen = new Set(entry.parameters.parameters.map(({ id }) => id));

  function visit(node: FunctionDefinition, depth: number): void {
    if (depth > DEEPEST || seen.has(node.id) || !node.body) return;
    seen.add(node.id);
    const own = [...findAll("FunctionCall", node.body)];
    const recovers = own.some((call) => RECOVER.test(calledName(call)));
    for (const each of findAll("Assignment", node.body)) add(each.leftHandSide);
    for (const each of findAll("UnaryOperation", node.body)) {
      if (["++", "--", "delete"].includes(each.operator)) add(each.subExpression);
    }
    if (recovers) for (const each of findAll("Identifier", node.body)) addSigner(each.referencedDeclaration);
    for (const call of own) {
      const name = calledName(call);
      calls.add(name);
      if (name === "push" || name === "pop") addBase(call.expression);
      const kind = call.expression.typeDescriptions?.typeIdentifier ?? "";
      if (/^t_function_bare(?:call|delegatecall)/.test(kind)) {
        // A call without data moves ether and runs nothing that its caller chooses.
        if (isNothing(call.arguments[0])) calls.add("sendValue");
        else if (choosesTarget(call.expression)) callsAnything = true;
      }
      const called = program.declaration(referenced(call.expression));
      if (called?.nodeType === "FunctionDefinition" && isInside(call.expression)) {
        if (/delegatecall|functionCall/i.test(name) && call.arguments.some(isChosen)) callsAnything = true;
        visit(program.implementation(contract, called), depth + 1);
      }
    }
  }

  function add(target: Expression): void {
    if (target.nodeType !== "TupleExpression") addBase(target);
    else for (const each of target.components) if (each) add(each);
  }

  function addBase(target: Expression): void {
    const variable = stateVariable(program, target);
    if (variable !== undefined) writes.add(variable.id);
  }

  function addSigner(id: number | null | undefined): void {
    const variable = program.variable(id);
    if (variable?.stateVariable && variable.typeDescriptions.typeString === "address") signers.add(variable.id);
  }

  function choosesTarget(expression: Expression): boolean {
    if (expression.nodeType === "FunctionCallOptions") return choosesTarget(expression.expression);
    return expression.nodeType === "MemberAccess" && isChosen(expression.expression);
  }

  function isChosen(expression: Expression): boolean {
    return [...findAll("Identifier", expression)].some(
      ({ referencedDeclaration: id }) => id !== null && id !== undefined && (chosen.has(id) || isParameter(id)),
    );
  }

  function isParameter(id: number): boolean {
    const variable = program.variable(id);
    return variable !== undefined && !variable.stateVariable;
  }

  visit(entry, 0);
  return { writes, calls, callsAnything, signers };
}

function isNothing(data: Expression | undefined): boolean {
  return data?.nodeType === "Literal" && (data.value ?? "") === "";
}

function referenced(expression: Expression): number | null | undefined {
  return expression.nodeType === "Identifier" || expression.nodeType === "MemberAccess"
    ? expression.referencedDeclaration
    : undefined;
}

/** True for what runs in this contract's own storage: its functions, those of its bases and of libraries. */
function isInside(expression: Expression): boolean {
  if (expression.nodeType === "Identifier") return true;
  if (expression.nodeType !== "MemberAccess") return false;
  const { expression: base } = expression;
  const type = base.typeDescriptions.typeString ?? "";
  return (base.nodeType === "Identifier" && base.name === "super") || type.startsWith("type(library");
}

/** The state variable that an expression is, or is a part of. */
function stateVariable(program: Program, node: Expression): VariableDeclaration | undefined {
  let at: Expression | null | undefined = node;
  while (at) {
    if (at.nodeType === "Identifier") {
      const variable = program.variable(at.referencedDeclaration);
      return variable?.stateVariable ? variable : undefined;
    }
    if (at.nodeType === "MemberAccess") at = at.expression;
    else if (at.nodeType === "IndexAccess") at = at.baseExpression;
    else return undefined;
  }
  return undefined;
}
