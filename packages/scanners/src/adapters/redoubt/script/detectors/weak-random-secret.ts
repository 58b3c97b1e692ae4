import { scriptDetector } from "../../detector.ts";
import { callOf } from "../expressions.ts";
import { FUNCTION_KINDS, type ScriptFile } from "../file.ts";
import type { SyntaxNode } from "../../../../context/syntax.ts";

const SECRET =
  /secret|passw|passphrase|otp\b|one_?time|csrf|xsrf|session_?(id|token|key)|salt|nonce|private_?key|api_?key|access_?key|entropy|mnemonic|invit(e|ation)_?(code|token)|reset_?(code|token)|verification|auth_?(code|token)|seed_?phrase|signing_?key|encryption_?key|(^|[a-z_])(token|Token|TOKEN)$/i;
const TOKEN_OF_TRADE = /tokens$|token_?(in|out|amount|id|index|price|address|symbol|name|list)/i;
const ALPHABET = /chars|characters|alphabet|letters|digits|charset|symbols|base\d+|hex/i;
const BOUNDARIES = new Set([
  "variable_declarator",
  "assignment_expression",
  "pair",
  "return_statement",
  "public_field_definition",
  "field_definition",
]);

export const weakRandomSecret = scriptDetector(
  {
    id: "redoubt/weak-random-secret",
    title: "Secret made with Math.random",
    description:
      "Math.random is not made for secrets: from a few outputs its state, and so every past and coming value, can be computed. Use crypto.randomBytes, crypto.randomUUID or crypto.getRandomValues.",
    severity: "high",
    confidence: "medium",
    cwe: ["CWE-338", "CWE-330"],
  },
  /Math\s*\.\s*random/,
  function* (file) {
    const seen = new Set<number>();
    for (const node of file.nodes("call_expression")) {
      if (node.field("function")?.text.replace(/\s/g, "") !== "Math.random" || seen.has(node.startLine)) continue;
      const name = secretName(node, file);
      if (!name) continue;
      seen.add(node.startLine);
      yield { node, detail: `\`${name}\` can be foreseen.` };
    }
  },
);

// The name under which the value is kept, then the function that makes it.
function secretName(random: SyntaxNode, file: ScriptFile): string | undefined {
  if (picksFromList(random)) return undefined;
  for (let at = random.parent; at; at = at.parent) {
    if (at.kind === "jsx_expression") return undefined;
    if (BOUNDARIES.has(at.kind)) {
      const name = (at.field("name") ?? at.field("left") ?? at.field("key") ?? at.field("property"))?.text;
      if (name && isSecret(name)) return name;
      const made = name && at.kind === "variable_declarator" ? usedInSecret(name, at, file) : undefined;
      if (made) return made;
    }
    if (at.kind === "augmented_assignment_expression") {
      const name = at.field("left")?.text;
      if (name && isSecret(name)) return name;
    }
    if (FUNCTION_KINDS.has(at.kind)) {
      const name =
        at.field("name")?.text ??
        (at.parent?.kind === "variable_declarator" ? at.parent.field("name")?.text : undefined);
      if (name && isSecret(name) && handsOut(at)) return name;
    }
  }
  return undefined;
}

function isSecret(name: string): boolean {
  const last = name.split(".").at(-1) ?? name;
  return SECRET.test(last) && !TOKEN_OF_TRADE.test(last);
}

// `items[Math.floor(Math.random() * items.length)]` picks, unless it picks the letters of a secret.
function picksFromList(random: SyntaxNode): boolean {
  for (let at = random.parent, below = random; at && !BOUNDARIES.has(at.kind); below = at, at = at.parent) {
    if (at.kind === "subscript_expression" && at.field("index") === below)
      return !ALPHABET.test(at.field("object")?.text ?? "");
    if (at.kind === "call_expression" && /^(setTimeout|sleep|delay|wait)$/.test(callOf(at).name)) return true;
  }
  return false;
}

// A local value that becomes part of a secret a line later.
function usedInSecret(name: string, declarator: SyntaxNode, file: ScriptFile): string | undefined {
  for (const other of file.nodes("variable_declarator")) {
    const value = other.field("value");
    const target = other.field("name")?.text;
    if (other === declarator || !value || !target || other.start < declarator.start || !isSecret(target)) continue;
    if (
      new RegExp(`\\b${name.replace(/\W/g, "")}\\b`).test(value.text) &&
      file.lookup(name, value)?.node === declarator
    )
      return target;
  }
  return undefined;
}

// Something that is not a delay or a number between bounds leaves the function.
function handsOut(fn: SyntaxNode): boolean {
  return /return|=>/.test(fn.text) && !/setTimeout|sleep\(/.test(fn.text);
}
