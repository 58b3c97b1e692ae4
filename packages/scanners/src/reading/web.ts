/** The text of a report's HTML: paragraphs and items become lines, tags go; undefined when nothing is said. */
export function plainText(html: string | undefined): string | undefined {
  const text = html
    ?.slice(0, 20_000)
    .replace(/<\/p>\s*<p>|<br\s*\/?>|<\/(?:li|h[1-6])>|<[ou]l>/gi, "\n")
    .replace(/<\/?[a-z][^<>]{0,200}>/gi, "")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&#0?39;|&apos;/g, "'")
    .replace(/&nbsp;/g, " ")
    .replace(/&amp;/g, "&")
    .replace(/[ \t]*\n\s*\n\s*/g, "\n\n")
    .trim();
  return text === "" ? undefined : text;
}

/** The address without the values of its parameters: they change from scan to scan. */
export function addressOf(uri: string | undefined): string {
  const [path = "", query = ""] = (uri ?? "").replace(/#.*$/, "").split("?", 2);
  const names = query
    .split("&")
    .map((pair) => pair.split("=", 1)[0] ?? "")
    .filter((name) => name !== "");
  return names.length === 0 ? path : `${path}?${[...new Set(names)].sort().join("&")}`;
}
