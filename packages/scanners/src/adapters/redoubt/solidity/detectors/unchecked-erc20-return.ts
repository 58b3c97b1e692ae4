import { functionDetector } from "../../detector.ts";
import { callOf } from "../expressions.ts";
import { type Frame, typeOf } from "../flow.ts";
import type { Project } from "../project.ts";

const ARGUMENTS: Readonly<Record<string, number>> = { transfer: 2, transferFrom: 3 };
// Tokens without a return value, and wrapped native coins, which revert.
const NOT_ERC20 =
  /721|1155|nft|punk|kitties|collectible|weth|wbnb|wmatic|wavax|wrapped(native|ether)|position_?manager/i;

export const uncheckedErc20Return = functionDetector(
  {
    id: "redoubt/unchecked-erc20-return",
    title: "Returned value of a token transfer is not checked",
    description:
      "Some ERC-20 tokens return false instead of reverting when a transfer fails. With the value dropped, the contract credits tokens that it never received or believes that it paid. Use SafeERC20 (`safeTransfer`, `safeTransferFrom`), which also accepts tokens that return nothing, or check the value.",
    severity: "medium",
    confidence: "medium",
    cwe: ["CWE-252"],
    swc: ["SWC-104"],
    scwe: ["SCWE-048"],
  },
  function* (fn, project) {
    const frame: Frame = { fn, contract: fn.contract, bound: new Map() };
    for (const node of fn.nodes("call_expression")) {
      if (node.parent?.kind !== "expression_statement") continue;
      const call = callOf(node);
      const { receiver } = call;
      const count = Object.hasOwn(ARGUMENTS, call.name) ? ARGUMENTS[call.name] : undefined;
      if (!receiver || count === undefined || call.args.length + call.named.size !== count) continue;
      if (receiver.text === "super" || receiver.text === "this") continue;
      const type = typeOf(receiver, frame, project);
      const described = `${type ?? ""} ${receiver.text}`;
      if (NOT_ERC20.test(described) || (type !== undefined && revertsOnFailure(type, project))) continue;
      yield { node, detail: `\`${receiver.text}.${call.name}\` may return false, and nobody looks.` };
    }
  },
);

// A token whose code is here and builds on a known implementation that reverts.
function revertsOnFailure(type: string, project: Project): boolean {
  const contract = project.contract(type);
  if (!contract || contract.kind !== "contract") return false;
  return project.baseNames(contract).some((name) => /^(ERC20|ERC4626|ERC721|ERC1155|Solady|Solmate)/.test(name));
}
