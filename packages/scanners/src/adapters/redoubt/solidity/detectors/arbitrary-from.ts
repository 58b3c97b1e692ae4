import { functionDetector } from "../../detector.ts";
import type { SyntaxNode } from "../../../../context/syntax.ts";
import { type Call, callOf, isZero, keysOf, mentions, some, strip } from "../expressions.ts";
import { conditionsOf, type Frame, frames, mentionsCaller, trace } from "../flow.ts";
import { guardsOf, isTestCode } from "../guards.ts";
import type { Project } from "../project.ts";

export const arbitraryFrom = functionDetector(
  {
    id: "redoubt/arbitrary-from",
    title: "Tokens are pulled from an address that the caller chooses",
    description:
      "Everyone who has approved this contract, often without limit, can be robbed by a stranger who passes their address as `from`. Pull only from msg.sender, or ask for a signature or an allowance given to the caller.",
    severity: "critical",
    confidence: "medium",
    cwe: ["CWE-862", "CWE-639"],
    scwe: ["SCWE-016", "SCWE-042"],
  },
  function* (fn, project) {
    if (!fn.isEntry || fn.isView || fn.contract?.kind !== "contract" || isTestCode(fn)) return;
    // A token that moves its holders' balances checks allowances in its base; receiver hooks are told who paid.
    if (/^(safe)?(batch)?transfer|^on[A-Z]/i.test(fn.name)) return;
    const { identity, signature, accounting } = guardsOf(fn, project);
    if (identity || signature) return;
    const all = frames(fn, project);
    for (const frame of all) {
      for (const node of frame.fn.nodes("call_expression")) {
        const from = sourceOf(callOf(node));
        if (!from) continue;
        const origin = trace(from, frame, project);
        if (origin.kind !== "parameter" || origin.frame.caller) continue;
        if (accounting && weighedAgainstCaller(origin.name, all, project)) continue;
        if (permitted(origin.name, all, project)) continue;
        const site = frame.caller ? (fn.node.field("name") ?? fn.node) : node;
        yield { node: site, detail: `\`${origin.name}\` is whoever the caller names.` };
        return;
      }
    }
  },
);

/** Whose tokens a call moves: `t.transferFrom(from, …)`, `SafeERC20.safeTransferFrom(t, from, …)`. */
function sourceOf({ name, receiver, args }: Call): SyntaxNode | undefined {
  if (!receiver || !/^(safe)?TransferFrom(WithPermit2?)?$/i.test(name)) return undefined;
  if (receiver.text === "super" || receiver.text === "this") return undefined;
  const viaLibrary = /^[A-Z]/.test(receiver.text) && receiver.kind === "identifier" && args.length === 4;
  return viaLibrary ? args[1] : args[0];
}

// `allowance[from][msg.sender]`, as in a token.
function weighedAgainstCaller(parameter: string, all: readonly Frame[], project: Project): boolean {
  return all.some((frame) =>
    conditionsOf(frame).some(
      ({ expression }) => mentions(expression, parameter) && mentionsCaller(expression, frame, project),
    ),
  );
}

// `trusted[from]`, `from == treasury`.
function lists(node: SyntaxNode, parameter: string): boolean {
  if (node.kind === "array_access") return keysOf(node).some((key) => mentions(key, parameter));
  if (node.kind !== "binary_expression" || !["==", "!="].includes(node.tokens[0] ?? "")) return false;
  const [left, right] = node.children;
  if (!left || !right || isZero(left) || isZero(right)) return false;
  return strip(left).text === parameter || strip(right).text === parameter;
}

// An allowance or approval of `from` for the caller is spent, or a condition lists `from`.
function permitted(parameter: string, all: readonly Frame[], project: Project): boolean {
  return all.some((frame) => {
    const spends = frame.fn.nodes("call_expression").some((node) => {
      const call = callOf(node);
      const about = call.args.some((argument) => {
        const origin = trace(argument, frame, project);
        return origin.kind === "parameter" && !origin.frame.caller && origin.name === parameter;
      });
      const spending = /spendAllowance|isApproved|allowance|permit|authori|operator/i.test(call.name);
      return (
        about && (spending || /^_?use(Checked)?Nonce/.test(call.name)) && !/^safe(Increase|Decrease)/.test(call.name)
      );
    });
    return spends || conditionsOf(frame).some(({ expression }) => some(expression, (node) => lists(node, parameter)));
  });
}
