import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import type { CodeFacts, ContractFact, PlaceFact } from "@redoubt/domain/threat-model";
import { blankComments } from "../roots/solidity-text.ts";
import { isTest } from "../roots/classify.ts";
import { normalizeCode } from "./normalize.ts";
import { parseSource, type SyntaxNode } from "./syntax.ts";

/** One file of a revision. */
export interface SourceText {
  readonly path: string;
  readonly text: string;
}

const DEPENDENCY = /(?:^|\/)(?:node_modules|lib|dependencies)\//;
const CALLABLES = new Set([
  "function_definition",
  "modifier_definition",
  "constructor_definition",
  "fallback_receive_definition",
]);

/**
 * Reads what a threat model is drafted from: contracts by their syntax, and the packages and builds beside them. Stops
 * between two files when the signal says so.
 */
export async function readCodeFacts(files: readonly SourceText[], signal?: AbortSignal): Promise<CodeFacts> {
  const own = files.filter(({ path }) => !DEPENDENCY.test(path) && !isTest(path));
  const contracts: ContractFact[] = [];
  for (const file of own.filter(({ path }) => path.endsWith(".sol"))) {
    contracts.push(...contractsOf(file));
    // Syntax keeps the process busy: others get a turn, and with them who wants this to stop.
    await setImmediate();
    signal?.throwIfAborted();
  }
  const manifests = own.filter(({ path }) => /(?:^|\/)package\.json$/.test(path));
  return {
    contracts,
    places: [...manifests.flatMap((file) => placeOf(file, own)), ...own.flatMap(pipelineOf)],
    dependencies: [...new Set(manifests.flatMap(dependenciesOf))].sort(),
  };
}

function contractsOf({ path, text }: SourceText): ContractFact[] {
  const root = parseSource(path, text);
  if (root === undefined) return [];
  return root.children
    .filter((node) => node.kind === "contract_declaration" && !node.tokens.includes("abstract"))
    .map((node) => contractOf(path, node));
}

