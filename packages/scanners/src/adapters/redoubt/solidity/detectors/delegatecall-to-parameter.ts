import { functionDetector, type Hit } from "../../detector.ts";
import type { SyntaxNode } from "../../../../context/syntax.ts";
import { callOf, namesIn } from "../expressions.ts";
import { conditionsOf, type Frame, frames, trace } from "../flow.ts";
import { guardsOf, isTestCode } from "../guards.ts";
import type { Project } from "../project.ts";

export const delegatecallToParameter = functionDetector(
  {
    id: "redoubt/delegatecall-to-parameter",
    title: "delegatecall to an address that the caller chooses",
    description:
      "delegatecall runs foreign code on this contract's storage and balance. Where anyone may name the address, anyone may take over the contract. Restrict the function to trusted callers, or take the address from a list that only governance may change.",
    severity: "critical",
    confidence: "high",
    cwe: ["CWE-829", "CWE-494"],
    swc: ["SWC-112"],
    scwe: ["SCWE-035"],
  },
  function* (fn, project) {
    if (!fn.isEntry || fn.contract?.kind !== "contract" || isTestCode(fn)) return;
    const { identity, signature, once } = guardsOf(fn, project);
    if (identity || signature || once) return;
    const all = frames(fn, project);
    const seen = new Set<SyntaxNode>();
    for (const frame of all) {
      for (const target of targetsOf(frame)) {
        const origin = trace(target, frame, project);
        if (origin.kind !== "parameter" || origin.frame.caller || listed(origin.name, all, project)) continue;
        const node = frame.caller ? siteInEntry(frame) : target;
        if (seen.has(node)) continue;
        seen.add(node);
        yield {
          node,
          detail: `The target comes from the parameter \`${origin.name}\` and is not limited.`,
        } satisfies Hit;
      }
    }
  },
);

function targetsOf(frame: Frame): SyntaxNode[] {
  const targets: SyntaxNode[] = [];
  for (const node of frame.fn.nodes("call_expression")) {
    const call = callOf(node);
    const { receiver, name, args } = call;
    if (!receiver) continue;
    if (name === "delegatecall" || name === "callcode") targets.push(receiver);
    else if (name === "functionDelegateCall") {
      const target = receiver.kind === "identifier" && /^[A-Z]/.test(receiver.text) ? args[0] : receiver;
      if (target) targets.push(target);
    }
  }
  for (const node of frame.fn.nodes("yul_function_call")) {
    const [callee, , address] = node.children;
    const name = callee?.text;
    if ((name === "delegatecall" || name === "callcode") && address?.kind === "yul_path") {
      const identifier = address.children[0]?.children[0];
      if (identifier) targets.push(identifier);
    }
  }
  return targets;
}

// A condition that weighs the address against anything stored or constant is an allow-list.
function listed(parameter: string, all: readonly Frame[], project: Project): boolean {
  return all.some((frame) =>
    conditionsOf(frame).some(({ expression }) => {
      const names = [...namesIn(expression)];
      const aboutTarget = names.some((name) => originName(name, expression, frame, project) === parameter);
      return aboutTarget && names.some((name) => project.state(frame.contract, name) !== undefined);
    }),
  );
}

function originName(name: string, within: SyntaxNode, frame: Frame, project: Project): string | undefined {
  let found: string | undefined;
  const visit = (node: SyntaxNode): void => {
    if (found === undefined && node.kind === "identifier" && node.text === name) {
      const origin = trace(node, frame, project);
      if (origin.kind === "parameter" && !origin.frame.caller) found = origin.name;
    }
    node.children.forEach(visit);
  };
  visit(within);
  return found;
}

function siteInEntry(frame: Frame): SyntaxNode {
  let at = frame;
  while (at.caller?.caller) at = at.caller;
  return at.site ?? at.fn.node;
}
