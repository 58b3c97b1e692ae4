import type { Severity } from "../normalized.ts";
import type { PastState } from "./document.ts";

const SEVERITY_WORDS: Readonly<Record<string, Severity>> = {
  ...{ critical: "critical", crit: "critical", severe: "critical", blocker: "critical", urgent: "critical" },
  ...{ high: "high", major: "high", important: "high" },
  ...{ medium: "medium", med: "medium", moderate: "medium" },
  ...{ low: "low", minor: "low" },
  ...{ informational: "info", information: "info", informative: "info", info: "info", note: "info", notice: "info" },
  ...{ gas: "info", optimization: "info", optimisation: "info", qa: "info", undetermined: "info", trivial: "info" },
  ...{ "non-critical": "info", noncritical: "info", "non critical": "info", none: "info", style: "info", lint: "info" },
  ...{
    "best practice": "info",
    "best practices": "info",
    "code quality": "info",
    suggestion: "info",
    advisory: "info",
  },
};

const ALTERNATIVES = Object.keys(SEVERITY_WORDS)
  .sort((a, b) => b.length - a.length)
  .map((word) => word.replaceAll(" ", "\\s"))
  .join("|");
/** A severity and nothing of weight beside it: `High`, `High Risk`, `🔴 3 - Medium severity`. */
const ALONE = new RegExp(
  `^[^a-z]*(?:(?:severity|risk(?:\\slevel)?)[\\s:=-]+)?(${ALTERNATIVES})s?(?:[\\s/-]+(?:risk|severity|impact|priority|level|issue|finding))*s?[^a-z]*$`,
);
const FIRST = new RegExp(`^[^a-z]*(${ALTERNATIVES})\\b`);

/** The severity that a cell or field names and nothing else; null when it says more, or nothing. */
export function severityOf(text: string): Severity | null {
  const plain = text.trim().toLowerCase();
  if (plain.length > 60) return null;
  const word = ALONE.exec(plain)?.[1];
  return word === undefined ? null : (SEVERITY_WORDS[word.replace(/\s/g, " ")] ?? null);
}

/** The same for a field that may go on: `High (likelihood: low)`. */
export function severityAtStart(text: string): Severity | null {
  const alone = severityOf(text);
  if (alone !== null) return alone;
  const word = FIRST.exec(text.trim().toLowerCase().slice(0, 60))?.[1];
  return word === undefined ? null : (SEVERITY_WORDS[word.replace(/\s/g, " ")] ?? null);
}

