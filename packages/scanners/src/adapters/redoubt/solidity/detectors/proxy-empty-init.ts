import { functionDetector } from "../../detector.ts";
import type { SyntaxNode } from "../../../../context/syntax.ts";
import { callOf, isEmptyBytes, mentions, strip } from "../expressions.ts";
import type { Callable, Contract } from "../model.ts";
import type { Project } from "../project.ts";

const PROXY = /Proxy$|^Proxy|^ERC1967/;
const TEST_FILE = /\.t\.sol$|(^|\/)tests?\//i;

export const proxyEmptyInit = functionDetector(
  {
    id: "redoubt/proxy-empty-init",
    title: "Proxy is created without initialising it",
    description:
      "Between the transaction that creates the proxy and the one that initialises it anyone may initialise it, become its owner and even upgrade it. Watchers do this within the same block. Pass the encoded call of the initializer as the last argument of the proxy's constructor.",
    severity: "high",
    confidence: "high",
    cwe: ["CWE-665", "CWE-362"],
    swc: ["SWC-118"],
    scwe: ["SCWE-098", "SCWE-092"],
  },
  function* (fn, project) {
    if (TEST_FILE.test(fn.path)) return;
    for (const node of fn.nodes("call_expression")) {
      const created = node.children[0];
      const target = created?.kind === "struct_expression" ? created.children[0] : created;
      if (target?.kind !== "new_expression") continue;
      const type = target.field("name")?.text ?? "";
      const call = callOf(node);
      const data = call.named.get("_data") ?? call.named.get("data") ?? call.args.at(-1);
      if (!PROXY.test(type) || call.args.length + call.named.size < 2 || !data || !isEmpty(data, fn)) continue;
      if (!isScript(fn.contract, fn, project) && initialisedBelow(node, fn)) continue;
      yield { node, detail: `\`${type}\` is deployed with empty initialisation data.` };
    }
  },
);

function isEmpty(data: SyntaxNode, fn: Callable): boolean {
  if (isEmptyBytes(data)) return true;
  const inner = strip(data);
  const local = inner.kind === "identifier" ? fn.locals.get(inner.text) : undefined;
  if (!local) return false;
  const assigned = fn.nodes("assignment_expression").some((node) => node.children[0]?.text === inner.text);
  return !assigned && (local.value === undefined ? local.type === "bytes" : isEmptyBytes(local.value));
}

// In a script every call is a transaction of its own; inside a contract the rest of the function is the same one.
function isScript(contract: Contract | undefined, fn: Callable, project: Project): boolean {
  if (/\.s\.sol$/i.test(fn.path)) return true;
  if (contract && project.baseNames(contract).some((name) => /^(Script|CommonBase|ScriptBase)$/.test(name)))
    return true;
  return fn.nodes("call_expression").some((node) => /^(start)?[bB]roadcast$/.test(callOf(node).name));
}

function initialisedBelow(created: SyntaxNode, fn: Callable): boolean {
  const holders = [...fn.locals.values()]
    .filter((local) => local.value && holds(local.value, created))
    .map((local) => local.name);
  for (const assignment of fn.nodes("assignment_expression")) {
    const [target, value] = assignment.children;
    if (target && value && holds(value, created)) holders.push(target.text);
  }
  return fn.nodes("call_expression").some((node) => {
    if (node.start < created.end) return false;
    const call = callOf(node);
    const aboutProxy =
      call.receiver !== undefined && holders.some((name) => call.receiver && mentions(call.receiver, name));
    return aboutProxy && /^(__?)?(init|setup|upgradeToAndCall)/i.test(call.name);
  });
}

function holds(value: SyntaxNode, inner: SyntaxNode): boolean {
  return value.start <= inner.start && inner.end <= value.end;
}
