import { functionDetector } from "../../detector.ts";
import type { SyntaxNode } from "../../../../context/syntax.ts";
import { above, callOf, compact, isZero, some, strip, walk } from "../expressions.ts";
import type { Callable } from "../model.ts";

// Positions of the least acceptable amounts in well-known interfaces.
const MINIMUM_AT: readonly (readonly [RegExp, number, readonly number[]])[] = [
  [/^swapExactTokensFor(Tokens|ETH|AVAX)/, 5, [1]],
  [/^swapExact(ETH|AVAX)ForTokens/, 4, [0]],
  [/^addLiquidity$/, 8, [4, 5]],
  [/^addLiquidity(ETH|AVAX)$/, 6, [2, 3]],
  [/^removeLiquidity$/, 7, [3, 4]],
  [/^removeLiquidity(ETH|AVAX)\w*$/, 6, [2, 3]],
  [/^exchange(_underlying)?$/, 4, [3]],
  [/^add_liquidity$/, 2, [1]],
  [/^remove_liquidity_one_coin$/, 3, [2]],
  [/^remove_liquidity_imbalance$/, 2, []],
];
const MAXIMUM_AT: readonly (readonly [RegExp, number, readonly number[]])[] = [
  [/^swapTokensForExact(Tokens|ETH|AVAX)$/, 5, [1]],
];
const MINIMUM_NAME =
  /^(_?min(imum)?_?(amount|return|out|dy|received|shares|tokens)|amount\w*min|min\w*amount|\w*outMin(imum)?)/i;
const MAXIMUM_NAME = /^(amount\w*max(imum)?|max\w*(amount|in))/i;

export const zeroSlippage = functionDetector(
  {
    id: "redoubt/zero-slippage",
    title: "Trade accepts any price",
    description:
      "With a least amount of zero (or a greatest amount without bound) the trade executes at whatever price the pool has after someone traded ahead of it, so every such transaction can be sandwiched. Take the bound from the caller or from a trusted price, not from the same pool in the same transaction.",
    severity: "high",
    confidence: "medium",
    cwe: ["CWE-20"],
    swc: ["SWC-114"],
    scwe: ["SCWE-090"],
  },
  function* (fn) {
    for (const node of fn.nodes("call_expression")) {
      const call = callOf(node);
      const open: SyntaxNode[] = [];
      for (const [name, count, places] of MINIMUM_AT) {
        if (!name.test(call.name) || call.args.length !== count || !call.receiver) continue;
        open.push(...places.flatMap((place) => bounded(call.args[place], isZero, fn)));
      }
      for (const [name, count, places] of MAXIMUM_AT) {
        if (!name.test(call.name) || call.args.length !== count || !call.receiver) continue;
        open.push(...places.flatMap((place) => bounded(call.args[place], isUnbounded, fn)));
      }
      for (const [name, value] of call.named) {
        if (MINIMUM_NAME.test(name)) open.push(...bounded(value, isZero, fn));
        else if (MAXIMUM_NAME.test(name)) open.push(...bounded(value, isUnbounded, fn));
      }
      if (open.length === 0 || checkedAfter(node, fn)) continue;
      yield { node: open[0] ?? node, detail: `\`${call.name}\` is called without a bound on the price.` };
    }
  },
);

function bounded(value: SyntaxNode | undefined, open: (node: SyntaxNode) => boolean, fn: Callable): SyntaxNode[] {
  if (!value) return [];
  if (open(value)) return [value];
  const inner = strip(value);
  const local = inner.kind === "identifier" ? fn.locals.get(inner.text) : undefined;
  const reassigned = fn.nodes("assignment_expression").some((node) => node.children[0]?.text === inner.text);
  return local?.value && local.position === undefined && !reassigned && open(local.value) ? [value] : [];
}

function isUnbounded(node: SyntaxNode): boolean {
  return /^type\(uint\d*\)\.max$|^uint256\(-1\)$|^~uint256\(0\)$|^2\*\*256-1$/.test(compact(node));
}

// A later comparison of what came in: `require(amounts[1] >= minOut)`, `if (received < minOut) revert …`.
function checkedAfter(call: SyntaxNode, fn: Callable): boolean {
  const statement = above(
    call,
    new Set(["variable_declaration_statement", "expression_statement", "return_statement"]),
  );
  if (!statement || !fn.body) return false;
  const results = new Set([...fn.locals.values()].filter((local) => local.value === call).map((local) => local.name));
  let found = false;
  walk(fn.body, (node) => {
    if (node.end <= statement.end && node.kind === "statement") return false;
    if (node.start < statement.end || node.kind !== "binary_expression") return undefined;
    if (!["<", "<=", ">", ">="].includes(node.tokens[0] ?? "")) return undefined;
    const aboutResult = some(node, (each) => {
      if (each.kind === "identifier")
        return results.has(each.text) || /received|bought|balanceAfter|amountOut|gained/i.test(each.text);
      return each.kind === "call_expression" && callOf(each).name === "balanceOf";
    });
    if (aboutResult && above(node, new Set(["for_statement", "while_statement"])) === undefined) found = true;
    return undefined;
  });
  return found;
}
