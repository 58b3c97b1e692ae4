import { scriptDetector } from "../../detector.ts";
import { callsIn, entriesOf, importedFrom, keyText, type ScriptCall, strip } from "../expressions.ts";
import type { ScriptFile } from "../file.ts";
import { taintedName, taintOf } from "../taint.ts";
import type { SyntaxNode } from "../../../../context/syntax.ts";

const PROVIDERS =
  /^(JsonRpcProvider|StaticJsonRpcProvider|WebSocketProvider|JsonRpcBatchProvider|Web3|HttpProvider|WebsocketProvider|Connection|StaticJsonRpcBatchProvider)$/;
const TRANSPORTS = /^(http|webSocket|ipc)$/;
const CLEAN = /^(Number|parseInt|BigInt|Boolean|getAddress)$/;

export const rpcUrlFromInput = scriptDetector(
  {
    id: "redoubt/rpc-url-from-input",
    title: "Address of the chain node comes from outside",
    description:
      "Whoever chooses the node chooses what the program believes: balances, prices, confirmations, and what a user is shown before signing. It also makes the server speak to addresses of the attacker's choice. Take nodes from configuration, and let input choose only among them, by chain id.",
    severity: "high",
    confidence: "medium",
    cwe: ["CWE-20", "CWE-918"],
    scwe: ["SCWE-023"],
  },
  /new\s+[\w.]*(Provider|Web3|Connection)\b|viem|rpcUrls/,
  function* (file) {
    for (const call of callsIn(file)) {
      const address = addressOf(call, file);
      if (!address || taintOf(address, file, CLEAN) !== "input") continue;
      yield { node: call.node, detail: `\`${taintedName(address, file, CLEAN)}\` names the node that is trusted.` };
    }
    for (const pair of file.nodes("pair")) {
      const key = pair.field("key");
      const value = pair.field("value");
      if (!key || !value || keyText(key) !== "rpcUrls" || taintOf(value, file, CLEAN) !== "input") continue;
      yield { node: pair, detail: `\`${taintedName(value, file, CLEAN)}\` becomes a node of the user's wallet.` };
    }
  },
);

function addressOf(call: ScriptCall, file: ScriptFile): SyntaxNode | undefined {
  const [first] = call.args;
  if (!first) return undefined;
  if (call.isNew && PROVIDERS.test(call.name)) return entriesOf(first).get("url") ?? strip(first);
  const from = importedFrom(call, file);
  return from?.module === "viem" && TRANSPORTS.test(from.name) ? first : undefined;
}
