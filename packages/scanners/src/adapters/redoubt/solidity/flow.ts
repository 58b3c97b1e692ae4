import type { SyntaxNode } from "../../../context/syntax.ts";
import { type Call, callOf, compact, isZero, keysOf, operatorOf, rootOf, some, strip } from "./expressions.ts";
import type { Callable, Contract, Variable } from "./model.ts";
import type { Project } from "./project.ts";

/** One function in a chain of internal calls that starts at an entry; parameters know their arguments. */
export interface Frame {
  readonly fn: Callable;
  /** The contract whose lineage resolves names: the one of the entry. */
  readonly contract: Contract | undefined;
  readonly caller?: Frame;
  readonly bound: ReadonlyMap<string, SyntaxNode>;
  /** The call or modifier use in the caller that leads here. */
  readonly site?: SyntaxNode;
}

/** Where a value comes from, as far as can be told without running. */
export interface Origin {
  readonly kind: "caller" | "origin" | "this" | "parameter" | "state" | "literal" | "other";
  readonly name: string;
  readonly node: SyntaxNode;
  readonly frame: Frame;
}

export interface Write {
  readonly node: SyntaxNode;
  readonly target: SyntaxNode;
  /** The state variable that changes. */
  readonly variable: string;
  readonly keys: readonly SyntaxNode[];
  /** `=`, `+=`, `++`, `delete`, `push`, `pop`… */
  readonly operator: string;
  readonly value?: SyntaxNode;
  readonly frame: Frame;
}

export interface Condition {
  readonly expression: SyntaxNode;
  /** False for a branch that neither reverts nor leaves. */
  readonly stops: boolean;
  readonly frame: Frame;
}

const MAX_DEPTH = 4;
const MAX_FRAMES = 60;
const CALLER = new Set(["msg.sender", "_msgSender()", "msgSender()", "_msgSenderERC721A()"]);
const ASSIGNMENTS = ["assignment_expression", "augmented_assignment_expression"] as const;

/** The entry and every internal function and modifier that it reaches, at most four calls deep. */
export function frames(fn: Callable, project: Project): readonly Frame[] {
  const perProject = cache.get(project) ?? new WeakMap<Callable, readonly Frame[]>();
  cache.set(project, perProject);
  const known = perProject.get(fn);
  if (known) return known;
  const found: Frame[] = [];
  const enter = (frame: Frame, depth: number): void => {
    if (found.length >= MAX_FRAMES) return;
    found.push(frame);
    if (depth >= MAX_DEPTH) return;
    for (const use of frame.fn.modifiers) {
      const modifier = project.modifier(frame.contract, use.name);
      if (modifier?.body) enter(callee(modifier, use.args, use.node, frame), depth + 1);
    }
    for (const node of frame.fn.nodes("call_expression")) {
      const call = callOf(node);
      const target = resolve(call, frame, project);
      if (target && !chain(frame).includes(target.fn)) enter(callee(target.fn, target.args, node, frame), depth + 1);
    }
  };
  enter({ fn, contract: fn.contract, bound: new Map() }, 0);
  perProject.set(fn, found);
  return found;
}

const cache = new WeakMap<Project, WeakMap<Callable, readonly Frame[]>>();

/** The internal function that a call runs, with its arguments; undefined for calls that leave the contract. */
export function resolve(
  call: Call,
  frame: Frame,
  project: Project,
): { fn: Callable; args: readonly SyntaxNode[] } | undefined {
  const { receiver, name, args } = call;
  if (!receiver) {
    const fn = project.internal(frame.contract, name, args.length);
    return fn && { fn, args };
  }
  if (receiver.kind !== "identifier") return undefined;
  if (receiver.text === "super") {
    const own = frame.fn.contract;
    const bases = own ? project.lineage(own).slice(1) : [];
    for (const base of bases) {
      const fn = base.callables.find(
        (each) => each.name === name && each.parameters.length === args.length && each.body,
      );
      if (fn) return { fn, args };
    }
    return undefined;
  }
  const fn = /^[A-Z]/.test(receiver.text)
    ? project.member(receiver.text, name, args.length, frame.contract)
    : undefined;
  return fn && { fn, args };
}