// In this order: what is only part of a fix, or no fix, holds the words of one.
const STATES: readonly (readonly [PastState, RegExp])[] = [
  [
    "partially-fixed",
    /\bpartial(?:ly)?\b[\s-]*(?:fix|resol|mitigat|address|remediat|solv|implement|correct)|\bpartial\b/,
  ],
  ["fixed", /\backnowledged?\s*(?:and|&|\/|,)\s*(?:fixed|resolved|mitigated|addressed|solved)\b/],
  [
    "acknowledged",
    /\b(?:acknowledg\w*|risk\s*accept\w*|accept(?:ed)?(?:\s+(?:the\s+)?risk)?|known\s+issue|wo?n['’]?t\s*(?:be\s+)?fix(?:ed)?|will\s+not\s+(?:be\s+)?fix(?:ed)?|wontfix|no\s+fix|deferred|not\s+planned)\b/,
  ],
  ["false-positive", /\b(?:false\s*positive|invalid|not\s+an?\s+(?:issue|bug|vulnerability)|withdrawn|retracted)\b/],
  ["disputed", /\b(?:disput\w*|reject\w*|disagree\w*|contested|declined)\b/],
  ["out-of-scope", /\bout[\s-]of[\s-]scope\b/],
  ["duplicate", /\bduplicate\b/],
  ["open", /\b(?:not|un|never)[\s-]*(?:yet\s+|been\s+)*(?:fixed|resolved|addressed|mitigated|remediated|solved)\b/],
  ["open", /^[^a-z]*(?:open|pending|reported|in\s+progress|to\s*do|active|new|confirmed\s+by)\b/],
  [
    "fixed",
    /\b(?:fix(?:ed)?|resolved|solved|mitigated|addressed|remediat(?:ed|ion\s+complete)|closed|patched|corrected|implemented|done|verified|removed|mitigation\s+confirmed)\b/,
  ],
  ["open", /\b(?:confirmed|triaged|accepted\s+as\s+valid)\b/],
];

/** What a status cell or the first words of an answer say; null when they say nothing of it. */
export function stateOf(text: string): PastState | null {
  const plain = text.trim().toLowerCase().slice(0, 200);
  if (/^[✓✔☑✅]\s*$/u.test(plain)) return "fixed";
  if (/^(?:[✗✘✕❌⬜]|n\/?a|-+|–|—)\s*$/u.test(plain)) return /^[✗✘✕❌⬜]/u.test(plain) ? "open" : null;
  return STATES.find(([, words]) => words.test(plain))?.[0] ?? null;
}

const OPENING = new RegExp(
  "^[^a-z]*(?:this\\s+(?:issue|finding|item)?\\s*(?:was|is|has\\s+been)\\s+|(?:issue|finding)\\s+(?:was|is)\\s+|we\\s+(?:have\\s+)?|the\\s+(?:issue|finding)\\s+(?:was|is|has\\s+been)\\s+|the\\s+(?:\\w+\\s+)?team\\s+(?:has\\s+|have\\s+)?|status\\W+)?" +
    "(?:successfully\\s+|fully\\s+|now\\s+|been\\s+)*" +
    "((?:partial(?:ly)?|not|un|won['’]?t|will\\s+not|no)[\\s-]*)?" +
    "(?:fix|resol|solv|mitigat|address|remediat|acknowledg|accept|disput|reject|disagree|declin|confirm|verif|patch|correct|implement|invalid|false\\s*positive|duplicate|partial|pending|open|closed|deferred|removed|wontfix|risk\\s*accepted)",
);

/** The same for a paragraph of prose: only when it opens with such a word. */
export function stateOfAnswer(text: string): PastState | null {
  const first = text.trim().toLowerCase().slice(0, 160);
  if (!OPENING.test(first)) return null;
  // Of a long answer the first sentence counts: later ones tell of the code.
  return stateOf(first.split(/(?<=[.!;])\s/, 1)[0] ?? first);
}

const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const MONTH = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\\.?";
const DAY = "(\\d{1,2})(?:st|nd|rd|th)?";
const WRITINGS: readonly (readonly [RegExp, (found: RegExpExecArray) => readonly [string, string, string]])[] = [
  [/\b(\d{1,2})\.(\d{1,2})\.(20\d\d)\b/, ([, d = "", m = "", y = ""]) => [y, m, d]],
  [/\b(20\d\d)[-./](\d{1,2})[-./](\d{1,2})\b/, ([, y = "", m = "", d = ""]) => [y, m, d]],
  [new RegExp(`\\b${DAY}\\s+(?:of\\s+)?${MONTH},?\\s+(20\\d\\d)\\b`), ([, d = "", m = "", y = ""]) => [y, m, d]],
  [new RegExp(`\\b${MONTH}\\s+${DAY},?\\s+(20\\d\\d)\\b`), ([, m = "", d = "", y = ""]) => [y, m, d]],
  [new RegExp(`\\b${MONTH},?\\s+(20\\d\\d)\\b`), ([, m = "", y = ""]) => [y, m, "1"]],
];

/** Every date in a text as `YYYY-MM-DD`, in its order; `3/4/2025` is read differently in two countries and is none. */
export function datesIn(text: string): string[] {
  const found: { at: number; date: string }[] = [];
  let rest = text.slice(0, 500).toLowerCase();
  for (const [writing, parts] of WRITINGS) {
    for (let hit = writing.exec(rest); hit !== null; hit = writing.exec(rest)) {
      const date = isoDate(...parts(hit));
      if (date !== null) found.push({ at: hit.index, date });
      // Blanked, so that the next writing does not see half of it again.
      rest = rest.slice(0, hit.index) + " ".repeat(hit[0].length) + rest.slice(hit.index + hit[0].length);
    }
  }
  return found.sort((a, b) => a.at - b.at).map(({ date }) => date);
}

function isoDate(year: string, month: string, day: string): string | null {
  const number = /^\d+$/.test(month) ? Number(month) : MONTHS.indexOf(month.slice(0, 3)) + 1;
  const date = `${year}-${String(number).padStart(2, "0")}-${day.padStart(2, "0")}`;
  const time = Date.parse(`${date}T00:00:00Z`);
  // The first days of March are no late days of February.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date) ? date : null;
}
