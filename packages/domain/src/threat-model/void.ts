import type { ControlState } from "./model.ts";

/** Capabilities that every public target must assume: what hopes for their absence is no control. */
export const VOID_CAPABILITIES = ["CAP-01", "CAP-02", "CAP-03", "CAP-13", "CAP-14"] as const;

const WHY: Readonly<Record<(typeof VOID_CAPABILITIES)[number], string>> = {
  "CAP-01": "Reading verified source costs an attacker nothing: a control that hopes nobody reads it holds nobody up.",
  "CAP-02": "Bytecode is decompiled by machines within minutes: leaving source unpublished hides nothing.",
  "CAP-03": "Anyone can fork the chain and try an attack in private until it works: it need not work at first sight.",
  "CAP-13": "An agent watches at all hours for the price of its tokens: tiredness and patience are no limit.",
  "CAP-14": "Configurations are searched by machines: a rare combination of settings is found like a common one.",
};

/** One reason why a control counts for nothing. */
export interface VoidReason {
  readonly capability: string;
  readonly why: string;
}

/** Why a control is void: it relies on the attacker lacking what every attacker has. Empty when it is not. */
export function voidReasons(reliesOn: readonly string[]): VoidReason[] {
  return VOID_CAPABILITIES.filter((capability) => reliesOn.includes(capability)).map((capability) => ({
    capability,
    why: WHY[capability],
  }));
}

/** A control counts when it is in place and not void. */
export function counts(control: { readonly state: ControlState; readonly reliesOn: readonly string[] }): boolean {
  return control.state === "in-place" && voidReasons(control.reliesOn).length === 0;
}

/** Words in a control's text that sound like hoping, each with the capability that is hoped absent. */
const SIGNS: readonly { readonly pattern: RegExp; readonly capability: string }[] = [
  {
    pattern: /\b(?:source|code|repo(?:sitory)?)\b[^.;]{0,40}\b(?:not|never|un)[ -]?(?:published|public|verified|open)/i,
    capability: "CAP-01",
  },
  { pattern: /\b(?:closed|private|unpublished|secret)[ -](?:source|code|repo(?:sitory)?)\b/i, capability: "CAP-01" },
  {
    pattern:
      /\b(?:unverified|not verified|never verified|obfuscat\w*|bytecode only|won'?t (?:read|find|decompile)|nobody (?:reads|knows|will (?:find|read)))/i,
    capability: "CAP-02",
  },
  {
    pattern:
      /\b(?:hard|difficult|too hard|impossible|impractical) to (?:simulate|test|reproduce|try)\b|\bcannot be (?:simulated|forked)/i,
    capability: "CAP-03",
  },
  {
    pattern:
      /\b(?:too (?:long|slow|expensive|tedious)|nobody (?:waits|watches)|at night|over the weekend|business hours|patien(?:ce|t))\b/i,
    capability: "CAP-13",
  },
  {
    pattern:
      /\b(?:unlikely|rare|obscure|exotic|improbable) (?:combination|configuration|settings?|parameters?|case)|\btoo complex\b|\btoo many (?:combinations|states)\b/i,
    capability: "CAP-14",
  },
];

/** What a text seems to rely on, with the words that say so; a person decides whether it does. */
export function recogniseReliance(text: string): { readonly capability: string; readonly words: string }[] {
  const found = new Map<string, string>();
  for (const { pattern, capability } of SIGNS) {
    const words = pattern.exec(text.slice(0, 4000))?.[0];
    if (words !== undefined && !found.has(capability)) found.set(capability, words);
  }
  return [...found].map(([capability, words]) => ({ capability, words }));
}
