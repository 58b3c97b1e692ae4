import { functionDetector } from "../../detector.ts";
import type { SyntaxNode } from "../../../../context/syntax.ts";
import { callOf, strip } from "../expressions.ts";
import { type Frame, typeOf } from "../flow.ts";
import type { Project } from "../project.ts";

export const packedCollision = functionDetector(
  {
    id: "redoubt/packed-collision",
    title: "Hash of packed values with several of variable length",
    description:
      'encodePacked writes values of variable length one behind the other without their lengths: ("ab", "c") and ("a", "bc") give the same bytes and so the same hash. Whoever chooses both can make one message pass for another. Use abi.encode, or hash each part on its own first.',
    severity: "medium",
    confidence: "high",
    cwe: ["CWE-294", "CWE-345"],
    swc: ["SWC-133"],
    scwe: ["SCWE-074"],
  },
  function* (fn, project) {
    const frame: Frame = { fn, contract: fn.contract, bound: new Map() };
    for (const node of fn.nodes("call_expression")) {
      const hash = callOf(node);
      const [argument] = hash.args;
      if (hash.receiver || !["keccak256", "sha256", "ripemd160", "sha3"].includes(hash.name) || !argument) continue;
      const packed = packedArguments(argument, frame);
      const index = packed.findIndex((each, at) => {
        const next = packed[at + 1];
        return next !== undefined && isDynamic(each, frame, project) && isDynamic(next, frame, project);
      });
      const [first, second] = index < 0 ? [] : [packed[index], packed[index + 1]];
      if (!first || !second) continue;
      yield { node, detail: `\`${first.text}\` and \`${second.text}\` flow into each other.` };
    }
  },
);

function packedArguments(argument: SyntaxNode, frame: Frame): readonly SyntaxNode[] {
  const inner = strip(argument);
  if (inner.kind === "identifier") {
    const value = frame.fn.locals.get(inner.text)?.value;
    return value?.kind === "call_expression" ? packedArguments(value, frame) : [];
  }
  if (inner.kind !== "call_expression") return [];
  const call = callOf(inner);
  const receiver = call.receiver?.text;
  const packs =
    receiver === "abi"
      ? call.name === "encodePacked"
      : call.name === "concat" && /^(bytes|string)$/.test(receiver ?? "");
  return packs ? call.args : [];
}

// Only values whose declared type is known count: a literal or the text of a number cannot be chosen freely.
function isDynamic(expression: SyntaxNode, frame: Frame, project: Project): boolean {
  const inner = expression.kind === "type_cast_expression" ? strip(expression) : expression;
  if (inner.kind === "call_expression" && /^(to(Hex)?String|uint2str|itoa)$/i.test(callOf(inner).name)) return false;
  const type = typeOf(inner, frame, project)?.trim();
  return type !== undefined && (/^(string|bytes)$/.test(type) || /\[\]$/.test(type));
}
