import { functionDetector } from "../../detector.ts";
import type { SyntaxNode } from "../../../../context/syntax.ts";
import { callOf, compact, some, strip } from "../expressions.ts";
import type { Callable } from "../model.ts";

const TRADE = /swap|liquidity|exactInput|exactOutput|exchange|buyTokens|sellTokens|multihop|uniswap/i;
const TRADE_STRUCT = /Exact(Input|Output)|(Increase|Decrease)Liquidity|MintParams|Swap/;
const DEADLINE = /deadline|expir|validUntil|validTo/i;

export const timestampDeadline = functionDetector(
  {
    id: "redoubt/timestamp-deadline",
    title: "Current time used as the deadline of a trade",
    description:
      "A deadline computed in the same transaction always lies ahead: `block.timestamp` is the time of whatever block includes it. A pending trade can be held back and executed hours later at a worse price. Take the deadline from the caller and pass it on unchanged.",
    severity: "medium",
    confidence: "high",
    cwe: ["CWE-20", "CWE-672"],
    scwe: ["SCWE-141"],
  },
  function* (fn) {
    for (const node of fn.nodes("call_expression")) {
      const call = callOf(node);
      if (!call.receiver && !TRADE_STRUCT.test(call.name)) continue;
      const trade = TRADE.test(call.name) || TRADE_STRUCT.test(call.name);
      const last = call.args.at(-1);
      if (trade && last && isNow(last, fn)) yield { node: last, detail: detailOf(call.name) };
      for (const [name, value] of call.named) {
        if (DEADLINE.test(name) && isNow(value, fn) && (trade || insideTrade(node))) {
          yield { node: value, detail: detailOf(call.name) };
        }
      }
    }
    for (const node of fn.nodes("assignment_expression")) {
      const [target, value] = node.children;
      const owner = target?.kind === "member_expression" ? target.children[0] : undefined;
      if (!target || !value || !owner || !DEADLINE.test(target.children.at(-1)?.text ?? "")) continue;
      const type = fn.locals.get(owner.text)?.type ?? "";
      if (TRADE_STRUCT.test(type) && isNow(value, fn)) yield { node: value, detail: detailOf(type) };
    }
  },
);

function detailOf(name: string): string {
  return `The deadline of \`${name}\` is reached by no delay.`;
}

function insideTrade(node: SyntaxNode): boolean {
  for (let at = node.parent; at; at = at.parent) {
    if (at.kind === "call_expression" && TRADE.test(callOf(at).name)) return true;
  }
  return false;
}

// `block.timestamp`, `now`, either plus a constant or anything that the caller does not give, or a local made of it.
function isNow(expression: SyntaxNode, fn: Callable, depth = 0): boolean {
  const node = strip(expression);
  if (node.kind === "binary_expression") {
    const [left, right] = node.children;
    if (node.tokens[0] !== "+" || !left || !right) return false;
    const fromCaller = (side: SyntaxNode): boolean =>
      some(side, (each) => fn.parameters.some((parameter) => parameter.name === each.text));
    if (isNow(left, fn, depth)) return !fromCaller(right);
    return isNow(right, fn, depth) && !fromCaller(left);
  }
  const text = compact(node);
  if (text === "block.timestamp" || text === "now" || text === "type(uint256).max") return true;
  const local = node.kind === "identifier" && depth < 3 ? fn.locals.get(node.text) : undefined;
  return local?.value !== undefined && local.position === undefined && isNow(local.value, fn, depth + 1);
}
