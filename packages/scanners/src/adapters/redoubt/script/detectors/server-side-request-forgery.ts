import { scriptDetector } from "../../detector.ts";
import { callsIn, constantText, entriesOf, importedFrom, type ScriptCall, strip } from "../expressions.ts";
import type { ScriptFile } from "../file.ts";
import { taintedName, taintOf } from "../taint.ts";
import type { SyntaxNode } from "../../../../context/syntax.ts";

const CLIENTS =
  /^(axios|got|node-fetch|undici|needle|superagent|request|request-promise|ky|http|https|cross-fetch|phin)$/;
const CALLS = /^(fetch|axios|got|get|post|put|patch|delete|head|request|stream|default|needle|ky)$/;
const CLEAN =
  /^(Number|parseInt|BigInt|Boolean|encodeURIComponent|getAddress|isAddress|assertPublicUrl|safeUrl|validateUrl)$/;

export const requestForgery = scriptDetector(
  {
    id: "redoubt/server-side-request-forgery",
    title: "Server fetches an address that comes from outside",
    description:
      "Whoever names the address lets the server speak to places that only it can reach: metadata services with credentials, internal nodes, databases. Compare the host with an allow-list, resolve it and refuse private ranges, also after redirects; or let the caller choose only an id.",
    severity: "high",
    confidence: "medium",
    cwe: ["CWE-918"],
  },
  /\bfetch\b|axios|\bgot\b|needle|superagent|undici|\bky\b|phin|["'](node:)?https?["']|["']request/,
  function* (file) {
    for (const call of callsIn(file)) {
      if (!isRequest(call, file)) continue;
      const [first] = call.args;
      const entries = entriesOf(first);
      const address =
        entries.get("url") ?? entries.get("baseURL") ?? entries.get("host") ?? entries.get("hostname") ?? first;
      const host = address && hostPart(address, file);
      if (!host || taintOf(host, file, CLEAN) !== "input") continue;
      yield { node: call.node, detail: `\`${taintedName(host, file, CLEAN)}\` decides where the request goes.` };
    }
  },
);

function isRequest(call: ScriptCall, file: ScriptFile): boolean {
  if (!CALLS.test(call.name) || call.isNew) return false;
  if (call.name === "fetch" && !call.receiver) return isServer(file);
  const from = importedFrom(call, file);
  return from !== undefined && CLIENTS.test(from.module);
}

// In a browser fetch reaches nothing that the user could not reach anyway.
function isServer(file: ScriptFile): boolean {
  const text = file.root.children[0]?.text ?? "";
  return !/^["']use client["']/.test(text) && !file.path.endsWith(".jsx") && !file.path.endsWith(".tsx");
}

/** The part of an address that names the host; undefined where a constant or a configured base fixes it. */
function hostPart(address: SyntaxNode, file: ScriptFile, depth = 0): SyntaxNode | undefined {
  const inner = strip(address);
  if (inner.kind === "template_string") {
    const [first] = inner.children;
    if (!first) return undefined;
    if (first.kind === "template_substitution") return first;
    if (/^[a-z]+:\/\/[^/]+[/?#]/i.test(first.text)) return undefined;
    return inner.children.find((child) => child.kind === "template_substitution");
  }
  if (inner.kind === "binary_expression" && inner.tokens[0] === "+") {
    const [left, right] = inner.children;
    const start = left && constantText(left, file);
    if (start === undefined) return left && hostPart(left, file, depth);
    return /^[a-z]+:\/\/[^/]+[/?#]/i.test(start) ? undefined : right;
  }
  if (inner.kind === "new_expression" && inner.field("constructor")?.text === "URL") {
    const [path, base] = inner.field("arguments")?.children ?? [];
    // With a base a full address still wins over it, so both count.
    if (!path) return undefined;
    const fixed = constantText(path, file);
    return fixed === undefined ? path : base;
  }
  if (inner.kind === "identifier" && depth < 3) {
    const declaration = file.lookup(inner.text, inner);
    const value =
      declaration?.kind === "variable" && declaration.node.field("name")?.kind === "identifier"
        ? declaration.value
        : undefined;
    if (value && ["template_string", "binary_expression"].includes(value.kind)) return hostPart(value, file, depth + 1);
  }
  return inner;
}
