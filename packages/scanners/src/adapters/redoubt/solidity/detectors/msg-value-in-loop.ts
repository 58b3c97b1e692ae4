import { functionDetector, type Hit } from "../../detector.ts";
import type { SyntaxNode } from "../../../../context/syntax.ts";
import { above, callOf, compact, strip } from "../expressions.ts";
import { frames } from "../flow.ts";
import type { Callable } from "../model.ts";

const LOOPS = new Set(["for_statement", "while_statement", "do_while_statement"]);
const BOUNDARY = new Set([...LOOPS, "function_body"]);

export const msgValueInLoop = functionDetector(
  {
    id: "redoubt/msg-value-in-loop",
    title: "msg.value counted once per round of a loop",
    description:
      "msg.value is the same in every round, also in every delegatecall of a payable multicall, but the money arrives once. Whoever calls with two entries is credited twice. Keep what is left in a local variable and take each round's share from it, or refuse value in batches.",
    severity: "high",
    confidence: "medium",
    cwe: ["CWE-682", "CWE-837"],
    scwe: ["SCWE-083"],
  },
  function* (fn, project) {
    if (!fn.isEntry) return;
    const seen = new Set<SyntaxNode>();
    for (const frame of frames(fn, project)) {
      const loopSite = siteInLoop(frame);
      for (const node of frame.fn.nodes("member_expression")) {
        if (compact(node) !== "msg.value") continue;
        const loop = loopAround(node);
        if (!loop && !loopSite) continue;
        if (isShareOrCheck(node, loop, frame.fn)) continue;
        const place = loopSite ?? node;
        if (seen.has(place)) continue;
        seen.add(place);
        yield { node: place, detail: "The same ether is counted again in every round." } satisfies Hit;
      }
    }
    if (fn.isPayable) yield* payableMulticall(fn);
  },
);

function* payableMulticall(fn: Callable): Iterable<Hit> {
  for (const node of fn.nodes("call_expression")) {
    const call = callOf(node);
    const own = call.receiver && compact(call.receiver) === "address(this)";
    const library = call.name === "functionDelegateCall" && call.args[0] && compact(call.args[0]) === "address(this)";
    if (!((own && call.name === "delegatecall") || library) || !loopAround(node)) continue;
    yield { node, detail: "Every call of the batch sees the whole msg.value.", confidence: "low" };
  }
}

/** The loop whose body or condition holds the node; what runs once before a `for` does not count. */
function loopAround(node: SyntaxNode): SyntaxNode | undefined {
  const loop = above(node, BOUNDARY);
  if (!loop || !LOOPS.has(loop.kind)) return undefined;
  const first = loop.children[0];
  const runsOnce = loop.kind === "for_statement" && first && first.start <= node.start && node.end <= first.end;
  return runsOnce ? undefined : loop;
}

function siteInLoop(frame: ReturnType<typeof frames>[number]): SyntaxNode | undefined {
  for (let at: typeof frame | undefined = frame; at; at = at.caller) {
    if (at.site && at.site.kind === "call_expression" && loopAround(at.site)) return at.site;
  }
  return undefined;
}

// A share of the value, or a running total held against it, counts nothing twice.
function isShareOrCheck(node: SyntaxNode, loop: SyntaxNode | undefined, fn: Callable): boolean {
  for (let at = node; at.parent && at !== loop; at = at.parent) {
    const { parent } = at;
    if (parent.kind !== "binary_expression") {
      if (parent.kind.endsWith("_statement")) return false;
      continue;
    }
    const operator = parent.tokens[0] ?? "";
    if (operator === "/" && parent.children[0] === at) return true;
    if (["<", "<=", ">", ">=", "==", "!="].includes(operator)) {
      const other = parent.children[0] === at ? parent.children[1] : parent.children[0];
      const name = other ? strip(other).text : "";
      return other?.kind === "number_literal" || accumulates(name, fn);
    }
  }
  return false;
}

function accumulates(name: string, fn: Callable): boolean {
  return fn.nodes("augmented_assignment_expression").some((node) => node.children[0]?.text === name);
}
