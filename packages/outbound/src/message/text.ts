/** One line without control characters, cut to a length that a service takes. */
export function oneLine(text: string, maxLength: number): string {
  const flat = text
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replace(/[\u0000-\u001f\u007f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, " ")
    .trim();
  return cut(flat, maxLength);
}

/** Cuts between characters, not inside one. */
export function cut(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const last = text.charCodeAt(maxLength - 2);
  const splits = last >= 0xd800 && last <= 0xdbff;
  return `${text.slice(0, maxLength - (splits ? 2 : 1))}…`;
}

/** `and 12 more` for what is not named; null for nothing. */
export function moreWords(more: number): string | null {
  return more > 0 ? `and ${more} more` : null;
}

/** An address as it may stand in markup: only what a URL parser made of it, and only http. */
export function safeHref(href: string): string {
  const url = new URL(href);
  if (url.protocol !== "https:" && url.protocol !== "http:") throw new Error("a link of a message must be http");
  return url.href;
}

/** Joins lines into pieces of at most so many characters each; a longer line is one piece and is cut. */
export function chunk(lines: readonly string[], maxLength: number): string[] {
  const chunks: string[] = [];
  let current = "";
  for (const line of lines) {
    const next = current === "" ? line : `${current}\n${line}`;
    if (next.length <= maxLength) {
      current = next;
      continue;
    }
    if (current !== "") chunks.push(current);
    current = line.length > maxLength ? cut(line, maxLength) : line;
  }
  if (current !== "") chunks.push(current);
  return chunks;
}

/** For text and for attributes in double quotes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
