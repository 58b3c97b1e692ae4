import { functionDetector } from "../../detector.ts";
import type { SyntaxNode } from "../../../../context/syntax.ts";
import { callOf, mentions } from "../expressions.ts";
import { tuplePosition, type Callable } from "../model.ts";

const UPDATED_AT = 3;
const ANSWER = 1;

export const ignoredOracleFields = functionDetector(
  {
    id: "redoubt/ignored-oracle-fields",
    title: "Age of an oracle answer is ignored",
    description:
      "latestRoundData returns the last answer however old it is. When the feed falls silent, the contract trades at a stale price for as long as that lasts. Read `updatedAt` and refuse answers older than the feed's heartbeat, and answers that are zero or negative; decide what the contract does without a price.",
    severity: "high",
    confidence: "high",
    cwe: ["CWE-672", "CWE-252"],
    scwe: ["SCWE-086"],
  },
  function* (fn) {
    for (const node of fn.nodes("call_expression")) {
      if (callOf(node).name !== "latestRoundData") continue;
      const names = boundNames(node, fn);
      // Handed on whole, as a wrapper does.
      if (!names) continue;
      const updatedAt = names.get(UPDATED_AT);
      if (updatedAt !== undefined && isRead(updatedAt, node, fn)) continue;
      const answer = names.get(ANSWER);
      const unsigned = answer === undefined ? "" : " Nor is it asked whether the answer is positive.";
      const asked = answer !== undefined && comparesAnswer(answer, fn);
      const field = updatedAt === undefined ? "`updatedAt` is left out." : "`updatedAt` is taken but never looked at.";
      yield { node, detail: field + (asked ? "" : unsigned) };
    }
  },
);

/** Names that the fields of the answer get, by position; undefined when the answer is not taken apart. */
function boundNames(call: SyntaxNode, fn: Callable): Map<number, string> | undefined {
  const { parent } = call;
  const names = new Map<number, string>();
  if (parent?.kind === "variable_declaration_statement") {
    for (const local of fn.locals.values()) {
      if (local.value === call && local.position !== undefined) names.set(local.position, local.name);
    }
    return names;
  }
  if (parent?.kind === "assignment_expression" && parent.children[0]?.kind === "tuple_expression") {
    const [tuple] = parent.children;
    for (const part of tuple.children) names.set(tuplePosition(tuple, part), part.text);
    return names;
  }
  if (parent?.kind === "try_statement") {
    const results = parent.children.filter((child) => child.kind === "parameter");
    results.forEach((result, position) => {
      const name = result.children.filter((child) => child.kind === "identifier").at(-1)?.text;
      if (name) names.set(position, name);
    });
    return results.length > 0 ? names : undefined;
  }
  return undefined;
}

function isRead(name: string, call: SyntaxNode, fn: Callable): boolean {
  // A named return leaves the function, and the caller decides.
  if (fn.returns.some((variable) => variable.name === name)) return true;
  const reads = (node: SyntaxNode): boolean => {
    if (node.kind === "variable_declaration_tuple" || node === call) return false;
    if (node.kind === "assignment_expression" && node.children[1] === call) return false;
    if (node.kind === "identifier") return mentions(node, name);
    return node.children.some(reads);
  };
  return fn.body !== undefined && reads(fn.body);
}

function comparesAnswer(name: string, fn: Callable): boolean {
  return fn
    .nodes("binary_expression")
    .some((node) => ["<", "<=", ">", ">="].includes(node.tokens[0] ?? "") && mentions(node, name));
}