function contractOf(path: string, node: SyntaxNode): ContractFact {
  const callables = below(node, (each) => CALLABLES.has(each.kind));
  const code = blankComments(node.text);
  const variables = below(node, (each) => each.kind === "state_variable_declaration");
  return {
    path,
    name: nameOf(node),
    bases: below(node, (each) => each.kind === "inheritance_specifier").map((each) =>
      each.text.replace(/[\s(].*$/s, ""),
    ),
    functions: callables.map((each) => ({ name: nameOf(each), hash: functionHash(each.text) })),
    roles: [...new Set(callables.flatMap(rolesIn))].sort(),
    uses: variables.flatMap((each) => {
      const found = /^([A-Z]\w*)\s+(?:[a-z]+\s+)*(\w+)\s*(?:=[^;]*)?;?$/s.exec(blankComments(each.text).trim());
      return found === null ? [] : [{ type: found[1] ?? "", variable: found[2] ?? "" }];
    }),
    attributes: attributesOf(code, callables),
  };
}

/** The same hash as that of a finding's enclosing function, so that both tell of the same change. */
function functionHash(text: string): string {
  return createHash("sha256")
    .update(JSON.stringify(["function", 1, normalizeCode(text)]))
    .digest("hex");
}

function nameOf(node: SyntaxNode): string {
  if (node.kind === "constructor_definition") return "constructor";
  if (node.kind === "fallback_receive_definition") return node.tokens.includes("receive") ? "receive" : "fallback";
  return node.field("name")?.text ?? "";
}

function rolesIn(callable: SyntaxNode): string[] {
  const modifiers = callable.children
    .filter((each) => each.kind === "modifier_invocation")
    .map((each) => each.text.replace(/\s+/g, ""));
  const checks = [
    ...blankComments(callable.text).matchAll(
      /msg\.sender\s*(?:==|!=)\s*(owner|admin|guardian|keeper|governor|timelock|governance|operator|minter|pauser)\b/gi,
    ),
  ];
  return [...modifiers.filter((name) => /^only/i.test(name)), ...checks.map((match) => `only${match[1]}`)];
}

const SIGNS: readonly (readonly [attribute: string, pattern: RegExp])[] = [
  ["holds-funds", /\bpayable\b|\.(?:safeT|t)ransfer(?:From)?\s*\(|\bmsg\.value\b|\.deposit\s*\(/],
  ["upgradeable", /\bUUPSUpgradeable\b|_authorizeUpgrade\b|\bupgradeTo(?:AndCall)?\b|\binitializer\b/],
  ["initializer", /\binitializer\b|\bfunction\s+initialize\b/],
  ["sends-value", /\.call\s*\{[^}]*value|\.sendValue\s*\(|payable\s*\([^)]*\)\s*\.(?:transfer|send)\s*\(/],
  ["reentrancy-guard", /\bnonReentrant\b|\block(?:ed)?\s*==|\bReentrancyGuard\b/],
  ["delegatecall", /\.delegatecall\s*\(/],
  ["arbitrary-call", /\b(?:target|to|dest(?:ination)?)\s*\.call\s*[({]/],
  ["token-hooks", /\bon(?:ERC721|ERC1155|Flash)\w*|\btokensReceived\b|\b(?:before|after)(?:Swap|Deposit)\b/],
  ["pausable", /\bwhenNotPaused\b|\bfunction\s+pause\b/],
  ["shares", /\bconvertTo(?:Shares|Assets)\b|\btotalShares\b|\bERC4626\b|\bshares\b/],
  ["division", /[\w)\]]\s*\/\s*[\w(]/],
  ["unchecked-math", /\bunchecked\s*\{|\buint(?:8|16|32|64|96|128)\s*\(/],
  ["lending", /\bborrow\w*\b|\bcollateral\w*\b/i],
  ["liquidation", /\bliquidat/i],
  ["swaps", /\bswap\w*\s*\(|\bamountOutMin\b/],
  ["signatures", /\becrecover\b|\bECDSA\b|\bpermit\s*\(/],
  ["account-validation", /\bvalidateUserOp\b|\bvalidatePaymasterUserOp\b/],
  ["loops", /\bfor\s*\([^)]*\.length/],
  ["block-values", /\bblock\.(?:timestamp|number)\b/],
  ["randomness", /\bblock\.prevrandao\b|\bblockhash\s*\(|\bblock\.difficulty\b/],
  ["spot-price", /\bgetReserves\b|\bslot0\b|\bquote\w*\s*\(|\bgetAmountsOut\b|\bspotPrice\b/],
  ["average-price", /\btwap\b|\bobserve\s*\(|\bconsult\s*\(|\bcumulative\w*/i],
  ["external-feed", /\blatestRoundData\b|\blatestAnswer\b|\bgetPriceUnsafe\b/],
  ["checks-age", /\bupdatedAt\b[^;]*[<>]|\bheartbeat\b|\bMAX_AGE\b|\bmaxAge\b|\bstale/i],
  ["votes", /\bcastVote\b|\bfunction\s+vote\b|\bproposals?\b/],
  ["vote-snapshot", /\bgetPastVotes\b|\bgetPriorVotes\b|\bcheckpoint/i],
  ["changeable-delay", /\bfunction\s+(?:setDelay|updateDelay)\b/],
];

function attributesOf(code: string, callables: readonly SyntaxNode[]): Record<string, boolean | number> {
  const found: Record<string, boolean | number> = {};
  for (const [attribute, pattern] of SIGNS) if (pattern.test(code)) found[attribute] = true;
  const open = callables.filter(
    (each) =>
      each.kind === "function_definition" &&
      /^set[A-Z]/.test(nameOf(each)) &&
      /\b(?:external|public)\b/.test(each.text) &&
      rolesIn(each).length === 0 &&
      !/msg\.sender|_check\w+|auth\b/.test(blankComments(each.text)),
  );
  if (open.length > 0) found["open-setters"] = true;
  if (callables.some((each) => rolesIn(each).length > 0)) found["privileged-functions"] = true;
  if (
    callables.some((each) => /\b(?:external|public)\b/.test(each.text) && /\b(?:uint256|address)\b/.test(each.text))
  ) {
    found["free-parameters"] = true;
  }
  found.nsloc = code.split("\n").filter((line) => line.trim() !== "").length;
  return found;
}

/** Every node below that a test takes; nothing is looked for inside of one that was taken. */
function below(node: SyntaxNode, take: (node: SyntaxNode) => boolean): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const waiting = [...node.children];
  for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
    if (take(at)) found.push(at);
    else waiting.unshift(...at.children);
  }
  return found;
}

function manifestOf({ text }: SourceText): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
}

function dependenciesOf(file: SourceText): string[] {
  const { dependencies } = manifestOf(file);
  if (typeof dependencies !== "object" || dependencies === null) return [];
  return Object.entries(dependencies).map(([name, version]) => `${name}@${String(version)}`.slice(0, 200));
}

function placeOf(file: SourceText, all: readonly SourceText[]): PlaceFact[] {
  const names = dependenciesOf(file).join(" ");
  const folder = file.path.includes("/") ? file.path.slice(0, file.path.lastIndexOf("/")) : "";
  const title = folder.split("/").at(-1) ?? "";
  const attributes = { "third-party-code": names !== "", public: true };
  if (/\b(?:react|next|vue|svelte|angular)\b/.test(names)) {
    return [{ kind: "frontend", path: file.path, name: titled(title || "front end"), attributes }];
  }
  const code = all.filter(({ path }) => folder !== "" && path.startsWith(`${folder}/`) && /\.[cm]?[jt]s$/.test(path));
  const text = code.map((each) => each.text).join("\n");
  if (!/\b(?:viem|ethers|web3)\b/.test(`${names} ${text}`)) return [];
  return [
    {
      ...{ kind: "service", path: file.path, name: titled(title || "service") },
      attributes: {
        "third-party-code": names !== "",
        "signs-transactions": /sendTransaction|writeContract|privateKey/.test(text),
        "holds-keys": /privateKey|PRIVATE_KEY|mnemonic/i.test(text),
        "runs-commands": /child_process|\bexec\s*\(/.test(text),
        "reads-chain-text": /getLogs|watchContractEvent|\.on\(|event/i.test(text),
        monitors: /watch|alert|monitor/i.test(text),
      },
    },
  ];
}

function pipelineOf({ path, text }: SourceText): PlaceFact[] {
  if (!/^(?:\.github\/workflows\/[^/]+\.ya?ml|\.gitlab-ci\.yml|\.circleci\/config\.yml)$/.test(path)) return [];
  const attributes = { "holds-keys": /secrets\.|_TOKEN|_KEY/.test(text), "third-party-code": /\buses:\s/.test(text) };
  return [
    {
      kind: "pipeline",
      path,
      name: titled(
        path
          .split("/")
          .at(-1)
          ?.replace(/\.ya?ml$/, "") ?? "build",
      ),
      attributes,
    },
  ];
}

function titled(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
