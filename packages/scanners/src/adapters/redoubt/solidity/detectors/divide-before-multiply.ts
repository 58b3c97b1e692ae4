import { functionDetector } from "../../detector.ts";
import type { SyntaxNode } from "../../../../context/syntax.ts";
import { callOf, compact, mentions, strip } from "../expressions.ts";
import type { Callable } from "../model.ts";
import type { Project } from "../project.ts";

export const divideBeforeMultiply = functionDetector(
  {
    id: "redoubt/divide-before-multiply",
    title: "Division before multiplication loses precision",
    description:
      "Integer division cuts the remainder off, and the multiplication after it makes the loss larger: small amounts become zero, so that interest, fees or rewards are never charged. Multiply first and divide last, or use a full-precision mulDiv, and round in favour of the protocol.",
    severity: "medium",
    confidence: "medium",
    cwe: ["CWE-682"],
    swc: ["SWC-101"],
    scwe: ["SCWE-088"],
  },
  function* (fn, project) {
    const lines = new Set<number>();
    const hits = [...fn.nodes("binary_expression"), ...fn.nodes("call_expression")];
    for (const node of hits) {
      const [left, right] = factorsOf(node);
      if (!left || !right || lines.has(node.startLine)) continue;
      const quotient = [left, right].map((side) => quotientOf(side, fn)).find((found) => found !== undefined);
      if (!quotient || isDeliberate(quotient, left, right, node, fn, project)) continue;
      lines.add(node.startLine);
      yield { node, detail: `\`${short(quotient.node)}\` is cut to a whole number before it is multiplied.` };
    }
  },
);

interface Quotient {
  readonly node: SyntaxNode;
  readonly dividend: SyntaxNode;
  readonly divisor: SyntaxNode;
}

function factorsOf(node: SyntaxNode): readonly (SyntaxNode | undefined)[] {
  if (node.kind === "binary_expression") return node.tokens[0] === "*" ? node.children : [];
  const call = callOf(node);
  return call.name === "mul" && call.receiver && call.args.length === 1 ? [call.receiver, call.args[0]] : [];
}

function quotientOf(side: SyntaxNode, fn: Callable, depth = 0): Quotient | undefined {
  const node = strip(side);
  if (node.kind === "binary_expression" && node.tokens[0] === "/") {
    const [dividend, divisor] = node.children;
    return dividend && divisor && { node, dividend, divisor };
  }
  if (node.kind === "call_expression") {
    const call = callOf(node);
    const [divisor] = call.args;
    return call.name === "div" && call.receiver && divisor && call.args.length === 1
      ? { node, dividend: call.receiver, divisor }
      : undefined;
  }
  if (node.kind !== "identifier" || depth > 1) return undefined;
  const local = fn.locals.get(node.text);
  const reassigned = [...fn.nodes("assignment_expression"), ...fn.nodes("augmented_assignment_expression")].some(
    (each) => each.children[0]?.text === node.text,
  );
  return local?.value && local.position === undefined && !reassigned
    ? quotientOf(local.value, fn, depth + 1)
    : undefined;
}

function isDeliberate(
  quotient: Quotient,
  left: SyntaxNode,
  right: SyntaxNode,
  product: SyntaxNode,
  fn: Callable,
  project: Project,
): boolean {
  const divisor = compact(strip(quotient.divisor));
  // `x / step * step` rounds down to a step on purpose.
  if ([left, right].some((side) => compact(strip(side)) === divisor)) return true;
  if (isConstant(quotient.dividend, fn, project) && isConstant(quotient.divisor, fn, project)) return true;
  // `10 ** 18 / 10 ** decimals`: one power by another leaves no remainder that matters.
  if (isPower(quotient.dividend) && isPower(quotient.divisor)) return true;
  if (roundsUp(quotient)) return true;
  // The remainder is taken care of separately: `x % step`, or `x - step * q`.
  const remainder = fn
    .nodes("binary_expression")
    .some((node) => node.tokens[0] === "%" && compact(strip(node.children[1] ?? node)) === divisor);
  if (remainder || takesRemainder(quotient, divisor, fn)) return true;
  // `q * divisor` compared with the dividend checks the loss.
  return product.parent?.kind === "binary_expression" && ["==", "!="].includes(product.parent.tokens[0] ?? "")
    ? mentions(product.parent, strip(quotient.dividend).text)
    : false;
}

// `(x + 2) / 3`, `(x + step - 1) / step`: a rounding up that is meant.
function roundsUp({ dividend, divisor }: Quotient): boolean {
  const sum = compact(strip(dividend));
  const step = compact(strip(divisor));
  return sum.endsWith(`+${step}-1`) || (/^\d+$/.test(step) && sum.endsWith(`+${Number(step) - 1}`));
}

function takesRemainder({ node }: Quotient, divisor: string, fn: Callable): boolean {
  const kept = [...fn.locals.values()].find((local) => local.value && strip(local.value) === node)?.name;
  return fn.nodes("binary_expression").some((product) => {
    if (product.tokens[0] !== "*") return false;
    const sides = product.children.map((side) => compact(strip(side)));
    return sides.includes(divisor) && kept !== undefined && sides.includes(kept);
  });
}

function isConstant(node: SyntaxNode, fn: Callable, project: Project): boolean {
  const inner = strip(node);
  if (inner.kind === "number_literal") return true;
  if (inner.kind === "identifier") return project.state(fn.contract, inner.text)?.fixed ?? false;
  return inner.kind === "binary_expression" && inner.children.every((child) => isConstant(child, fn, project));
}

function isPower(node: SyntaxNode): boolean {
  const inner = strip(node);
  return (inner.kind === "binary_expression" && inner.tokens[0] === "**") || /^1e\d+$/.test(inner.text);
}

function short(node: SyntaxNode): string {
  const text = node.text.replace(/\s+/g, " ");
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
