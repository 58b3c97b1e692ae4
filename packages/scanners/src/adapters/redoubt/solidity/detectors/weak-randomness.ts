import { functionDetector } from "../../detector.ts";
import type { SyntaxNode } from "../../../../context/syntax.ts";
import { above, callOf, compact, strip, walk } from "../expressions.ts";
import type { Callable } from "../model.ts";

const RANDOM_NAME =
  /rand|seed|lotter|raffle|winner|lucky|dice|roll|flip|shuffle|spin|draw(n|ing)?$|pick|gamble|entropy/i;
const UNUSABLE_OTHERWISE = new Set(["block.difficulty", "block.prevrandao", "block.coinbase"]);
const GUESSABLE = new Set([
  ...UNUSABLE_OTHERWISE,
  "block.timestamp",
  "block.number",
  "block.gaslimit",
  "block.basefee",
  "now",
]);
const STATEMENTS = new Set(["variable_declaration_statement", "expression_statement", "return_statement"]);

export const weakRandomness = functionDetector(
  {
    id: "redoubt/weak-randomness",
    title: "Chance taken from block values",
    description:
      "Block values are known to, and partly chosen by, whoever builds the block, and a contract can compute the same value and only play when it wins. Use a verifiable random function, or commit and reveal with a deposit that is lost when the reveal is withheld.",
    severity: "high",
    confidence: "medium",
    cwe: ["CWE-330", "CWE-338"],
    swc: ["SWC-120"],
    scwe: ["SCWE-024", "SCWE-084"],
  },
  function* (fn) {
    const lines = new Set<number>();
    for (const node of [...fn.nodes("binary_expression"), ...fn.nodes("call_expression")]) {
      const reason = node.kind === "binary_expression" ? chanceByModulo(node, fn) : chanceByName(node, fn);
      const statement = above(node, STATEMENTS) ?? node;
      if (!reason || lines.has(statement.start)) continue;
      lines.add(statement.start);
      yield { node, detail: `\`${reason}\` can be foreseen or influenced.` };
    }
  },
);

// `hash % n`: a remainder of a block value is chance, unless it only aligns a time.
function chanceByModulo(node: SyntaxNode, fn: Callable): string | undefined {
  if (node.tokens[0] !== "%") return undefined;
  const [value] = node.children;
  if (!value) return undefined;
  const sources = sourcesIn(value, fn);
  const hashed = isHashed(value, fn);
  const [first] = sources;
  if (!first) return undefined;
  const unusable = sources.find((source) => UNUSABLE_OTHERWISE.has(source) || source === "blockhash");
  if (unusable) return unusable;
  return hashed || RANDOM_NAME.test(contextName(node, fn)) ? first : undefined;
}

// `uint seed = uint(keccak256(… block.timestamp …))`, whatever is done with it.
function chanceByName(node: SyntaxNode, fn: Callable): string | undefined {
  const call = callOf(node);
  if (call.receiver || (call.name !== "keccak256" && call.name !== "blockhash")) return undefined;
  if (!RANDOM_NAME.test(contextName(node, fn))) return undefined;
  return call.name === "blockhash" ? "blockhash" : sourcesIn(node, fn)[0];
}

function sourcesIn(expression: SyntaxNode, fn: Callable, depth = 0): string[] {
  const found: string[] = [];
  walk(expression, (node) => {
    if (node.kind === "member_expression" && GUESSABLE.has(compact(node))) found.push(compact(node));
    else if (node.kind === "call_expression") {
      const call = callOf(node);
      if (call.name === "blockhash") found.push("blockhash");
    } else if (node.kind === "identifier") {
      const isMember = node.parent?.kind === "member_expression";
      const local = isMember || depth > 3 ? undefined : fn.locals.get(node.text);
      if (node.text === "now" && !isMember && !local) found.push("now");
      if (local?.value && local.position === undefined && local.value !== expression) {
        found.push(...sourcesIn(local.value, fn, depth + 1));
      }
    }
    return undefined;
  });
  return found;
}

function isHashed(expression: SyntaxNode, fn: Callable, depth = 0): boolean {
  const inner = strip(expression);
  if (inner.kind === "identifier") {
    const value = fn.locals.get(inner.text)?.value;
    return value !== undefined && depth < 4 && isHashed(value, fn, depth + 1);
  }
  return inner.kind === "call_expression" && ["keccak256", "sha256", "sha3"].includes(callOf(inner).name);
}

/** The names around a value: its function, and the variable that it is stored in. */
function contextName(node: SyntaxNode, fn: Callable): string {
  const statement = above(node, STATEMENTS);
  const declared =
    statement?.kind === "variable_declaration_statement" ? statement.children[0]?.field("name")?.text : "";
  const [inner] = statement?.children ?? [];
  const assigned = inner?.kind === "assignment_expression" ? inner.children[0]?.text : "";
  return `${fn.name} ${declared ?? ""} ${assigned ?? ""}`.replace(/\boperand\b/i, "");
}
