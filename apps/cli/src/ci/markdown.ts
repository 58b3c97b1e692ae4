import { plain } from "../text/plain.ts";

/**
 * Untrusted text inside a comment: a code span in a cell of a table. Inside one neither GitHub nor GitLab reads mentions,
 * references, links, HTML or quick actions; what is left is the end of the span itself and of the cell.
 */
export function code(text: string, most = 160): string {
  const line = plain(text, most).replaceAll("|", "¦");
  if (line === "") return "";
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** A link to the server, and to nowhere else: `words` alone where the address is another's. */
export function linkTo(words: string, url: string, origins: ReadonlySet<string>): string {
  if (!URL.canParse(url)) return words;
  const { origin, href, protocol } = new URL(url);
  const safe = (protocol === "https:" || protocol === "http:") && origins.has(origin);
  return safe ? `[${words}](<${href.replaceAll("<", "%3C").replaceAll(">", "%3E").replaceAll("|", "%7C")}>)` : words;
}
