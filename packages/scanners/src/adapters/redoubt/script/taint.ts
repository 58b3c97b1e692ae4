import type { SyntaxNode } from "../../../context/syntax.ts";
import { callOf, callsNamed, mentions, rootOf, some, strip, walk } from "./expressions.ts";
import { type Declaration, FUNCTION_KINDS, type ScriptFile } from "./file.ts";

/**
 * Who decides about a value. `input`: somebody outside, through a request, a message, an event of a chain, the address
 * bar; `parameter`: whoever calls the function; `none`: the program itself or its operator.
 */
export type Taint = "input" | "parameter" | "none";

const REQUEST_NAME = /^_?(req|request|ctx|context|event|evt|c)$/i;
const REQUEST_PART = new Set([
  "query",
  "params",
  "body",
  "headers",
  "cookies",
  "url",
  "originalUrl",
  "path",
  "hostname",
  "nextUrl",
  "rawBody",
  "queryStringParameters",
  "pathParameters",
  "searchParams",
  "args",
  "data",
  "param",
]);
const BODY_METHODS = new Set(["json", "formData", "text", "arrayBuffer", "blob", "param", "query", "header"]);
const LOCATION = /^(window\.|document\.|globalThis\.)?location(\.(search|hash|href|pathname))?$/;
const MESSAGE_EVENTS = /^(message|data|request|connection|line)$/;
// What these return is made of what they are given.
const PASSES_ON = new Set([
  "String",
  "trim",
  "trimStart",
  "trimEnd",
  "toString",
  "toLowerCase",
  "toUpperCase",
  "replace",
  "replaceAll",
  "slice",
  "substring",
  "substr",
  "concat",
  "join",
  "resolve",
  "normalize",
  "split",
  "at",
  "pop",
  "shift",
  "decodeURIComponent",
  "decodeURI",
  "atob",
  "parse",
  "from",
  "format",
  "URL",
  "URLSearchParams",
  "get",
  "getAll",
  "fromEntries",
  "entries",
  "values",
  "map",
  "filter",
  "flat",
  "hexToString",
  "toUtf8String",
  "decodeBytes32String",
  "parseBytes32String",
  "Request",
  "fileURLToPath",
  "assign",
]);
const CHECKING_NAME =
  /^(is|assert|validate|check|ensure|verify|allow|must|guard|safe|has)[A-Z_]|^(assert|invariant|validate|verify)$/;
const CHECKING_METHOD = new Set([
  "test",
  "includes",
  "has",
  "match",
  "startsWith",
  "endsWith",
  "hasOwn",
  "hasOwnProperty",
  "some",
  "find",
  "indexOf",
]);
const CLEAN_TYPES =
  /^(number|bigint|boolean|Date|null|undefined|Address|`0x\$\{string\}`|Hex|Hash)(\s*\|\s*(null|undefined))?$/;

/** Follows a value to who decides about it; `clean` names functions that make it harmless for the sink. */
export function taintOf(node: SyntaxNode, file: ScriptFile, clean: RegExp, depth = 0): Taint {
  const inner = strip(node);
  if (depth > 10) return "none";
  const next = (child: SyntaxNode): Taint => taintOf(child, file, clean, depth + 1);
  switch (inner.kind) {
    case "template_string":
    case "template_substitution":
    case "array":
    case "spread_element":
    case "arguments":
      return worst(inner.children.map(next));
    case "object":
      return worst(inner.children.map((child) => next(child.field("value") ?? child)));
    case "binary_expression":
      return ["+", "??", "||", "&&"].includes(inner.tokens[0] ?? "") ? worst(inner.children.map(next)) : "none";
    case "ternary_expression":
      return worst(inner.children.slice(1).map(next));
    case "new_expression":
    case "call_expression":
      return ofCall(inner, file, clean, depth);
    case "member_expression":
    case "subscript_expression":
      return ofMember(inner, file, clean, depth);
    case "identifier":
    case "shorthand_property_identifier":
      return ofName(inner, file, clean, depth);
    default:
      return "none";
  }
}

function ofCall(node: SyntaxNode, file: ScriptFile, clean: RegExp, depth: number): Taint {
  const call = callOf(node);
  if (clean.test(call.name)) return "none";
  const { receiver } = call;
  if (receiver && isRequest(strip(receiver), file) && BODY_METHODS.has(call.name)) return "input";
  if (call.name === "prompt" && !receiver) return "input";
  if (!PASSES_ON.has(call.name)) return "none";
  const next = (child: SyntaxNode): Taint => taintOf(child, file, clean, depth + 1);
  // What a schema lets through has been looked at.
  if (
    (call.name === "parse" || call.name === "safeParse") &&
    receiver &&
    receiver.text !== "JSON" &&
    !/^(path|url|qs|querystring)$/.test(receiver.text)
  ) {
    return "none";
  }
  return worst([...(receiver ? [next(receiver)] : []), ...call.args.map(next)]);
}

