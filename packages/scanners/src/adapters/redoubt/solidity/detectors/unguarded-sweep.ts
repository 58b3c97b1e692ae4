import { functionDetector } from "../../detector.ts";
import type { SyntaxNode } from "../../../../context/syntax.ts";
import { type Call, callOf, compact, isZero, some } from "../expressions.ts";
import { type Frame, frames, isCaller, trace, writesOf } from "../flow.ts";
import { guardsOf, isGuarded, isTestCode } from "../guards.ts";
import type { Project } from "../project.ts";

interface Payout {
  readonly node: SyntaxNode;
  readonly to: SyntaxNode;
  readonly amount?: SyntaxNode;
}

export const unguardedSweep = functionDetector(
  {
    id: "redoubt/unguarded-sweep",
    title: "Anyone can take what the contract holds",
    description:
      "The function pays out the contract's own ether or tokens to an address that the caller chooses, or destroys the contract in its favour, without asking who calls and without booking it against an account. Restrict it to a trusted role, or pay to a fixed address.",
    severity: "critical",
    confidence: "medium",
    cwe: ["CWE-862", "CWE-284"],
    swc: ["SWC-105", "SWC-106"],
    scwe: ["SCWE-049", "SCWE-050"],
  },
  function* (fn, project) {
    if (!fn.isEntry || fn.isView || fn.contract?.kind !== "contract" || isTestCode(fn)) return;
    if (isGuarded(fn, project) || guardsOf(fn, project).once) return;
    const all = frames(fn, project);
    if (booked(all, project)) return;
    for (const frame of all) {
      for (const payout of payoutsOf(frame)) {
        if (!toOutsider(payout.to, frame, project) || !ofOwnFunds(payout, frame, project)) continue;
        const site = frame.caller ? (fn.node.field("name") ?? fn.node) : payout.node;
        yield { node: site, detail: `\`${fn.name}\` sends the contract's funds wherever its caller wants.` };
        return;
      }
    }
  },
);

function payoutsOf(frame: Frame): Payout[] {
  const found: Payout[] = [];
  for (const node of frame.fn.nodes("call_expression")) {
    const call = callOf(node);
    const payout = etherPayout(call) ?? tokenPayout(call);
    if (payout) found.push({ node, ...payout });
  }
  return found;
}

function etherPayout({ name, receiver, args, options }: Call): Omit<Payout, "node"> | undefined {
  const [first, second] = args;
  if ((name === "selfdestruct" || name === "suicide") && first && !receiver) return { to: first };
  if (!receiver) return undefined;
  const value = options.get("value");
  if (name === "call" && value) return { to: receiver, amount: value };
  if ((name === "transfer" || name === "send") && args.length === 1 && first) return { to: receiver, amount: first };
  if (/^(sendValue|safeTransferETH)$/.test(name)) {
    if (/^[A-Z]/.test(receiver.text)) return first && second && { to: first, amount: second };
    return first && { to: receiver, amount: first };
  }
  return undefined;
}

function tokenPayout({ name, receiver, args }: Call): Omit<Payout, "node"> | undefined {
  if (!receiver || receiver.text === "super" || !/^(transfer|safeTransfer)$/.test(name)) return undefined;
  const rest = args.length === 3 && /^[A-Z]/.test(receiver.text) ? args.slice(1) : args;
  const [to, amount] = rest;
  return to && amount && rest.length === 2 ? { to, amount } : undefined;
}

function toOutsider(to: SyntaxNode, frame: Frame, project: Project): boolean {
  if (isCaller(to, frame, project)) return true;
  const origin = trace(to, frame, project);
  return origin.kind === "parameter" && !origin.frame.caller;
}

// All of it, or as much as the caller says; what just came in with the call is the caller's own.
function ofOwnFunds({ amount }: Payout, frame: Frame, project: Project): boolean {
  if (!amount) return true;
  if (isZero(amount)) return false;
  const own = (node: SyntaxNode, depth: number): boolean =>
    some(node, (each) => {
      const text = each.kind === "member_expression" || each.kind === "call_expression" ? compact(each) : "";
      if (/^(payable\()?address\(this\)\)?\.balance$|\.balanceOf\(address\(this\)\)$|^this\.balance$/.test(text))
        return true;
      const local = each.kind === "identifier" && depth < 3 ? frame.fn.locals.get(each.text) : undefined;
      return local?.value !== undefined && own(local.value, depth + 1);
    });
  if (own(amount, 0)) return true;
  const origin = trace(amount, frame, project);
  return origin.kind === "parameter" && !origin.frame.caller;
}

// Accounts are changed, or the money first came in: no sweep.
function booked(all: readonly Frame[], project: Project): boolean {
  return all.some((frame) => {
    const writes = writesOf(frame, project).some(
      (write) => write.keys.length > 0 || ["-=", "--"].includes(write.operator),
    );
    const calls = frame.fn
      .nodes("call_expression")
      .some((node) => /burn|transferFrom|unwrap|redeem|withdraw/i.test(callOf(node).name));
    return writes || calls || frame.fn.nodes("member_expression").some((node) => compact(node) === "msg.value");
  });
}
