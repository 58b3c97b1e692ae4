import { scriptDetector } from "../../detector.ts";
import { callsIn, importedFrom, mentions, rootOf, some, strip } from "../expressions.ts";
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
  if (!key || !fn || !isLoopKey(key, left, file) || isBlocked(key, left, file)) return undefined;
  const name =
    fn.field("name")?.text ?? (fn.parent?.kind === "variable_declarator" ? fn.parent.field("name")?.text : undefined);
  const target = rootOf(left).text;
  const recurses = some(fn, (node) => {
    if (node.kind !== "call_expression" || rootOf(node).text !== name) return false;
    const args = node.field("arguments")?.children ?? [];
    return args.some(
      (argument) =>
        argument.kind === "subscript_expression" && rootOf(argument).text === target && mentions(argument, key),
    );
  });
  return recurses && name ? `\`${name}\` copies every key at every depth, \`__proto__\` included.` : undefined;
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
  if (!cursor || cursor.kind !== "identifier" || !key || !fn || isBlocked(key, left, file)) return undefined;
  const splits = some(
    fn,
    (node) => node.kind === "call_expression" && /\.split\(\s*["'`][./]["'`]\s*\)$/.test(node.text),
  );
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
  return splits && steps && !blocked ? "A path is followed key by key, through `__proto__` as well." : undefined;
}

function keyName(left: SyntaxNode): string | undefined {
  const index = left.field("index");
  const inner = index && strip(index);
  return inner?.kind === "identifier" ? inner.text : undefined;
}

function isLoopKey(key: string, at: SyntaxNode, file: ScriptFile): boolean {
  const declaration = file.lookup(key, at);
  if (declaration?.kind === "loop") return true;
  const call = declaration?.fn?.parent?.parent;
  return (
    call?.kind === "call_expression" &&
    /\.(keys|entries|getOwnPropertyNames)\(/.test(call.text) &&
    /forEach/.test(call.text)
  );
}

function isBlocked(key: string, left: SyntaxNode, file: ScriptFile): boolean {
  const index = left.field("index");
  return (
    (index !== undefined && strip(index).kind === "identifier" && isChecked(strip(index), file)) ||
    hasNoPrototype(left, file) ||
    key === ""
  );
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
