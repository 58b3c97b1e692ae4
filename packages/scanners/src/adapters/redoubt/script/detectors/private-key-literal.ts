import { scriptDetector, type Hit } from "../../detector.ts";
import { callOf, keyText } from "../expressions.ts";
import { unquoted } from "../file.ts";
import { isTestPath } from "../../test-code.ts";
import type { SyntaxNode } from "../../../../context/syntax.ts";

const HEX_KEY = /^(0x)?[0-9a-fA-F]{64}$/;
const KEY_NAME =
  /private_?key|priv_?key|secret_?key|signer_?key|deployer_?(key|pk)|wallet_?key|owner_?key|keeper_?key|operator_?key|(^|_)pk$|^sk$|_KEY$|[a-z]Pk$/i;
const NO_KEY_NAME = /public|hash|topic|root|id$|salt|domain|typehash|selector|role|slot|bytecode|address|digest/i;
const KEY_TAKERS =
  /^(Wallet|privateKeyToAccount|privateKeyToAddress|fromPrivateKey|SigningKey|addAccount|PrivateKeySigner|privateKeyToPublicKey|hexToAccount)$/;
const PHRASE_TAKERS =
  /^(fromMnemonic|fromPhrase|mnemonicToAccount|mnemonicToSeed|mnemonicToSeedSync|HDWalletProvider)$/;
const PHRASE_NAME = /mnemonic|seed_?phrase|recovery_?phrase/i;
const PEM = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;
// Keys that every local chain prints at start; the phrase they come from is just as public.
const DEVELOPMENT = new Set([
  "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80",
  "59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d",
  "5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a",
  "7c852118294e51e653712a81e05800f419141751be58f605c371e15141b007a6",
  "47e179ec197488593b187f80a00eb0da91f1b9d0b13f8733639f19c30a34926a",
  "8b3a350cf5c34c9194ca85829a2df0ec3153be0318b5e2d3348e872092edffba",
  "92db14e403b83dfe3df233f83dfa3a0d7096f21ca9b0d6d6b8d88b2b4ec1564e",
  "4bbbf85ce3377467afe5d46f804f221813b2bb87f24d81f60f1fcdbf7cbf4356",
  "dbda1821b80551c9d65939329250298aa3472ba22feea921c0cf5d620ea67b97",
  "2a871d0798f97d79848a013d4936a73bf4cc922c825d33c1cf7073dff6d409c6",
]);
const DEVELOPMENT_PHRASE = "test test test test test test test test test test test junk";

export const privateKeyLiteral = scriptDetector(
  {
    id: "redoubt/private-key-literal",
    title: "Private key written in the code",
    description:
      "Everyone who can read the repository, its history, a build log or a bundle can sign with this key. Deleting the line does not help: replace the key, move what it controls, and hand the new one over by a key store, a signer service or the environment.",
    severity: "critical",
    confidence: "high",
    cwe: ["CWE-798", "CWE-321"],
    scwe: ["SCWE-025"],
    tags: ["secret"],
  },
  /[0-9a-fA-F]{64}|PRIVATE KEY-----|mnemonic|phrase/i,
  function* (file) {
    for (const node of [...file.nodes("string"), ...file.nodes("template_string")]) {
      const text = unquoted(node);
      if (text.length < 40 || node.children.some((child) => child.kind === "template_substitution")) continue;
      if (HEX_KEY.test(text)) yield* hexKey(node, text, file.path);
      else if (PEM.test(text) && text.length > 100) yield { node, detail: "A private key in PEM form stands here." };
      else if (isPhrase(text) && namedOrTaken(node, PHRASE_NAME, PHRASE_TAKERS)) yield* phrase(node, text);
    }
  },
);

function* hexKey(node: SyntaxNode, text: string, path: string): Iterable<Hit> {
  const digits = text.replace(/^0x/, "").toLowerCase();
  // Nothing but one digit over and over is a placeholder.
  if (/^(.)\1*$/.test(digits) || !namedOrTaken(node, KEY_NAME, KEY_TAKERS)) return;
  if (DEVELOPMENT.has(digits)) {
    yield {
      node,
      detail: "A development key that everyone knows: harmless on a local chain, robbed at once elsewhere.",
      severity: "low",
    };
    return;
  }
  const test = isTestPath(path);
  yield {
    node,
    detail: "A 32-byte key stands here in clear text.",
    confidence: test ? "low" : "high",
    ...(test ? { severity: "medium" } : {}),
  };
}

function* phrase(node: SyntaxNode, text: string): Iterable<Hit> {
  if (text.trim() === DEVELOPMENT_PHRASE) {
    yield { node, detail: "The development phrase that everyone knows.", severity: "low" };
    return;
  }
  yield { node, detail: "A recovery phrase stands here in clear text." };
}

function isPhrase(text: string): boolean {
  const words = text.trim().split(/\s+/);
  return [12, 15, 18, 21, 24].includes(words.length) && words.every((word) => /^[a-z]{3,8}$/.test(word));
}

/** Whether the literal is stored under a telling name or handed to a function that takes such a thing. */
function namedOrTaken(node: SyntaxNode, name: RegExp, takers: RegExp): boolean {
  for (let at = node.parent, below = node; at; below = at, at = at.parent) {
    switch (at.kind) {
      case "variable_declarator":
        return fits(at.field("name")?.text, name);
      case "public_field_definition":
      case "field_definition":
        return fits((at.field("name") ?? at.field("property"))?.text, name);
      case "assignment_expression":
        return fits(at.field("left")?.text.split(".").at(-1), name);
      case "assignment_pattern":
        return fits(at.field("left")?.text, name);
      case "pair": {
        const key = at.field("key");
        if (key && (fits(keyText(key), name) || (keyText(key) === "accounts" && name === KEY_NAME))) return true;
        if (key && keyText(key) !== "accounts" && at.field("value") === below) return false;
        break;
      }
      case "call_expression":
      case "new_expression":
        return takers.test(callOf(at).name);
      case "binary_expression":
        // `process.env.KEY ?? "0x…"` is stored all the same; a comparison is not.
        if (!["??", "||"].includes(at.tokens[0] ?? "")) return false;
        break;
      case "statement_block":
      case "program":
        return false;
    }
  }
  return false;
}

function fits(text: string | undefined, name: RegExp): boolean {
  return text !== undefined && name.test(text) && !NO_KEY_NAME.test(text);
}
