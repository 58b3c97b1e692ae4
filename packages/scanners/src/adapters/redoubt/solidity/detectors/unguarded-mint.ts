import { functionDetector } from "../../detector.ts";
import type { SyntaxNode } from "../../../../context/syntax.ts";
import { callOf, compact, some } from "../expressions.ts";
import { type Frame, frames, trace, writesOf } from "../flow.ts";
import { guardsOf, isGuarded, isTestCode } from "../guards.ts";
import type { Project } from "../project.ts";

const MINT = /^_?_?(safe)?mint(To|For|Batch|Tokens?|Shares?)?$/i;
const PAYS = /transferFrom|safeTransferFrom|burn|permit2|pull|collect|charge|deposit/i;
const SUPPLY = /^_?(total)?supply|^_?totalShares$|^_?totalMinted$/i;

export const unguardedMint = functionDetector(
  {
    id: "redoubt/unguarded-mint",
    title: "Anyone can mint for free",
    description:
      "The function creates tokens in an amount that its caller chooses, takes nothing in return and does not ask who calls. Whoever finds it owns the supply. Restrict it to a minter role, or take payment in the same transaction.",
    severity: "critical",
    confidence: "medium",
    cwe: ["CWE-862", "CWE-284"],
    swc: ["SWC-105"],
    scwe: ["SCWE-016"],
  },
  function* (fn, project) {
    if (!fn.isEntry || fn.kind !== "function" || fn.isView || fn.contract?.kind !== "contract" || isTestCode(fn))
      return;
    const guards = guardsOf(fn, project);
    if (isGuarded(fn, project) || guards.once) return;
    const all = frames(fn, project);
    if (takesPayment(all)) return;
    for (const frame of all) {
      const node = mintIn(frame, project);
      if (!node) continue;
      const site = frame.caller ? (fn.node.field("name") ?? fn.node) : node;
      yield { node: site, detail: `\`${fn.name}\` creates as much as its caller asks for, for nothing.` };
      return;
    }
  },
);

function takesPayment(all: readonly Frame[]): boolean {
  return all.some((frame) => {
    const paysByCall = frame.fn.nodes("call_expression").some((node) => PAYS.test(callOf(node).name));
    return paysByCall || frame.fn.nodes("member_expression").some((node) => compact(node) === "msg.value");
  });
}

function mintIn(frame: Frame, project: Project): SyntaxNode | undefined {
  for (const node of frame.fn.nodes("call_expression")) {
    const call = callOf(node);
    if (MINT.test(call.name) && call.args.length >= 2 && chosen(call.args.at(-1), call.args[1], frame, project))
      return node;
  }
  if (!/mint|issue/i.test(frame.fn.name)) return undefined;
  for (const write of writesOf(frame, project)) {
    const grows = write.operator === "+=" || (write.operator === "=" && addsToItself(write.value, write.variable));
    if (grows && SUPPLY.test(write.variable) && write.value && chosen(write.value, undefined, frame, project))
      return write.node;
  }
  return undefined;
}

function chosen(one: SyntaxNode | undefined, two: SyntaxNode | undefined, frame: Frame, project: Project): boolean {
  return [one, two].some(
    (value) =>
      value !== undefined &&
      some(value, (node) => {
        if (node.kind !== "identifier") return false;
        const origin = trace(node, frame, project);
        // The token id of a collection is no amount.
        return origin.kind === "parameter" && !origin.frame.caller && !/id$|data$/i.test(origin.name);
      }),
  );
}

function addsToItself(value: SyntaxNode | undefined, variable: string): boolean {
  return value?.kind === "binary_expression" && value.tokens[0] === "+" && value.children[0]?.text === variable;
}
