import { functionDetector } from "../../detector.ts";
import type { SyntaxNode } from "../../../../context/syntax.ts";
import { callOf, keysOf, namesIn, rootOf, walk } from "../expressions.ts";
import { conditionsOf, type Frame, frames, resolve, writesOf } from "../flow.ts";
import type { Project } from "../project.ts";

const RECOVERS = /^(ecrecover|recover|tryRecover|isValidSignature(Now)?|isValidERC1271SignatureNow|recoverSigner)$/;
const HASHES = new Set(["keccak256", "sha256", "sha3"]);
const TYPED_DATA = /^_?hashTypedData(V4)?$|toTypedDataHash|hashTypedData|domainSeparator/i;
const NONCE = /nonce|salt|sequence|used|consumed|executed|claimed|processed|redeemed|spent/i;
const CHAIN = /chain_?id|domain/i;
const THIS_CONTRACT = /^this$|domain|verifyingContract/i;
const EXPIRY = /deadline|expir|valid(Until|To|Before)|end(Time|sAt)?$|notAfter|timeout/i;

interface Ingredients {
  readonly names: Set<string>;
  hashed: boolean;
  /** Bytes or a structure that the caller hands over whole: what it names cannot be seen from here. */
  opaque: boolean;
}

export const replayableDigest = functionDetector(
  {
    id: "redoubt/replayable-digest",
    title: "Signed message can be used again",
    description:
      "What a signature covers decides how often and where it counts. Without a nonce (or a record of used digests) it can be presented again; without chain id and contract address it also counts on other chains and other deployments. Sign EIP-712 typed data with a domain that names both, a nonce that is consumed, and a deadline.",
    severity: "high",
    confidence: "medium",
    cwe: ["CWE-294", "CWE-347"],
    swc: ["SWC-121"],
    scwe: ["SCWE-055", "SCWE-105"],
  },
  function* (fn, project) {
    if (!fn.isEntry || fn.isView || fn.contract?.kind !== "contract") return;
    const all = frames(fn, project);
    for (const frame of all) {
      for (const node of frame.fn.nodes("call_expression")) {
        const call = callOf(node);
        if (!RECOVERS.test(call.name)) continue;
        // The inside of a library's own recovery belongs to whoever calls it.
        if (frame.fn.contract?.kind === "library") continue;
        const digest = digestOf(call.name, call.receiver, call.args);
        if (!digest) continue;
        const found = ingredientsOf(digest, frame, project);
        if (!found.hashed || found.opaque) continue;
        const missing = missingIn(found, all, project);
        if (missing.length === 0) continue;
        const noExpiry = [...found.names].some((name) => EXPIRY.test(name)) ? [] : ["a deadline"];
        const site = frame.caller ? entrySite(frame) : node;
        yield { node: site, detail: `The signed digest lacks ${[...missing, ...noExpiry].join(", ")}.` };
        return;
      }
    }
  },
);

// `ecrecover(digest, …)`, `ECDSA.recover(digest, sig)`, `digest.recover(sig)`, `SignatureChecker.isValidSignatureNow(signer, digest, sig)`.
function digestOf(name: string, receiver: SyntaxNode | undefined, args: readonly SyntaxNode[]): SyntaxNode | undefined {
  const attached = receiver && !/^[A-Z]/.test(receiver.text);
  if (/^isValid/.test(name)) return attached ? args[0] : args[1];
  return attached ? receiver : args[0];
}

