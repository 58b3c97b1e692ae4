import type { SyntaxNode } from "../../../context/syntax.ts";
import { type ScriptFile, unquoted } from "./file.ts";

const WRAPPERS = new Set([
  "parenthesized_expression",
  "await_expression",
  "as_expression",
  "satisfies_expression",
  "non_null_expression",
]);

/** The expression without parentheses, `await` and type assertions. */
export function strip(node: SyntaxNode): SyntaxNode {
  let inner = node;
  while (WRAPPERS.has(inner.kind) && inner.children[0]) inner = inner.children[0];
  return inner;
}

/** One call or `new`, taken apart. */
export interface ScriptCall {
  readonly node: SyntaxNode;
  /** Last name of what is called: `exec` of `child.exec(…)`. */
  readonly name: string;
  readonly receiver?: SyntaxNode;
  readonly args: readonly SyntaxNode[];
  readonly isNew: boolean;
}

const noted = new WeakMap<SyntaxNode, ScriptCall>();

/** Takes a `call_expression` or `new_expression` apart. */
export function callOf(node: SyntaxNode): ScriptCall {
  const known = noted.get(node);
  if (known) return known;
  const call = readCall(node);
  noted.set(node, call);
  return call;
}

function readCall(node: SyntaxNode): ScriptCall {
  const isNew = node.kind === "new_expression";
  const callee = node.field(isNew ? "constructor" : "function");
  const target = callee ? strip(callee) : undefined;
  const member = target?.kind === "member_expression" ? target : undefined;
  const receiver = member?.field("object");
  return {
    node,
    name: (member ? member.field("property") : target)?.text ?? "",
    ...(receiver ? { receiver } : {}),
    args: node.field("arguments")?.children ?? [],
    isNew,
  };
}

const callLists = new WeakMap<ScriptFile, readonly ScriptCall[]>();
const callsByName = new WeakMap<ScriptFile, ReadonlyMap<string, readonly ScriptCall[]>>();

/** Every call and `new` of the file. */
export function callsIn(file: ScriptFile): readonly ScriptCall[] {
  const known = callLists.get(file);
  if (known) return known;
  const calls = [...file.nodes("call_expression"), ...file.nodes("new_expression")].map(callOf);
  callLists.set(file, calls);
  return calls;
}

/** The calls of the file whose last name is this. */
export function callsNamed(name: string, file: ScriptFile): readonly ScriptCall[] {
  let byName = callsByName.get(file);
  if (!byName) {
    byName = Map.groupBy(callsIn(file), (call) => call.name);
    callsByName.set(file, byName);
  }
  return byName.get(name) ?? [];
}

/** Module and name that a call reaches: `node:child_process` and `exec`; undefined for local code and globals. */
export function importedFrom(call: ScriptCall, file: ScriptFile): { module: string; name: string } | undefined {
  const root = call.receiver ? rootOf(call.receiver) : undefined;
  const name = root ? root.text : call.name;
  if (root && root.kind !== "identifier") return undefined;
  const declaration = file.lookup(name, call.node);
  if (!declaration) return undefined;
  const inline = declaration.value ? promisified(declaration.value, file) : undefined;
  if (inline) return inline;
  if (declaration.from === undefined) return undefined;
  const module = declaration.from.replace(/^node:/, "");
  if (call.receiver) return { module, name: call.name };
  return { module, name: originalName(declaration.imported, declaration.node, name) };
}

// `const { exec: run } = require("child_process")` keeps the name of the module.
function originalName(imported: string | undefined, node: SyntaxNode, name: string): string {
  if (imported !== undefined) return imported;
  const pattern = node.field("name");
  const pair = pattern?.children.find((each) => each.kind === "pair_pattern" && each.field("value")?.text === name);
  return pair?.field("key")?.text ?? name;
}

function promisified(value: SyntaxNode, file: ScriptFile): { module: string; name: string } | undefined {
  if (value.kind !== "call_expression") return undefined;
  const call = callOf(value);
  const [inner] = call.args;
  if (call.name !== "promisify" || !inner) return undefined;
  const target = strip(inner);
  const root = rootOf(target);
  const declaration = file.lookup(root.text, value);
  if (declaration?.from === undefined) return undefined;
  const name =
    target.kind === "member_expression" ? (target.field("property")?.text ?? "") : (declaration.imported ?? root.text);
  return { module: declaration.from.replace(/^node:/, ""), name };
}

/** The identifier at the bottom of `a.b[c].d()`. */
export function rootOf(node: SyntaxNode): SyntaxNode {
  let inner = strip(node);
  for (;;) {
    const next =
      inner.kind === "member_expression" || inner.kind === "subscript_expression"
        ? inner.field("object")
        : inner.kind === "call_expression"
          ? inner.field("function")
          : undefined;
    if (!next) return inner;
    inner = strip(next);
  }
}

/** The constant text of an expression, following `const` names; undefined when it is not constant. */
export function constantText(node: SyntaxNode, file: ScriptFile, depth = 0): string | undefined {
  const inner = strip(node);
  if (inner.kind === "string") return unquoted(inner);
  if (inner.kind === "number" || inner.kind === "true" || inner.kind === "false") return inner.text;
  if (inner.kind === "template_string") {
    return inner.children.some((child) => child.kind === "template_substitution") ? undefined : unquoted(inner);
  }
  if (inner.kind === "binary_expression" && inner.tokens[0] === "+") {
    const parts = inner.children.map((child) => constantText(child, file, depth));
    return parts.every((part) => part !== undefined) ? parts.join("") : undefined;
  }
  if (inner.kind !== "identifier" || depth > 4) return undefined;
  const declaration = file.lookup(inner.text, inner);
  const constant = declaration?.kind === "variable" && declaration.node.parent?.tokens[0] === "const";
  return constant && declaration.value && declaration.node.field("name")?.kind === "identifier"
    ? constantText(declaration.value, file, depth + 1)
    : undefined;
}

/** Name and value of the entries of an object literal; shorthand entries stand for themselves. */
export function entriesOf(node: SyntaxNode | undefined): Map<string, SyntaxNode> {
  const entries = new Map<string, SyntaxNode>();
  for (const child of node && strip(node).kind === "object" ? strip(node).children : []) {
    if (child.kind === "shorthand_property_identifier") entries.set(child.text, child);
    const key = child.kind === "pair" ? child.field("key") : undefined;
    const value = child.kind === "pair" ? child.field("value") : undefined;
    if (key && value) entries.set(keyText(key), value);
  }
  return entries;
}

export function keyText(key: SyntaxNode): string {
  return key.kind === "string" ? unquoted(key) : key.text;
}

/** Every node below and including this one. */
export function walk(node: SyntaxNode, visit: (node: SyntaxNode) => void): void {
  visit(node);
  for (const child of node.children) walk(child, visit);
}

export function some(node: SyntaxNode, test: (node: SyntaxNode) => boolean): boolean {
  return test(node) || node.children.some((child) => some(child, test));
}

/** Whether a variable is read in the node. */
export function mentions(node: SyntaxNode, name: string): boolean {
  return some(
    node,
    (each) => (each.kind === "identifier" || each.kind === "shorthand_property_identifier") && each.text === name,
  );
}
