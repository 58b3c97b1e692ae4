import { scriptDetector } from "../../detector.ts";
import { callsIn, constantText, entriesOf, keyText, strip } from "../expressions.ts";
import { unquoted, type ScriptFile } from "../file.ts";
import type { SyntaxNode } from "../../../../context/syntax.ts";

const MAX_NAME =
  /^(ethers\.)?(constants\.)?(MaxUint256|maxUint256|MAX_UINT256|MAX_UINT|UINT256_MAX|MAX_UINT_256|MaxInt256|MAX_ALLOWANCE|INFINITE)$/;
const MAX_TEXT = /^(0x)?[fF]{64}$|^115792089237316195423570985008687907853269984665640564039457584007913129639935n?$/;
const SUBMITS =
  /^(writeContract|simulateContract|sendTransaction|encodeFunctionData|prepareWriteContract|estimateContractGas)$/;

export const unboundedApprove = scriptDetector(
  {
    id: "redoubt/unbounded-approve",
    title: "Token approval without a limit",
    description:
      "An unlimited approval outlives the payment it was given for: when the approved contract is broken or upgraded later, everything in the wallet can be taken. Approve the amount that is needed, or a permit with a deadline, and take approvals back that are no longer used.",
    severity: "medium",
    confidence: "high",
    cwe: ["CWE-732"],
    scwe: ["SCWE-042"],
  },
  /approve|increaseAllowance/i,
  function* (file) {
    for (const call of callsIn(file)) {
      const amount = approvedAmount(call.name, call.receiver, call.args, file);
      if (!amount || !isUnbounded(amount, file)) continue;
      yield { node: amount, detail: "The spender may take any amount, for ever." };
    }
  },
);

function approvedAmount(
  name: string,
  receiver: SyntaxNode | undefined,
  args: readonly SyntaxNode[],
  file: ScriptFile,
): SyntaxNode | undefined {
  if (/^(approve|increaseAllowance|safeApprove|forceApprove)$/.test(name) && receiver && args.length >= 2)
    return args[1];
  // contract.methods.approve(…), contract.write.approve([spender, amount])
  const [list] = args;
  if (name === "approve" && list && strip(list).kind === "array") return strip(list).children[1];
  if (!SUBMITS.test(name) && name !== "encode") {
    const [method, values] = args;
    const isEncode = name === "encodeFunctionData" && method && constantText(method, file) === "approve";
    return isEncode && values ? strip(values).children[1] : undefined;
  }
  if (name === "encodeFunctionData" && args[0] && constantText(args[0], file) === "approve") {
    return args[1] && strip(args[1]).children[1];
  }
  const entries = entriesOf(list);
  const method = entries.get("functionName");
  const values = entries.get("args");
  return method && values && constantText(method, file) === "approve" ? strip(values).children[1] : undefined;
}

function isUnbounded(node: SyntaxNode, file: ScriptFile, depth = 0): boolean {
  const inner = strip(node);
  if (MAX_NAME.test(inner.text)) return true;
  const text = inner.kind === "string" ? unquoted(inner) : inner.text;
  if (MAX_TEXT.test(text)) return true;
  if (/^\(?2n\*\*256n\)?-1n$/.test(inner.text.replace(/\s/g, ""))) return true;
  if (inner.kind === "call_expression") {
    const [only] = inner.field("arguments")?.children ?? [];
    return (
      /^(BigInt|BigNumber\.from|ethers\.BigNumber\.from|toBigInt|String|toHex)$/.test(
        inner.field("function")?.text ?? "",
      ) &&
      only !== undefined &&
      isUnbounded(only, file, depth + 1)
    );
  }
  const declaration = inner.kind === "identifier" && depth < 3 ? file.lookup(inner.text, inner) : undefined;
  if (declaration?.kind === "import") return MAX_NAME.test(declaration.imported ?? "");
  const isName = declaration?.node.field("name")?.kind === "identifier";
  return (
    declaration?.value !== undefined &&
    isName &&
    keyText(inner) !== "" &&
    isUnbounded(declaration.value, file, depth + 1)
  );
}
