import { functionDetector, type Hit } from "../../detector.ts";
import { callOf, compact, operatorOf, some } from "../expressions.ts";
import { conditionsOf, type Frame, isCaller, trace } from "../flow.ts";
import type { Project } from "../project.ts";
import type { SyntaxNode } from "../../../../context/syntax.ts";

const DECIDES = /^_?(check|only|require|has|is|can|auth|allowed|permitted)/i;

export const txOriginAuthorization = functionDetector(
  {
    id: "redoubt/tx-origin-authorization",
    title: "Authorization by tx.origin",
    description:
      "tx.origin is the account that started the transaction, not the one that calls. Any contract that a privileged account touches, a token with a hook or a malicious airdrop, can call on and pass this check. Compare msg.sender instead; `tx.origin == msg.sender` alone, which only asks whether a contract calls, is not reported.",
    severity: "high",
    confidence: "high",
    cwe: ["CWE-477", "CWE-863"],
    swc: ["SWC-115"],
    scwe: ["SCWE-018"],
  },
  function* (fn, project) {
    const frame: Frame = { fn, contract: fn.contract, bound: new Map() };
    const seen = new Set<number>();
    const hit = function* (node: SyntaxNode): Iterable<Hit> {
      if (seen.has(node.startLine)) return;
      seen.add(node.startLine);
      yield { node, detail: "This check passes for every contract that the trusted account calls, directly or not." };
    };
    for (const { expression } of conditionsOf(frame)) {
      if (
        some(
          expression,
          (node) => isOrigin(node, frame, project) && !asksForContracts(node, expression, frame, project),
        )
      ) {
        yield* hit(expression);
      }
    }
    for (const node of fn.nodes("call_expression")) {
      const call = callOf(node);
      const decides = DECIDES.test(call.name) && call.name !== "require";
      if (decides && call.args.some((argument) => isOrigin(argument, frame, project))) yield* hit(node);
    }
  },
);

function isOrigin(node: SyntaxNode, frame: Frame, project: Project): boolean {
  if (node.kind === "member_expression") return compact(node) === "tx.origin";
  if (node.kind !== "identifier" || node.parent?.kind === "member_expression") return false;
  return trace(node, frame, project).kind === "origin";
}

// `tx.origin == msg.sender` and comparisons with zero name no account; neither does the origin's balance or code.
function asksForContracts(node: SyntaxNode, whole: SyntaxNode, frame: Frame, project: Project): boolean {
  let at = node;
  while (at !== whole && at.parent) {
    const { parent } = at;
    if (parent.kind === "member_expression") return true;
    if (parent.kind === "binary_expression") {
      const operator = operatorOf(parent);
      if (operator === "&&" || operator === "||") return false;
      if (operator !== "==" && operator !== "!=") return true;
      const other = parent.children[0] === at ? parent.children[1] : parent.children[0];
      if (!other || at.kind === "array_access") return at.kind !== "array_access";
      return isCaller(other, frame, project) || trace(other, frame, project).kind === "literal";
    }
    at = parent;
  }
  return false;
}
