import { scriptDetector } from "../../detector.ts";
import { callOf, callsIn, callsNamed, importedFrom, mentions, rootOf, some, strip } from "../expressions.ts";
import { FUNCTION_KINDS, type ScriptFile } from "../file.ts";
import { isChecked, taintOf } from "../taint.ts";
import type { SyntaxNode } from "../../../../context/syntax.ts";

const LODASH = /^(lodash|lodash\..+|lodash-es|just-extend|deep-?merge|merge-deep|dot-prop|object-path|set-value)$/;
const DEEP = /^(merge|mergeWith|defaultsDeep|set|setWith|zipObjectDeep|update|default|\*)$/;
const CLEAN = /^(Number|parseInt|BigInt|hash|createHash|digest)$/;

export const prototypePollution = scriptDetector(
  {
    id: "redoubt/prototype-pollution",
    title: "Keys from outside are written into nested objects",
    description:
      "A key named `__proto__` or `constructor` leads from any object to the prototype that all objects share. What is written there appears everywhere: as an administrator flag, as an option of a library, as code. Refuse these keys, copy only known ones, or use a Map or an object without a prototype.",
    severity: "high",
    confidence: "medium",
    cwe: ["CWE-1321"],
  },
  /\]\s*(\?\?|\|\||&&)?=(?!=)|lodash|merge|dot-prop|object-path|set-value|just-extend/,
  function* (file) {
    for (const assignment of file.nodes("assignment_expression")) {
      const left = assignment.field("left");
      if (left?.kind !== "subscript_expression") continue;
      const reason = recursiveCopy(left, file) ?? nestedByInput(left, file) ?? walkedPath(left, file);
      if (reason) yield { node: assignment, detail: reason };
    }
    for (const call of callsIn(file)) {
      const from = importedFrom(call, file);
      if (!from || !LODASH.test(from.module) || !DEEP.test(from.name)) continue;
      const sources = call.args.slice(1);
      if (!sources.some((argument) => taintOf(argument, file, CLEAN) === "input")) continue;
      yield { node: call.node, detail: `\`${call.name}\` writes keys of a request into an object.` };
    }
  },
);

// for (const key in source) … merge(target[key], source[key]) … target[key] = source[key]
function recursiveCopy(left: SyntaxNode, file: ScriptFile): string | undefined {
  const key = keyName(left);
  const fn = functionAround(left);
  if (!key || !fn || !isLoopKey(key, left, file) || isBlocked(left, file)) return undefined;
  const name =
    fn.field("name")?.text ?? (fn.parent?.kind === "variable_declarator" ? fn.parent.field("name")?.text : undefined);
  const target = rootOf(left).text;
  if (!name) return undefined;
  const recurses = callsNamed(name, file).some(({ node, args }) => {
    if (node.start < fn.start || node.end > fn.end) return false;
    return args.some(
      (argument) =>
        argument.kind === "subscript_expression" && rootOf(argument).text === target && mentions(argument, key),
    );
  });
  return recurses ? `\`${name}\` copies every key at every depth, \`__proto__\` included.` : undefined;
}

// target[a][b] = value, where both keys come from outside
function nestedByInput(left: SyntaxNode, file: ScriptFile): string | undefined {
  const outer = left.field("object");
  const key = left.field("index");
  const first = outer && strip(outer).kind === "subscript_expression" ? strip(outer).field("index") : undefined;
  if (!key || !first || hasNoPrototype(left, file)) return undefined;
  const bothFromOutside = [first, key].every((each) => taintOf(each, file, CLEAN) === "input");
  return bothFromOutside ? "Both keys of the nested write come from a request." : undefined;
}

// for (const part of path.split(".")) { node = node[part]; } node[last] = value
function walkedPath(left: SyntaxNode, file: ScriptFile): string | undefined {
  const cursor = left.field("object");
  const key = keyName(left);
  const fn = functionAround(left);
  if (!cursor || cursor.kind !== "identifier" || !key || !fn) return undefined;
  const splits = callsNamed("split", file).some(
    ({ node, args }) => fn.start <= node.start && node.end <= fn.end && /^["'`][./]["'`]$/.test(args[0]?.text ?? ""),
  );
  if (!splits || isBlocked(left, file)) return undefined;
  const steps = some(fn, (node) => {
    if (node.kind !== "assignment_expression" || node.field("left")?.text !== cursor.text) return false;
    const right = node.field("right");
    return (
      right !== undefined &&
      some(right, (each) => each.kind === "subscript_expression" && rootOf(each).text === cursor.text)
    );
  });
  const blocked =
    some(fn, (node) => node.kind === "string" && /__proto__/.test(node.text)) || hasNoPrototype(left, file);
  return steps && !blocked ? "A path is followed key by key, through `__proto__` as well." : undefined;
}

function keyName(left: SyntaxNode): string | undefined {
  const index = left.field("index");
  const inner = index && strip(index);
  return inner?.kind === "identifier" ? inner.text : undefined;
}

function isLoopKey(key: string, at: SyntaxNode, file: ScriptFile): boolean {
  const declaration = file.lookup(key, at);
  if (declaration?.kind === "loop") return true;
  const outer = declaration?.fn?.parent?.parent;
  const call = outer?.kind === "call_expression" ? callOf(outer) : undefined;
  const listed = call?.receiver && strip(call.receiver);
  if (call?.name !== "forEach" || listed?.kind !== "call_expression") return false;
  return /^(keys|entries|getOwnPropertyNames)$/.test(callOf(listed).name);
}

function isBlocked(left: SyntaxNode, file: ScriptFile): boolean {
  const index = left.field("index");
  return (index !== undefined && isChecked(strip(index), file)) || hasNoPrototype(left, file);
}

function hasNoPrototype(left: SyntaxNode, file: ScriptFile): boolean {
  const root = rootOf(left);
  const value = root.kind === "identifier" ? file.lookup(root.text, root)?.value : undefined;
  return (
    value !== undefined &&
    (/Object\.create\(\s*null\s*\)|__proto__:\s*null/.test(value.text) || value.text.startsWith("new Map"))
  );
}

function functionAround(node: SyntaxNode): SyntaxNode | undefined {
  let fn = node.parent;
  while (fn && (!FUNCTION_KINDS.has(fn.kind) || fn.parent?.kind === "arguments")) fn = fn.parent;
  return fn;
}
