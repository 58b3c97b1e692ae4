// Runs inside the jail: no import from outside this folder but the compiler's tree.
import type {
  Block,
  ContractDefinition,
  Expression,
  FunctionCall,
  FunctionDefinition,
  ModifierDefinition,
  Statement,
  UncheckedBlock,
} from "solidity-ast";
import type { GuardFact } from "@redoubt/domain/profile";
import type { Program } from "./program.ts";

/** What parameters and local variables stand for, by the id of their declaration. */
type Environment = Map<number, { readonly value: Expression; readonly where: Environment }>;

/** Alternatives of one check: whoever is one of them passes. */
type Check = readonly GuardFact[];

const DEEPEST = 8;
const RECOVER = /^(?:ecrecover|recover|tryRecover)$/;
const VALID_SIGNATURE = /^isValid(?:ERC1271)?Signature/;

/** Reads who may call the functions of one contract. */
export class GuardReader {
  readonly #program: Program;
  readonly #contract: ContractDefinition;

  constructor(program: Program, contract: ContractDefinition) {
    this.#program = program;
    this.#contract = contract;
  }

  /**
   * Who may call a function, or whose signature it asks for: of several checks the one with the fewest alternatives.
   * Empty when nothing that it checks names a holder of power.
   */
  guardsOf(entry: FunctionDefinition): readonly GuardFact[] {
    const checks = this.#checksOf(entry, new Map(), 0);
    let narrowest: Check = [];
    for (const check of checks) {
      if (check.length > 0 && (narrowest.length === 0 || check.length < narrowest.length)) narrowest = check;
    }
    return distinct(narrowest);
  }

  /** True where the text of a function, or what it runs, looks at who calls it at all. */
  asksForCaller(entry: FunctionDefinition): boolean {
    const modifiers = entry.modifiers.map(({ modifierName }) =>
      this.#program.declaration(modifierName.referencedDeclaration),
    );
    return [entry, ...modifiers].some((node) => {
      const text = node === undefined ? "" : this.#program.textOf(node);
      return /msg\.sender|_msgSender|tx\.origin|\bonly[A-Z]|auth\b/.test(text);
    });
  }

  #checksOf(node: FunctionDefinition, environment: Environment, depth: number): Check[] {
    if (depth > DEEPEST) return [];
    const found: Check[] = [];
    for (const invocation of node.modifiers) {
      const named = this.#program.declaration(invocation.modifierName.referencedDeclaration);
      if (named?.nodeType !== "ModifierDefinition") continue;
      const modifier = this.#program.modifier(this.#contract, named);
      const inside = bound(modifier, invocation.arguments ?? [], environment);
      found.push(...this.#checksIn(modifier.body, inside, depth + 1));
    }
    found.push(...this.#checksIn(node.body, new Map(environment), depth));
    return found;
  }

  /** Checks on the straight way through a body: what stands inside of a branch holds for that branch only. */
  #checksIn(body: Block | UncheckedBlock | null | undefined, environment: Environment, depth: number): Check[] {
    return (body?.statements ?? []).flatMap((statement) => this.#checksOfStatement(statement, environment, depth));
  }

  #checksOfStatement(statement: Statement, environment: Environment, depth: number): Check[] {
    switch (statement.nodeType) {
      case "Block":
      case "UncheckedBlock":
        return this.#checksIn(statement, environment, depth);
      case "VariableDeclarationStatement": {
        const [declared] = statement.declarations;
        if (statement.declarations.length === 1 && declared && statement.initialValue) {
          environment.set(declared.id, { value: statement.initialValue, where: environment });
        }
        return [];
      }
      case "IfStatement": {
        if (!reverts(statement.trueBody)) {
          // Asked for in one case only: whoever is named there holds the power in that case.
          const { trueBody } = statement;
          const inside = trueBody.nodeType === "Block" && !statement.falseBody;
          const checks = inside ? this.#checksIn(trueBody, new Map(environment), depth + 1) : [];
          return checks.map((check) => check.map((guard) => ({ ...guard, conditional: true })));
        }
        return asChecks(this.#passing(statement.condition, environment, false, depth));
      }
      case "ExpressionStatement":
        return statement.expression.nodeType === "FunctionCall"
          ? this.#checksOfCall(statement.expression, environment, depth)
          : [];
      default:
        return [];
    }
  }

  #checksOfCall(call: FunctionCall, environment: Environment, depth: number): Check[] {
    const name = calledName(call);
    if (name === "require" || name === "assert") {
      const [condition] = call.arguments;
      return condition === undefined ? [] : asChecks(this.#passing(condition, environment, true, depth));
    }
    const called = this.#calledFunction(call);
    if (called === undefined) return [];
    return this.#checksOf(called, bound(called, call.arguments, environment), depth + 1);
  }

  /** Who passes when the condition holds (or, without `holds`, when it does not); undefined when it names nobody. */
  #passing(condition: Expression, environment: Environment, holds: boolean, depth: number): Check | undefined {
    if (depth > DEEPEST) return undefined;
    const again = (node: Expression, sense = holds) => this.#passing(node, environment, sense, depth + 1);
    switch (condition.nodeType) {
      case "TupleExpression": {
        const [inner] = condition.components;
        return inner ? again(inner) : undefined;
      }
      case "UnaryOperation":
        return condition.operator === "!" ? again(condition.subExpression, !holds) : undefined;
      case "BinaryOperation": {
        const { operator, leftExpression: left, rightExpression: right } = condition;
        if (operator === "&&" || operator === "||") {
          const both = (operator === "&&") === holds;
          return both ? allOf(again(left), again(right)) : anyOf(again(left), again(right));
        }
        return this.#compared(operator, left, right, environment, holds);
      }
      case "Identifier": {
        const local = environment.get(condition.referencedDeclaration ?? -1);
        return local === undefined ? undefined : this.#passing(local.value, local.where, holds, depth + 1);
      }
      case "IndexAccess":
        return holds ? this.#listed(condition, environment) : undefined;
      case "FunctionCall":
        return this.#answered(condition, environment, holds, depth);
      default:
        return undefined;
    }
  }