function ingredientsOf(digest: SyntaxNode, frame: Frame, project: Project): Ingredients {
  const found: Ingredients = { names: new Set(), hashed: false, opaque: false };
  const visited = new Set<SyntaxNode>();
  const visit = (expression: SyntaxNode, at: Frame, depth: number): void => {
    if (visited.has(expression) || depth > 8) return;
    visited.add(expression);
    walk(expression, (node) => {
      if (node.kind === "identifier") {
        found.names.add(node.text);
        const isMember = node.parent?.kind === "member_expression" && node.parent.children[0] !== node;
        if (!isMember) {
          if (isOpaque(node.text, at)) found.opaque = true;
          followName(node.text, at, depth);
        }
      } else if (node.kind === "call_expression") {
        const call = callOf(node);
        if (HASHES.has(call.name) && !call.receiver) found.hashed = true;
        if (TYPED_DATA.test(call.name)) {
          found.hashed = true;
          found.names.add("domainSeparator");
        }
        const target = resolve(call, at, project);
        if (target) followBody(target.fn, target.args, at, depth);
      }
      return undefined;
    });
  };
  const followName = (name: string, at: Frame, depth: number): void => {
    const argument = at.bound.get(name);
    if (argument && at.caller) visit(argument, at.caller, depth + 1);
    const value = at.fn.locals.get(name)?.value;
    if (value) visit(value, at, depth + 1);
    for (const assignment of at.fn.nodes("assignment_expression")) {
      const [target, assigned] = assignment.children;
      if (target?.text === name && assigned) visit(assigned, at, depth + 1);
    }
  };
  const followBody = (fn: Frame["fn"], args: readonly SyntaxNode[], caller: Frame, depth: number): void => {
    const bound = new Map(
      fn.parameters.map((parameter, index) => [parameter.name, args[index]] as const).filter(hasValue),
    );
    const inner: Frame = { fn, contract: caller.contract, caller, bound };
    for (const statement of fn.nodes("return_statement")) {
      if (statement.children[0]) visit(statement.children[0], inner, depth + 1);
    }
    for (const assembly of fn.nodes("assembly_statement")) visit(assembly, inner, depth + 1);
    for (const variable of fn.returns) if (variable.name) followName(variable.name, inner, depth + 1);
  };
  visit(digest, frame, 0);
  return found;
}

function isOpaque(name: string, frame: Frame): boolean {
  const parameter = frame.caller ? undefined : frame.fn.parameters.find((each) => each.name === name);
  return parameter !== undefined && /^(bytes|string|bytes32\s*\[.*\]|bytes\s*\[.*\])$/.test(parameter.type.trim());
}

function hasValue(entry: readonly [string, SyntaxNode | undefined]): entry is readonly [string, SyntaxNode] {
  return entry[1] !== undefined;
}

function missingIn(found: Ingredients, all: readonly Frame[], project: Project): string[] {
  const names = [...found.names];
  const missing: string[] = [];
  if (!names.some((name) => NONCE.test(name)) && !usedOnce(all, project)) missing.push("a nonce");
  if (!names.some((name) => CHAIN.test(name) || name === "chainid")) missing.push("the chain id");
  if (!names.some((name) => THIS_CONTRACT.test(name))) missing.push("the contract address");
  return missing;
}

// A record keyed by the message that is asked and then set: `require(!used[digest]); used[digest] = true;`.
function usedOnce(all: readonly Frame[], project: Project): boolean {
  const recorded = new Set(
    all.flatMap((frame) =>
      writesOf(frame, project)
        .filter((write) => write.keys.length > 0 && ["=", "delete", "++", "|="].includes(write.operator))
        .map((write) => write.variable),
    ),
  );
  return all.some((frame) =>
    conditionsOf(frame).some(({ expression }) => {
      const asked = [...namesIn(expression)].filter((name) => recorded.has(name));
      return asked.length > 0 && hasLookup(expression, asked);
    }),
  );
}

function hasLookup(expression: SyntaxNode, names: readonly string[]): boolean {
  let found = false;
  walk(expression, (node) => {
    if (node.kind === "array_access" && keysOf(node).length > 0 && names.includes(rootOf(node).text)) {
      found = true;
    }
    return found ? false : undefined;
  });
  return found;
}

function entrySite(frame: Frame): SyntaxNode {
  let at = frame;
  while (at.caller?.caller) at = at.caller;
  return at.site ?? at.fn.node;
}
