import { Fragment } from "react";

/** The text with every occurrence of the search in semi-bold; case does not matter. */
export function Highlight({ text, search }: { text: string; search: string }) {
  return splitMatches(text, search).map((part, index) => (
    <Fragment key={index}>{part.hit ? <b className="font-semibold text-ink">{part.text}</b> : part.text}</Fragment>
  ));
}

/** Cuts a text into parts that match the search and parts that do not, in their order. */
export function splitMatches(text: string, search: string): { text: string; hit: boolean }[] {
  const needle = search.trim().toLowerCase();
  const hay = text.toLowerCase();
  // A letter may change its length in lower case; then offsets would lie.
  if (needle === "" || hay.length !== text.length) return [{ text, hit: false }];
  const parts: { text: string; hit: boolean }[] = [];
  let from = 0;
  for (let at = hay.indexOf(needle); at !== -1; at = hay.indexOf(needle, from)) {
    if (at > from) parts.push({ text: text.slice(from, at), hit: false });
    parts.push({ text: text.slice(at, at + needle.length), hit: true });
    from = at + needle.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), hit: false });
  return parts;
}
