import { functionDetector } from "../../detector.ts";
import type { SyntaxNode } from "../../../../context/syntax.ts";
import { above, callOf, compact, mentions, strip } from "../expressions.ts";
import { comparedWithZero, type Frame, trace } from "../flow.ts";
import type { Callable } from "../model.ts";
import type { Project } from "../project.ts";

export const ecrecoverZero = functionDetector(
  {
    id: "redoubt/ecrecover-zero",
    title: "Result of ecrecover is not compared with the zero address",
    description:
      "ecrecover answers the zero address for a malformed signature instead of reverting. Wherever the expected signer may itself be zero, because it was never set or was deleted, any garbage passes as a valid signature. Refuse the zero address, or use ECDSA.recover, which also refuses malleable signatures.",
    severity: "high",
    confidence: "medium",
    cwe: ["CWE-347"],
    swc: ["SWC-122"],
    scwe: ["SCWE-056"],
  },
  function* (fn, project) {
    for (const node of fn.nodes("call_expression")) {
      const call = callOf(node);
      if (call.name !== "ecrecover" || call.receiver || isChecked(node, fn, project)) continue;
      yield { node, detail: "A signature that recovers to nobody is taken for one of the zero address." };
    }
  },
);

function isChecked(call: SyntaxNode, fn: Callable, project: Project): boolean {
  const names = namesOf(call, fn);
  if (fn.body && comparedWithZero(fn.body, (side) => side.text === call.text || names.has(strip(side).text)))
    return true;
  // Looked up in a table of signers: zero has no entry there.
  const lookedUp = fn.nodes("array_access").some((node) => {
    const key = node.children[1];
    return key !== undefined && isResult(key, call, names);
  });
  if (lookedUp) return true;
  const asked = fn.nodes("binary_expression").filter((node) => ["==", "!="].includes(node.tokens[0] ?? ""));
  for (const node of asked) {
    const [left, right] = node.children;
    if (!left || !right) continue;
    const other = isResult(left, call, names) ? right : isResult(right, call, names) ? left : undefined;
    if (other && neverZero(other, fn, project)) return true;
  }
  return handedOut(call, names, fn) && callersCheck(fn, project);
}

function isResult(node: SyntaxNode, call: SyntaxNode, names: ReadonlySet<string>): boolean {
  const inner = strip(node);
  return inner === call || (inner.kind === "identifier" && names.has(inner.text));
}

function namesOf(call: SyntaxNode, fn: Callable): Set<string> {
  const names = new Set([...fn.locals.values()].filter((local) => local.value === call).map((local) => local.name));
  const assignment = above(call, new Set(["assignment_expression"]));
  const [target, value] = assignment?.children ?? [];
  if (target && value && strip(value) === call) names.add(target.text);
  return names;
}

// The caller itself, a constant, or something that this function already compared with zero.
function neverZero(other: SyntaxNode, fn: Callable, project: Project): boolean {
  const frame: Frame = { fn, contract: fn.contract, bound: new Map() };
  const origin = trace(other, frame, project);
  if (origin.kind === "caller" || origin.kind === "this") return true;
  if (origin.kind === "literal") return !/^(0|0x0+)$/.test(origin.name);
  const text = compact(strip(other));
  return fn.body !== undefined && comparedWithZero(fn.body, (side) => compact(strip(side)) === text);
}

function handedOut(call: SyntaxNode, names: ReadonlySet<string>, fn: Callable): boolean {
  if (above(call, new Set(["return_statement"]))) return true;
  return fn.returns.some((variable) => names.has(variable.name));
}

// A helper that hands the raw result out is as good as its callers.
function callersCheck(fn: Callable, project: Project): boolean {
  if (!fn.contract || fn.isEntry) return false;
  let calls = 0;
  for (const contract of project.all()) {
    if (!project.lineage(contract).includes(fn.contract) && fn.contract.kind !== "library") continue;
    for (const caller of contract.callables) {
      for (const node of caller.nodes("call_expression")) {
        const call = callOf(node);
        if (call.name !== fn.name || caller === fn) continue;
        calls += 1;
        const names = namesOf(node, caller);
        const checked =
          caller.body !== undefined &&
          comparedWithZero(
            caller.body,
            (side) => [...names].some((name) => mentions(side, name)) || side.text === node.text,
          );
        if (!checked) return false;
      }
    }
  }
  return calls > 0;
}