function ofMember(node: SyntaxNode, file: ScriptFile, clean: RegExp, depth: number): Taint {
  const text = node.text.replace(/[?\s]/g, "");
  if (LOCATION.test(text)) return "input";
  if (/^process\.argv/.test(text)) return "parameter";
  const object = node.field("object");
  if (!object) return "none";
  const property = node.field("property")?.text;
  if (property && REQUEST_PART.has(property) && isRequest(strip(object), file)) return "input";
  if (property === "length") return "none";
  // An entry of a table that the program wrote itself is one of its own values.
  const root = rootOf(object);
  if (root.kind === "identifier" && file.lookup(root.text, root)?.kind === "import") return "none";
  return taintOf(object, file, clean, depth + 1);
}

function isRequest(node: SyntaxNode, file: ScriptFile): boolean {
  if (node.kind === "member_expression") {
    const property = node.field("property")?.text ?? "";
    const object = node.field("object");
    return /^(req|request)$/.test(property) && object !== undefined && isRequest(strip(object), file);
  }
  if (node.kind !== "identifier" || !REQUEST_NAME.test(node.text)) return false;
  const declaration = file.lookup(node.text, node);
  if (declaration?.kind !== "parameter") return false;
  // `c` alone is a request only where a route handler has it.
  return node.text.length > 1 || isHandler(declaration);
}

function ofName(node: SyntaxNode, file: ScriptFile, clean: RegExp, depth: number): Taint {
  const declaration = file.lookup(node.text, node);
  if (!declaration || isChecked(node, file)) return "none";
  switch (declaration.kind) {
    case "parameter":
      return ofParameter(declaration, file, clean, depth);
    case "variable":
    case "loop": {
      const initial = declaration.value ? taintOf(declaration.value, file, clean, depth + 1) : "none";
      return worst([initial, ofAssignments(node.text, declaration, file, clean, depth)]);
    }
    default:
      return "none";
  }
}

function ofAssignments(name: string, declaration: Declaration, file: ScriptFile, clean: RegExp, depth: number): Taint {
  if (depth > 4 || declaration.node.parent?.tokens[0] === "const") return "none";
  const values = (indexOf(file).assignments.get(name) ?? []).flatMap((assignment) => {
    const left = assignment.field("left");
    const right = assignment.field("right");
    return left && right && file.lookup(name, left) === declaration && !mentions(right, name) ? [right] : [];
  });
  return worst(values.map((value) => taintOf(value, file, clean, depth + 2)));
}

function ofParameter(declaration: Declaration, file: ScriptFile, clean: RegExp, depth: number): Taint {
  const { fn, position, type, name } = declaration;
  if (type && CLEAN_TYPES.test(type)) return "none";
  if (!fn || position === undefined) return "parameter";
  if (isHandler(declaration) && (takesMessage(fn) || /^(input|body|query|params|searchParams|payload)$/.test(name)))
    return "input";
  const called = nameOf(fn);
  if (!called || depth > 6) return "parameter";
  const given = callsNamed(called, file).flatMap((call) => call.args[position] ?? []);
  return worst(["parameter", ...given.map((argument) => taintOf(argument, file, clean, depth + 3))]);
}

// A function that a framework calls: `app.get("/x", (req, res) => …)`, `.mutation(({ input }) => …)`, `socket.on("message", …)`.
function isHandler({ fn }: Declaration): boolean {
  const call = fn?.parent?.kind === "arguments" ? fn.parent.parent : undefined;
  if (call?.kind === "call_expression") {
    return /^(get|post|put|patch|delete|all|use|route|on|once|query|mutation|subscription|handle|handler|addEventListener|action|onEvent|watchEvent)$/.test(
      callOf(call).name,
    );
  }
  return (
    fn !== undefined &&
    /^(GET|POST|PUT|PATCH|DELETE|handler|loader|action|default|getServerSideProps)$/.test(nameOf(fn) ?? "")
  );
}

function takesMessage(fn: SyntaxNode): boolean {
  const call = fn.parent?.parent;
  if (call?.kind !== "call_expression") return false;
  const { name, args } = callOf(call);
  const [event] = args;
  if (name !== "on" && name !== "once" && name !== "addEventListener") return false;
  // Events of a contract carry text that strangers chose.
  return (
    event?.kind === "string" && (MESSAGE_EVENTS.test(event.text.slice(1, -1)) || /^[A-Z]/.test(event.text.slice(1)))
  );
}

function nameOf(fn: SyntaxNode): string | undefined {
  const own = fn.field("name")?.text;
  if (own) return own;
  return fn.parent?.kind === "variable_declarator" ? fn.parent.field("name")?.text : undefined;
}