function callee(fn: Callable, args: readonly SyntaxNode[], site: SyntaxNode, caller: Frame): Frame {
  const bound = new Map<string, SyntaxNode>();
  fn.parameters.forEach((parameter, index) => {
    const argument = args[index];
    if (parameter.name && argument) bound.set(parameter.name, argument);
  });
  return { fn, contract: caller.contract, caller, bound, site };
}

function chain(frame: Frame): Callable[] {
  return frame.caller ? [frame.fn, ...chain(frame.caller)] : [frame.fn];
}

/** Follows conversions, members, arguments and once-assigned local variables to where a value comes from. */
export function trace(expression: SyntaxNode, frame: Frame, project: Project, depth = 0): Origin {
  const node = strip(expression);
  const other: Origin = { kind: "other", name: "", node, frame };
  if (depth > 12) return other;
  if (node.kind.endsWith("_literal")) return { kind: "literal", name: node.text, node, frame };
  const text = node.text.length < 40 ? compact(node) : "";
  if (CALLER.has(text)) return { kind: "caller", name: "msg.sender", node, frame };
  if (text === "tx.origin") return { kind: "origin", name: text, node, frame };
  if (text === "this") return { kind: "this", name: text, node, frame };
  if (node.kind === "member_expression" || node.kind === "array_access" || node.kind === "slice_access") {
    const base = node.children[0];
    if (!base || ["msg", "block", "tx", "abi", "type"].includes(base.text)) return other;
    return trace(base, frame, project, depth + 1);
  }
  if (node.kind === "call_expression") return traceCall(node, frame, project, depth) ?? other;
  if (node.kind !== "identifier") return other;
  return traceName(node, frame, project, depth) ?? other;
}

// A helper such as `_sender()` stands for the one thing that it returns.
function traceCall(node: SyntaxNode, frame: Frame, project: Project, depth: number): Origin | undefined {
  const target = resolve(callOf(node), frame, project);
  const [statement, more] = target?.fn.nodes("return_statement") ?? [];
  const [value] = statement?.children ?? [];
  if (!target || !value || more || chain(frame).includes(target.fn)) return undefined;
  return trace(value, callee(target.fn, target.args, node, frame), project, depth + 2);
}

function traceName(node: SyntaxNode, frame: Frame, project: Project, depth: number): Origin | undefined {
  const name = node.text;
  const argument = frame.bound.get(name);
  if (argument && frame.caller) return trace(argument, frame.caller, project, depth + 1);
  const local = frame.fn.locals.get(name);
  if (local) {
    if (local.value && local.position === undefined) return trace(local.value, frame, project, depth + 1);
    const decoded = local.value?.kind === "call_expression" ? callOf(local.value) : undefined;
    const [data] = decoded?.name === "decode" ? decoded.args : [];
    if (data) return trace(data, frame, project, depth + 1);
    return { kind: "other", name, node, frame };
  }
  if (frame.fn.parameters.some((parameter) => parameter.name === name)) {
    return { kind: "parameter", name, node, frame };
  }
  if (project.state(frame.contract, name) || project.state(frame.fn.contract, name)) {
    return { kind: "state", name, node, frame };
  }
  return undefined;
}

/** Whether the expression is the address that called the entry. */
export function isCaller(expression: SyntaxNode, frame: Frame, project: Project): boolean {
  const node = strip(expression);
  if (node.kind === "member_expression" && compact(node) !== "msg.sender") return false;
  if (node.kind === "array_access") return false;
  return trace(node, frame, project).kind === "caller";
}

