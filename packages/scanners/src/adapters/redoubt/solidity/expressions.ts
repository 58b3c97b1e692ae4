import type { SyntaxNode } from "../../../context/syntax.ts";

/** One call, whatever its notation: `f(x)`, `a.f(x)`, `a.f{value: v}(x)`, `a.call.value(v)(x)`. */
export interface Call {
  readonly node: SyntaxNode;
  readonly name: string;
  readonly receiver?: SyntaxNode;
  readonly options: ReadonlyMap<string, SyntaxNode>;
  readonly args: readonly SyntaxNode[];
  /** Arguments given by name, `f({a: 1})`. */
  readonly named: ReadonlyMap<string, SyntaxNode>;
}

const WRAPPERS = new Set(["parenthesized_expression", "payable_conversion_expression"]);

/** The expression without parentheses and conversions such as `address(x)`, `payable(x)`, `IERC20(x)`. */
export function strip(node: SyntaxNode): SyntaxNode {
  let inner = node;
  for (;;) {
    const next = WRAPPERS.has(inner.kind) || inner.kind === "call_argument" ? inner.children[0] : converted(inner);
    if (!next) return inner;
    inner = next;
  }
}

function converted(node: SyntaxNode): SyntaxNode | undefined {
  if (node.kind === "type_cast_expression") return node.children.find((child) => child.kind === "call_argument");
  if (node.kind !== "call_expression") return undefined;
  const [callee, only, more] = node.children;
  const isType = callee?.kind === "identifier" && /^[A-Z]/.test(callee.text) && /[a-z]/.test(callee.text);
  const isPrimitive = callee?.kind === "primitive_type";
  return (isType || isPrimitive) && only && !more && only.children.length === 1 ? only : undefined;
}

const noted = new WeakMap<SyntaxNode, Call>();

/** Reads a `call_expression`; conversions read as calls named after their type. */
export function callOf(node: SyntaxNode): Call {
  const known = noted.get(node);
  if (known) return known;
  const args: SyntaxNode[] = [];
  const named = new Map<string, SyntaxNode>();
  const options = new Map<string, SyntaxNode>();
  const [callee, ...rest] = node.children;
  for (const argument of rest) {
    if (argument.kind !== "call_argument") continue;
    for (const child of argument.children) {
      if (child.kind === "call_struct_argument") fieldInto(named, child);
      else args.push(child);
    }
  }
  let target = callee;
  if (target?.kind === "struct_expression") {
    for (const child of target.children) if (child.kind === "struct_field_assignment") fieldInto(options, child);
    target = target.children[0];
  }
  target = target && withoutOldOptions(target, options);
  const member = target?.kind === "member_expression" ? target : undefined;
  const call: Call = {
    node,
    name: (member ? member.children.at(-1) : lastName(target))?.text ?? "",
    ...(member?.children[0] ? { receiver: member.children[0] } : {}),
    options,
    args,
    named,
  };
  noted.set(node, call);
  return call;
}

// Before 0.7: `a.call.value(v).gas(g)(data)`.
function withoutOldOptions(target: SyntaxNode, options: Map<string, SyntaxNode>): SyntaxNode {
  if (target.kind !== "call_expression") return target;
  const [callee, argument] = target.children;
  const name = callee?.kind === "member_expression" ? callee.children.at(-1)?.text : undefined;
  const inner = callee?.children[0];
  if ((name !== "value" && name !== "gas") || !inner) return target;
  const value = argument?.children[0];
  if (value) options.set(name, value);
  return withoutOldOptions(inner, options);
}

function lastName(target: SyntaxNode | undefined): SyntaxNode | undefined {
  if (target?.kind !== "new_expression") return target;
  return target.field("name");
}

function fieldInto(map: Map<string, SyntaxNode>, node: SyntaxNode): void {
  const [name, value] = node.children;
  if (name && value) map.set(name.text, value);
}

/** Every node below and including this one; return false to skip what is below. */
export function walk(node: SyntaxNode, visit: (node: SyntaxNode) => boolean | undefined): void {
  if (visit(node) === false) return;
  for (const child of node.children) walk(child, visit);
}

/** Whether a test holds for any node below and including this one. */
export function some(node: SyntaxNode, test: (node: SyntaxNode) => boolean): boolean {
  return test(node) || node.children.some((child) => some(child, test));
}

/** Whether the name is read anywhere in the node; members of that name (`x.name`) do not count. */
export function mentions(node: SyntaxNode, name: string): boolean {
  return some(node, (each) => each.kind === "identifier" && each.text === name && !isProperty(each));
}

/** Names of all variables and functions in the node, members left out. */
export function namesIn(node: SyntaxNode): Set<string> {
  const names = new Set<string>();
  walk(node, (each) => {
    if (each.kind === "identifier" && !isProperty(each)) names.add(each.text);
    return undefined;
  });
  return names;
}

function isProperty(node: SyntaxNode): boolean {
  const { parent } = node;
  if (!parent) return false;
  if (parent.kind === "member_expression") return parent.children[0] !== node;
  return (
    (parent.kind === "struct_field_assignment" || parent.kind === "call_struct_argument") && parent.children[0] === node
  );
}

/** The identifier at the bottom of `a.b[c].d`, storage or not. */
export function rootOf(node: SyntaxNode): SyntaxNode {
  let inner = strip(node);
  for (;;) {
    const next =
      inner.kind === "member_expression" || inner.kind === "array_access" || inner.kind === "slice_access"
        ? inner.children[0]
        : // The grammar binds `!` and `delete` tighter than an index after them.
          inner.kind === "unary_expression"
          ? inner.children[0]
          : undefined;
    if (!next) return inner;
    inner = strip(next);
  }
}

/** The index expressions of `a[b].c[d]`, outermost last. */
export function keysOf(node: SyntaxNode): SyntaxNode[] {
  const inner = strip(node);
  const [base, index] = inner.children;
  if (!base) return [];
  if (inner.kind === "array_access") return index ? [...keysOf(base), index] : keysOf(base);
  return inner.kind === "member_expression" ? keysOf(base) : [];
}

export function isZero(node: SyntaxNode): boolean {
  const inner = strip(node);
  return inner.kind === "number_literal" && /^(0+|0x0+)$/i.test(inner.text);
}

export function isEmptyBytes(node: SyntaxNode): boolean {
  const inner = strip(node);
  if (/^(""|''|hex""|hex'')$/.test(inner.text)) return true;
  const call = inner.kind === "call_expression" ? callOf(inner) : undefined;
  return call?.name === "bytes" && call.args[0] !== undefined && (isZero(call.args[0]) || isEmptyBytes(call.args[0]));
}

/** The text without white space, so that `msg . sender` reads as `msg.sender`. */
export function compact(node: SyntaxNode): string {
  return node.text.replace(/\s+/g, "");
}

/** The operator of a binary, unary or assigning expression. */
export function operatorOf(node: SyntaxNode): string {
  return node.tokens[0] ?? "";
}

/** The nearest node above of one of the kinds. */
export function above(node: SyntaxNode, kinds: ReadonlySet<string>): SyntaxNode | undefined {
  let at = node.parent;
  while (at && !kinds.has(at.kind)) at = at.parent;
  return at;
}