  #compared(
    operator: string,
    left: Expression,
    right: Expression,
    environment: Environment,
    holds: boolean,
  ): Check | undefined {
    for (const [side, other] of [[left, right] as const, [right, left] as const]) {
      const by = this.#who(side, environment);
      if (by !== undefined && this.#who(other, environment) === undefined) {
        if ((operator === "==") !== holds || (operator !== "==" && operator !== "!=")) return undefined;
        return asGuards(this.#nameOf(other, environment), by);
      }
      const listed = this.#listed(side, environment);
      if (listed !== undefined && other.nodeType === "Literal") {
        const nothing = other.value === "0" || other.value === "false";
        const positive = operator === "==" ? !nothing : nothing && (operator === "!=" || operator === ">");
        return positive === holds ? listed : undefined;
      }
    }
    return undefined;
  }

  /** A list of callers that are let in: `isKeeper[msg.sender]`. Amounts by caller are no such list. */
  #listed(node: Expression, environment: Environment): Check | undefined {
    const at = this.#resolve(node, environment);
    if (at.node.nodeType !== "IndexAccess" || !at.node.indexExpression) return undefined;
    if (this.#who(at.node.indexExpression, at.where) !== "caller") return undefined;
    const type = at.node.typeDescriptions.typeString;
    if (type !== "bool" && !/^(?:uint256|uint8|enum )/.test(type ?? "")) return undefined;
    return asGuards(this.#nameOf(at.node.baseExpression, at.where), "caller");
  }

  /** A function that says yes or no: `hasRole(MINTER, msg.sender)`, `isAuthorized()`. */
  #answered(call: FunctionCall, environment: Environment, holds: boolean, depth: number): Check | undefined {
    const name = calledName(call);
    if (VALID_SIGNATURE.test(name)) {
      const [signer] = call.arguments;
      return holds && signer !== undefined ? asGuards(this.#nameOf(signer, environment), "signature") : undefined;
    }
    const asked = call.arguments.some((argument) => this.#who(argument, environment) === "caller");
    if (asked && holds) {
      for (const argument of call.arguments) {
        if (this.#who(argument, environment) !== undefined) continue;
        const role = this.#nameOf(argument, environment);
        if (role !== undefined) return asGuards(role, "caller");
      }
    }
    const called = this.#calledFunction(call);
    const answer = called === undefined ? undefined : onlyAnswer(called);
    if (called !== undefined && answer !== undefined) {
      const found = this.#passing(answer, bound(called, call.arguments, environment), holds, depth + 1);
      if (found !== undefined) return found;
    }
    return asked && holds ? asGuards(name, "caller") : undefined;
  }

  #who(node: Expression, environment: Environment): GuardFact["by"] | undefined {
    const at = this.#resolve(node, environment);
    if (at.node.nodeType === "MemberAccess" && at.node.memberName === "sender") {
      const base = at.node.expression;
      return base.nodeType === "Identifier" && base.name === "msg" ? "caller" : undefined;
    }
    if (at.node.nodeType === "MemberAccess" && at.node.memberName === "origin") {
      const base = at.node.expression;
      return base.nodeType === "Identifier" && base.name === "tx" ? "caller" : undefined;
    }
    if (at.node.nodeType !== "FunctionCall") return undefined;
    const name = calledName(at.node);
    if (/^_?msgSender$/i.test(name)) return "caller";
    if (RECOVER.test(name)) return "signature";
    const called = this.#calledFunction(at.node);
    const answer = called === undefined ? undefined : onlyAnswer(called);
    if (called === undefined || answer === undefined || answer === at.node) return undefined;
    return answer.nodeType === "FunctionCall" && RECOVER.test(calledName(answer)) ? "signature" : undefined;
  }

  /** What a parameter or a local variable was given, through conversions such as `address(x)`. */
  #resolve(node: Expression, environment: Environment): { node: Expression; where: Environment } {
    let at = { node, where: environment };
    for (let step = 0; step < 32; step += 1) {
      const { node: each, where } = at;
      if (each.nodeType === "Identifier") {
        const local = where.get(each.referencedDeclaration ?? -1);
        if (local === undefined) return at;
        at = { node: local.value, where: local.where };
      } else if (each.nodeType === "FunctionCall" && each.kind === "typeConversion" && each.arguments[0]) {
        at = { node: each.arguments[0], where };
      } else if (each.nodeType === "TupleExpression" && each.components.length === 1 && each.components[0]) {
        at = { node: each.components[0], where };
      } else return at;
    }
    return at;
  }

  /** The name of what holds a power: a variable of the contract, a getter, a role. Undefined for what is the user's own. */
  #nameOf(node: Expression, environment: Environment): string | undefined {
    const { node: at, where } = this.#resolve(node, environment);
    switch (at.nodeType) {
      case "Identifier": {
        const variable = this.#program.variable(at.referencedDeclaration);
        if (variable !== undefined && !variable.stateVariable && !variable.constant) return undefined;
        return at.name === "this" ? undefined : at.name;
      }
      case "MemberAccess": {
        const base = this.#nameOf(at.expression, where);
        if (base === undefined) return undefined;
        // Storage at a fixed slot is reached through a function: the member alone says what it is.
        return /^_?get\w*Storage$/.test(base) ? at.memberName : `${base}.${at.memberName}`;
      }
      case "FunctionCall": {
        const name = calledName(at);
        if (name === "getRoleAdmin") return "DEFAULT_ADMIN_ROLE";
        if (at.arguments.length > 0) return undefined;
        return name === "" ? undefined : name;
      }
      case "Literal":
        return at.kind === "string" ? at.value || undefined : undefined;
      default:
        return undefined;
    }
  }

  #calledFunction(call: FunctionCall): FunctionDefinition | undefined {
    if (call.kind !== "functionCall") return undefined;
    const { expression } = call;
    const id =
      expression.nodeType === "Identifier" || expression.nodeType === "MemberAccess"
        ? expression.referencedDeclaration
        : undefined;
    const found = this.#program.declaration(id);
    if (found?.nodeType !== "FunctionDefinition") return undefined;
    if (expression.nodeType === "MemberAccess") {
      // A call into another contract checks who calls there, not here.
      const base = expression.expression;
      const onSuper = base.nodeType === "Identifier" && base.name === "super";
      const library = /^type\(library/.test(base.typeDescriptions.typeString ?? "");
      return onSuper || library ? found : undefined;
    }
    return this.#program.implementation(this.#contract, found);
  }
}