/** Whether the caller's address appears anywhere in the expression. */
export function mentionsCaller(expression: SyntaxNode, frame: Frame, project: Project): boolean {
  return some(expression, (node) => {
    if (node.kind === "identifier" && node.parent?.kind === "member_expression" && node.parent.children[0] !== node) {
      return false;
    }
    const leaf = node.kind === "identifier" || node.kind === "member_expression" || node.kind === "call_expression";
    return leaf && isCaller(node, frame, project);
  });
}

/** Writes to state variables in one frame, in source order. */
export function writesOf(frame: Frame, project: Project): readonly Write[] {
  const { fn } = frame;
  const writes: Write[] = [];
  const add = (node: SyntaxNode, target: SyntaxNode, operator: string, value?: SyntaxNode): void => {
    if (target.kind === "tuple_expression") {
      for (const part of target.children) add(node, part, operator, value);
      return;
    }
    const place = stateTarget(target, frame, project);
    if (place) writes.push({ node, target, operator, value, frame, ...place });
  };
  for (const kind of ASSIGNMENTS) {
    for (const node of fn.nodes(kind)) {
      const [left, right] = node.children;
      if (left) add(node, left, kind === "assignment_expression" ? "=" : operatorOf(node), right);
    }
  }
  for (const node of fn.nodes("update_expression")) if (node.children[0]) add(node, node.children[0], operatorOf(node));
  for (const node of fn.nodes("unary_expression")) {
    if (operatorOf(node) !== "delete") continue;
    // The grammar binds `delete` tighter than the index after it.
    let target: SyntaxNode = node;
    while (target.parent && ["array_access", "member_expression"].includes(target.parent.kind)) target = target.parent;
    add(node, target === node ? (node.children[0] ?? node) : target, "delete");
  }
  for (const node of fn.nodes("call_expression")) {
    const call = callOf(node);
    if (call.receiver && (call.name === "push" || call.name === "pop"))
      add(node, call.receiver, call.name, call.args[0]);
  }
  return writes.sort((a, b) => a.node.start - b.node.start);
}

function stateTarget(
  target: SyntaxNode,
  frame: Frame,
  project: Project,
  depth = 0,
): { variable: string; keys: SyntaxNode[] } | undefined {
  const root = rootOf(target);
  const keys = keysOf(target);
  if (root.kind !== "identifier" || depth > 4) return undefined;
  const alias = storageAlias(root.text, frame, project);
  if (alias) {
    const base = stateTarget(alias.node, alias.frame, project, depth + 1);
    return base && { variable: base.variable, keys: [...base.keys, ...keys] };
  }
  if (frame.fn.locals.has(root.text) || frame.fn.parameters.some((each) => each.name === root.text)) return undefined;
  const variable = project.state(frame.contract, root.text) ?? project.state(frame.fn.contract, root.text);
  return variable && !variable.fixed ? { variable: root.text, keys } : undefined;
}

// What a storage pointer points at: its declaration, its one assignment, the function that hands it out, or the argument.
function storageAlias(name: string, frame: Frame, project: Project): Pointed | undefined {
  const local = frame.fn.locals.get(name);
  if (local?.location === "storage" && local.position === undefined) {
    const value = local.value ?? assignedTo(name, frame.fn);
    return value && pointedBy(value, frame, project);
  }
  const parameter = frame.fn.parameters.find((each) => each.name === name);
  const argument = parameter?.location === "storage" ? frame.bound.get(name) : undefined;
  return argument && frame.caller ? { node: argument, frame: frame.caller } : undefined;
}

interface Pointed {
  readonly node: SyntaxNode;
  readonly frame: Frame;
}

