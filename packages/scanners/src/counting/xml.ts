import type { Readable } from "node:stream";
import { textOf } from "./bytes.ts";
import { type Tally, TallyCounter } from "./tally.ts";

const LONGEST_TAG = 8_000_000;
const SKIPPED: readonly (readonly [begin: string, end: string])[] = [
  ["<!--", "-->"],
  ["<![CDATA[", "]]>"],
  ["<?", "?>"],
];

/**
 * Counts records in XML by a plain scan over its tags, named without prefix; comments, CDATA and declarations are
 * passed over. Shares nothing with the readers of reports.
 */
export async function countXml(stream: Readable, ...tallies: readonly Tally[]): Promise<number> {
  const counter = new TallyCounter(tallies);
  let held = "";
  for await (const piece of textOf(stream)) {
    held = scan(held + piece, counter);
    if (held.length > LONGEST_TAG) throw new Error("a tag has no end");
  }
  return counter.total;
}

/** Scans as far as tags are whole; what is left of the text comes back. */
function scan(text: string, counter: TallyCounter): string {
  let at = 0;
  for (;;) {
    const begin = text.indexOf("<", at);
    if (begin === -1) return "";
    const rest = text.slice(begin, begin + 9);
    if (SKIPPED.some(([mark]) => rest.length < mark.length && mark.startsWith(rest))) return text.slice(begin);
    const skipped = SKIPPED.find(([mark]) => rest.startsWith(mark));
    const end = skipped === undefined ? tagEnd(text, begin) : text.indexOf(skipped[1], begin + skipped[0].length);
    if (end === -1) return text.slice(begin);
    if (skipped === undefined) tag(text.slice(begin + 1, end), counter);
    at = end + (skipped?.[1].length ?? 1);
  }
}

/** The `>` of the tag, which may stand in the quotes of an attribute as well. */
function tagEnd(text: string, begin: number): number {
  let quote = "";
  for (let at = begin; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (quote !== "") quote = sign === quote ? "" : quote;
    else if (sign === ">") return at;
    else if (sign === '"' || sign === "'") quote = sign;
  }
  return -1;
}

function tag(inner: string, counter: TallyCounter): void {
  if (inner.startsWith("!")) return;
  if (inner.startsWith("/")) return counter.leave();
  const name = /^[^\s/>]+/.exec(inner)?.[0] ?? "";
  counter.enter(name.slice(name.indexOf(":") + 1));
  if (inner.endsWith("/")) counter.leave();
}
