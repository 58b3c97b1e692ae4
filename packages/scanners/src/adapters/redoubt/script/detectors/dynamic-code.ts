import { scriptDetector } from "../../detector.ts";
import { callsIn, constantText, importedFrom, type ScriptCall, strip } from "../expressions.ts";
import type { ScriptFile } from "../file.ts";
import type { SyntaxNode } from "../../../../context/syntax.ts";

const VM_CALLS = /^(runInNewContext|runInThisContext|runInContext|compileFunction|Script)$/;
const TIMERS = /^(setTimeout|setInterval|setImmediate)$/;

export const dynamicCode = scriptDetector(
  {
    id: "redoubt/dynamic-code",
    title: "Text is executed as code",
    description:
      "eval, new Function, vm and timers with text run whatever the text says, with everything this process may do; the vm module is no sandbox. Use a table of functions, a parser for the small language that is needed, or JSON.",
    severity: "high",
    confidence: "medium",
    cwe: ["CWE-95", "CWE-94"],
  },
  /\beval\b|\bFunction\b|\bvm\b|setTimeout|setInterval|setImmediate/,
  function* (file) {
    for (const call of callsIn(file)) {
      const code = codeOf(call, file);
      if (!code || constantText(code, file) !== undefined) continue;
      yield { node: call.node, detail: `\`${call.name}\` runs a text that is only known at run time.` };
    }
  },
);

function codeOf(call: ScriptCall, file: ScriptFile): SyntaxNode | undefined {
  const { name, receiver, args, isNew } = call;
  const [first] = args;
  const global = !receiver || /^(globalThis|window|global|self)$/.test(receiver.text);
  if (global && file.lookup(name, call.node) === undefined) {
    if (name === "eval" && !isNew) return first;
    // The last argument of Function is the body; without any there is no code.
    if (name === "Function") return args.find((argument) => constantText(argument, file) === undefined);
    if (TIMERS.test(name) && first && isText(first, file)) return first;
  }
  const from = importedFrom(call, file);
  return from?.module === "vm" && VM_CALLS.test(call.name) ? first : undefined;
}

function isText(node: SyntaxNode, file: ScriptFile, depth = 0): boolean {
  const inner = strip(node);
  if (inner.kind === "template_string" || inner.kind === "string") return true;
  if (inner.kind === "binary_expression")
    return inner.tokens[0] === "+" && inner.children.some((child) => isText(child, file));
  const value = inner.kind === "identifier" && depth < 3 ? file.lookup(inner.text, inner)?.value : undefined;
  return value !== undefined && isText(value, file, depth + 1);
}