function pointedBy(value: SyntaxNode, frame: Frame, project: Project): Pointed | undefined {
  if (value.kind !== "call_expression") return { node: value, frame };
  const target = resolve(callOf(value), frame, project);
  if (!target || chain(frame).includes(target.fn)) return undefined;
  const inner = callee(target.fn, target.args, value, frame);
  const [statement, more] = target.fn.nodes("return_statement");
  const [returned] = statement?.children ?? [];
  if (returned) return more ? undefined : pointedBy(returned, inner, project);
  const [named] = target.fn.returns;
  return named?.name ? storageAlias(named.name, inner, project) : undefined;
}

function assignedTo(name: string, fn: Callable): SyntaxNode | undefined {
  const values = fn.nodes("assignment_expression").filter((node) => node.children[0]?.text === name);
  return values.length === 1 ? values[0]?.children[1] : undefined;
}

/** What the frame asks before it goes on: require, assert, if, loops, ternaries. */
export function conditionsOf(frame: Frame): readonly Condition[] {
  const { fn } = frame;
  const found: Condition[] = [];
  for (const node of fn.nodes("call_expression")) {
    const call = callOf(node);
    const [expression] = call.args;
    if (!call.receiver && (call.name === "require" || call.name === "assert") && expression) {
      found.push({ expression, stops: true, frame });
    }
  }
  for (const node of fn.nodes("if_statement")) {
    const expression = node.field("condition");
    if (expression) found.push({ expression, stops: leaves(node), frame });
  }
  for (const kind of ["while_statement", "ternary_expression"]) {
    for (const node of fn.nodes(kind)) {
      const [expression] = node.children;
      if (expression) found.push({ expression, stops: false, frame });
    }
  }
  return found;
}

const LEAVING = new Set(["revert_statement", "return_statement", "continue_statement", "break_statement"]);

function leaves(statement: SyntaxNode): boolean {
  const body = statement.children[1];
  if (!body) return false;
  return some(body, (node) => {
    if (LEAVING.has(node.kind)) return true;
    return node.kind === "call_expression" && callOf(node).name === "revert";
  });
}

/** Whether the statement is compared with zero or the zero address. */
export function comparedWithZero(expression: SyntaxNode, holds: (side: SyntaxNode) => boolean): boolean {
  return some(expression, (node) => {
    if (node.kind !== "binary_expression") return false;
    const [left, right] = node.children;
    if (!left || !right) return false;
    return (isZero(right) && holds(left)) || (isZero(left) && holds(right));
  });
}

/** The declared type of a plain name, looked up in locals, parameters and state; conversions name their type. */
export function typeOf(expression: SyntaxNode, frame: Frame, project: Project): string | undefined {
  const node = expression.kind === "parenthesized_expression" ? strip(expression) : expression;
  if (node.kind === "call_expression") {
    const call = callOf(node);
    if (!call.receiver && call.args.length === 1 && /^[A-Z]/.test(call.name)) return call.name;
    const target = resolve(call, frame, project);
    return target?.fn.returns[0]?.type;
  }
  if (node.kind === "type_cast_expression") return node.children[0]?.text;
  if (node.kind === "payable_conversion_expression") return "address payable";
  if (node.kind === "array_access") {
    const base = node.children[0];
    return base && elementOf(typeOf(base, frame, project));
  }
  if (node.kind !== "identifier") return undefined;
  return variableOf(node.text, frame, project)?.type;
}

function elementOf(type: string | undefined): string | undefined {
  if (!type) return undefined;
  const mapping = /^mapping\s*\(.*?=>\s*(.*)\)$/s.exec(type.trim());
  if (mapping?.[1]) return mapping[1].replace(/\s+[A-Za-z_]\w*$/, "").trim();
  return /^(.*)\[[^\]]*\]$/s.exec(type.trim())?.[1];
}

/** The variable that a name means in a frame. */
export function variableOf(name: string, frame: Frame, project: Project): Variable | undefined {
  return (
    frame.fn.locals.get(name) ??
    frame.fn.parameters.find((parameter) => parameter.name === name) ??
    project.state(frame.contract, name) ??
    project.state(frame.fn.contract, name)
  );
}