interface Index {
  /** Assignments to a plain name. */
  readonly assignments: ReadonlyMap<string, readonly SyntaxNode[]>;
  /** Declarations of a plain name by the names that their values mention. */
  readonly derived: ReadonlyMap<string, readonly SyntaxNode[]>;
  /** Conditions and checking calls by the names that they mention. */
  readonly conditions: ReadonlyMap<string, readonly SyntaxNode[]>;
}

const indexes = new WeakMap<ScriptFile, Index>();

function indexOf(file: ScriptFile): Index {
  const known = indexes.get(file);
  if (known) return known;
  const assignments = new Map<string, SyntaxNode[]>();
  for (const node of file.nodes("assignment_expression")) {
    const left = node.field("left");
    if (left?.kind === "identifier") push(assignments, left.text, node);
  }
  const derived = new Map<string, SyntaxNode[]>();
  for (const node of file.nodes("variable_declarator")) {
    const value = node.field("value");
    // A function mentions much and is made of none of it.
    if (!value || FUNCTION_KINDS.has(value.kind) || node.field("name")?.kind !== "identifier") continue;
    for (const name of namesIn(value)) push(derived, name, node);
  }
  const conditions = new Map<string, SyntaxNode[]>();
  const all = [
    ...file.nodes("if_statement").flatMap((each) => each.field("condition") ?? []),
    ...file.nodes("ternary_expression").flatMap((each) => each.field("condition") ?? []),
    ...file.nodes("call_expression").filter((each) => CHECKING_NAME.test(callOf(each).name)),
    ...file.nodes("binary_expression").filter((each) => each.tokens[0] === "&&"),
  ];
  for (const condition of all) for (const name of namesIn(condition)) push(conditions, name, condition);
  const index: Index = { assignments, derived, conditions };
  indexes.set(file, index);
  return index;
}

function namesIn(node: SyntaxNode): Set<string> {
  const names = new Set<string>();
  walk(node, (each) => {
    if (each.kind === "identifier" || each.kind === "shorthand_property_identifier") names.add(each.text);
  });
  return names;
}

function push(map: Map<string, SyntaxNode[]>, key: string, node: SyntaxNode): void {
  const list = map.get(key);
  if (list) list.push(node);
  else map.set(key, [node]);
}

/** Whether a condition before the place, in a function around it, looked at the name or at something made of it. */
export function isChecked(node: SyntaxNode, file: ScriptFile): boolean {
  const declaration = file.lookup(node.text, node);
  const index = indexOf(file);
  const names = new Set([node.text, ...derivedFrom(node.text, declaration, file)]);
  return [...names].some((name) =>
    (index.conditions.get(name) ?? []).some(
      (condition) => condition.start < node.start && sharesFunction(condition, node) && looksAt(condition, name),
    ),
  );
}

function derivedFrom(name: string, declaration: Declaration | undefined, file: ScriptFile): string[] {
  if (!declaration) return [];
  return (indexOf(file).derived.get(name) ?? []).flatMap((each) => {
    const value = each.field("value");
    const target = each.field("name")?.text;
    return value && target && target !== name && file.lookup(name, value) === declaration ? [target] : [];
  });
}

function sharesFunction(condition: SyntaxNode, node: SyntaxNode): boolean {
  let fn = condition.parent;
  while (fn && !FUNCTION_KINDS.has(fn.kind)) fn = fn.parent;
  return !fn || (fn.start <= node.start && node.end <= fn.end);
}

// Membership, a pattern, equality with something constant, or a function that says it checks; not `if (name)`.
function looksAt(condition: SyntaxNode, name: string): boolean {
  return some(condition, (each) => {
    if (each.kind === "call_expression") {
      const call = callOf(each);
      const inside = call.args.some((argument) => mentions(argument, name));
      const about = call.receiver !== undefined && mentions(call.receiver, name);
      return (CHECKING_METHOD.has(call.name) && (inside || about)) || (CHECKING_NAME.test(call.name) && inside);
    }
    if (each.kind !== "binary_expression") return false;
    const [left, right] = each.children;
    const operator = each.tokens.find((token) => /^(in|===?|!==?)$/.test(token));
    if (!left || !right || operator === undefined) return false;
    if (operator === "in") return mentions(left, name);
    const other = mentions(left, name) ? right : mentions(right, name) ? left : undefined;
    const side = other === right ? left : right;
    return other !== undefined && side.kind !== "unary_expression" && !/^(null|undefined|""|''|0)$/.test(other.text);
  });
}

function worst(all: readonly Taint[]): Taint {
  if (all.includes("input")) return "input";
  return all.includes("parameter") ? "parameter" : "none";
}

/** The first tainted name in an expression, for the message. */
export function taintedName(node: SyntaxNode, file: ScriptFile, clean: RegExp): string {
  let found = "";
  walk(node, (each) => {
    if (found || (each.kind !== "identifier" && each.kind !== "member_expression")) return;
    if (taintOf(each, file, clean) !== "none") found = each.text.replace(/\s+/g, " ").slice(0, 60);
  });
  return found;
}