function bound(
  node: FunctionDefinition | ModifierDefinition,
  given: readonly Expression[],
  where: Environment,
): Environment {
  const inside: Environment = new Map();
  for (const [index, parameter] of node.parameters.parameters.entries()) {
    const value = given[index];
    if (value !== undefined) inside.set(parameter.id, { value, where });
  }
  return inside;
}

/** The name after the last point of what is called. */
export function calledName({ expression }: FunctionCall): string {
  if (expression.nodeType === "Identifier") return expression.name;
  if (expression.nodeType === "MemberAccess") return expression.memberName;
  if (expression.nodeType === "FunctionCallOptions" && expression.expression.nodeType === "MemberAccess") {
    return expression.expression.memberName;
  }
  return "";
}

/** The expression of a function that does nothing but return it. */
function onlyAnswer(node: FunctionDefinition): Expression | undefined {
  const statements = node.body?.statements ?? [];
  const [last] = statements.slice(-1);
  return statements.length === 1 && last?.nodeType === "Return" ? (last.expression ?? undefined) : undefined;
}

function reverts(body: Statement | Block): boolean {
  const block = body.nodeType === "Block" || body.nodeType === "UncheckedBlock";
  const last = block ? (body.statements ?? []).at(-1) : body;
  if (last?.nodeType === "RevertStatement") return true;
  if (last?.nodeType !== "ExpressionStatement" || last.expression.nodeType !== "FunctionCall") return false;
  return /^_?revert/i.test(calledName(last.expression));
}

function asGuards(name: string | undefined, by: GuardFact["by"]): Check | undefined {
  return name === undefined ? undefined : [{ name, by, conditional: false }];
}

function asChecks(found: Check | undefined): Check[] {
  return found === undefined ? [] : [found];
}

/** Both must hold: who is named by one alone passes under the condition of the other. */
function allOf(left: Check | undefined, right: Check | undefined): Check | undefined {
  if (left === undefined || right === undefined) {
    return (left ?? right)?.map((guard) => ({ ...guard, conditional: true }));
  }
  return left.length <= right.length ? left : right;
}

/** One must hold: when one names nobody, anybody may pass by it. */
function anyOf(left: Check | undefined, right: Check | undefined): Check | undefined {
  return left === undefined || right === undefined ? undefined : [...left, ...right];
}

function distinct(guards: Check): GuardFact[] {
  const found = new Map<string, GuardFact>();
  for (const guard of guards) {
    const known = found.get(guard.name);
    if (known === undefined || (known.conditional && !guard.conditional)) found.set(guard.name, guard);
  }
  return [...found.values()];
}
