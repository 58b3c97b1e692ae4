import { functionDetector } from "../../detector.ts";
import { type Call, callOf, mentions } from "../expressions.ts";
import { type Frame, typeOf } from "../flow.ts";
import type { Callable } from "../model.ts";
import type { Project } from "../project.ts";
import type { SyntaxNode } from "../../../../context/syntax.ts";

const LOW_LEVEL = new Set(["call", "delegatecall", "staticcall", "callcode", "send"]);

export const uncheckedLowLevelCall = functionDetector(
  {
    id: "redoubt/unchecked-low-level-call",
    title: "Result of a low-level call is not checked",
    description:
      "call, delegatecall, staticcall and send return false instead of reverting. When the result is dropped, the function goes on as if the transfer or call had worked, and books money that never moved. Check the returned flag (`require(ok)`), or use a helper that does.",
    severity: "medium",
    confidence: "high",
    cwe: ["CWE-252"],
    swc: ["SWC-104"],
    scwe: ["SCWE-048"],
  },
  function* (fn, project) {
    for (const node of fn.nodes("call_expression")) {
      const call = callOf(node);
      if (!LOW_LEVEL.has(call.name) || !isLowLevel(call, fn, project)) continue;
      const { parent } = node;
      const dropped = parent?.kind === "expression_statement";
      const unread = parent && !dropped ? unreadFlag(parent, node, fn) : undefined;
      if (!dropped && unread === undefined) continue;
      const left = unread ? `The flag \`${unread}\` is never read.` : "The success flag is left out.";
      yield {
        node,
        detail: dropped ? `The result of \`${call.name}\` is thrown away.` : left,
        // A reading call moves nothing; what it failed to read may still be taken for an answer.
        ...(call.name === "staticcall" ? { severity: "low" } : {}),
      };
    }
  },
);

function isLowLevel(call: Call, fn: Callable, project: Project): boolean {
  if (!call.receiver || call.args.length > 1 || call.named.size > 0) return false;
  const frame: Frame = { fn, contract: fn.contract, bound: new Map() };
  const type = typeOf(call.receiver, frame, project);
  // A contract or library of the project may have a function of that name.
  return type === undefined || /^address/.test(type);
}

/** Name of the unread flag, empty when it has no name, undefined when it is read or goes elsewhere. */
function unreadFlag(parent: SyntaxNode, call: SyntaxNode, fn: Callable): string | undefined {
  if (parent.kind !== "variable_declaration_statement") return undefined;
  const [declaration] = parent.children;
  const first = declaration?.kind === "variable_declaration_tuple" ? declaration.children[0] : declaration;
  const flag = [...fn.locals.values()].find((local) => local.value === call && (local.position ?? 0) === 0);
  if (!flag || !first) return declaration?.kind === "variable_declaration_tuple" ? "" : undefined;
  const read = fn.body?.children.some((statement) => readsOutside(statement, flag.name, parent)) ?? true;
  return read ? undefined : flag.name;
}

function readsOutside(node: SyntaxNode, name: string, declaration: SyntaxNode): boolean {
  if (node === declaration) return false;
  if (!contains(node, declaration)) return mentions(node, name);
  return node.children.some((child) => readsOutside(child, name, declaration));
}

function contains(node: SyntaxNode, inner: SyntaxNode): boolean {
  return node.start <= inner.start && inner.end <= node.end;
}
