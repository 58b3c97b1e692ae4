import { functionDetector } from "../../detector.ts";
import type { SyntaxNode } from "../../../../context/syntax.ts";
import { above, callOf, mentions, namesIn, walk } from "../expressions.ts";
import type { Callable, Variable } from "../model.ts";

const PRICE = /price|rate|value|worth|oracle|collateral|nav$|quote|valuation|usd|twap/i;
const AVERAGED = /cumulative|observe|consult|twap|timeWeighted|geometricMean/i;
const STATEMENTS = new Set(["variable_declaration_statement", "expression_statement", "return_statement"]);

export const spotPrice = functionDetector(
  {
    id: "redoubt/spot-price",
    title: "Momentary pool state used as a price",
    description:
      "getReserves and slot0 tell the state of the pool in this very transaction. With borrowed money anyone can move it, use the false price here, and move it back, all in one transaction. Use a time-weighted average over a sufficient window together with an independent feed, and refuse when they disagree.",
    severity: "high",
    confidence: "medium",
    cwe: ["CWE-20", "CWE-346"],
    scwe: ["SCWE-028", "SCWE-112"],
  },
  function* (fn) {
    for (const node of fn.nodes("call_expression")) {
      const call = callOf(node);
      // A pool that reads its own reserves prices its own trades.
      if (!call.receiver || call.receiver.text === "super") continue;
      if (call.name !== "getReserves" && call.name !== "slot0") continue;
      const variables = stateOfPool(call.name, node, fn);
      const use = variables.length > 0 ? pricingUse(variables, fn) : undefined;
      if (!use || averages(fn, variables)) continue;
      const names = variables.map((variable) => `\`${variable}\``).join(", ");
      yield { node, detail: `${names} of \`${call.name}\` enters a price, and a flash loan can set it.` };
    }
  },
);

/** Names of locals that hold a reserve or the current square-root price; of slot0 the other fields are harmless. */
function stateOfPool(name: string, call: SyntaxNode, fn: Callable): string[] {
  const holds = (local: Variable): boolean => {
    if (local.value !== call || local.position === undefined) return false;
    return name === "slot0" ? local.position <= 1 : local.position <= 1;
  };
  const direct = [...fn.locals.values()].filter(holds).map((local) => local.name);
  const { parent } = call;
  if (parent?.kind === "assignment_expression" && parent.children[0]?.kind === "tuple_expression") {
    direct.push(...parent.children[0].children.slice(0, 2).map((part) => part.text));
  }
  // One more step: `uint256 base = reserve0;` or a choice by token order.
  const derived = [...fn.locals.values()]
    .filter((local) => local.value && local.value !== call && direct.some((each) => plainCopy(local, each)))
    .map((local) => local.name);
  return [...new Set([...direct, ...derived])];
}

function plainCopy(local: Variable, name: string): boolean {
  const { value } = local;
  if (!value || value.kind === "call_expression") return false;
  return mentions(value, name) && !["*", "/"].some((operator) => value.tokens.includes(operator));
}

function pricingUse(variables: readonly string[], fn: Callable): SyntaxNode | undefined {
  const named =
    PRICE.test(fn.name) || PRICE.test(fn.contract?.name ?? "") || fn.returns.some((each) => PRICE.test(each.name));
  let found: SyntaxNode | undefined;
  if (!fn.body) return undefined;
  walk(fn.body, (node) => {
    if (found) return false;
    const arithmetic = node.kind === "binary_expression" && ["*", "/", "**", ">>"].includes(node.tokens[0] ?? "");
    const call = node.kind === "call_expression" ? callOf(node) : undefined;
    const computes =
      arithmetic || (call && /mulDiv|getQuote|getSqrtRatio|getSqrtPrice|tickToPrice|\bdiv\b|\bmul\b/i.test(call.name));
    if (!computes || !variables.some((name) => mentions(node, name))) return undefined;
    if (named || PRICE.test(targetName(node))) found = node;
    return undefined;
  });
  return found;
}

function targetName(node: SyntaxNode): string {
  const statement = above(node, STATEMENTS);
  if (statement?.kind === "variable_declaration_statement") return statement.children[0]?.field("name")?.text ?? "";
  const [assignment] = statement?.children ?? [];
  return assignment?.kind === "assignment_expression" ? (assignment.children[0]?.text ?? "") : "";
}

// The function also reads an average and weighs it against the momentary state, or only feeds an accumulator.
function averages(fn: Callable, variables: readonly string[]): boolean {
  if (AVERAGED.test(fn.name)) return true;
  const names = fn.body ? namesIn(fn.body) : new Set<string>();
  const readsAverage =
    [...names].some((name) => AVERAGED.test(name)) ||
    fn.nodes("call_expression").some((node) => AVERAGED.test(callOf(node).name));
  if (!readsAverage) return false;
  const conditions = [
    ...fn.nodes("if_statement").flatMap((node) => node.children.slice(0, 1)),
    ...fn.nodes("call_expression").filter((node) => callOf(node).name === "require"),
  ];
  return conditions.some((condition) => {
    const read = [...namesIn(condition)];
    const momentary = (name: string): boolean =>
      variables.includes(name) || variables.some((each) => dependsOn(name, each, fn));
    return read.some(momentary) && read.some((name) => AVERAGED.test(name) || !momentary(name));
  });
}

function dependsOn(name: string, source: string, fn: Callable, depth = 0): boolean {
  const value = fn.locals.get(name)?.value;
  if (!value || depth > 4) return false;
  return mentions(value, source) || [...namesIn(value)].some((each) => dependsOn(each, source, fn, depth + 1));
}
