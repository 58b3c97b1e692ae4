/** Makes text inert in CommonMark and in table cells: no HTML, no links, one line. */
export function escapeMarkdown(text: string): string {
  return text.replace(/\s+/g, " ").replace(/([\\`*_{}[\]<>#|~!])/g, "\\$1");
}

/** The same, but code that a title holds between backticks stays code. */
export function inlineMarkdown(text: string): string {
  return text
    .split(/(`+)(.+?)\1/)
    .map((part, index) => {
      // The pattern gives text, marks and code in turn.
      if (index % 3 === 0) return escapeMarkdown(part);
      return index % 3 === 1 ? "" : codeSpan(part);
    })
    .join("");
}

/** A code span whatever stands in it; a bar would end the cell of a table even there. */
export function codeSpan(text: string): string {
  const inner = text.replace(/\s+/g, " ").replaceAll("|", "\\|");
  const fence = "`".repeat(longestTicks(inner) + 1);
  const room = inner.startsWith("`") || inner.endsWith("`") || inner.trim() === "" ? " " : "";
  return `${fence}${room}${inner}${room}${fence}`;
}

/** A fenced block that its content cannot end. */
export function codeFence(lines: readonly string[], language = ""): string[] {
  const fence = "`".repeat(Math.max(3, longestTicks(lines.join("\n")) + 1));
  return [`${fence}${language}`, ...lines, fence];
}

function longestTicks(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
}

export function mdTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), `| ${head.map(() => "---").join(" | ")} |`, ...rows.map(line)];
}

/** Points of a list, each on one line. */
export function mdList(lines: readonly string[]): string[] {
  return lines.map((line) => `- ${line}`);
}

/** How every document ends: what it cannot see, and the hash that it can be checked by. */
export function mdEnding(title: string, limits: readonly string[], sha256: string): string[] {
  return [title, "", ...mdList(limits.map(escapeMarkdown)), "", "---", "", `SHA-256 of the data: \`${sha256}\``, ""];
}

/**
 * Markdown of somebody else inside ours: quoted, so that its headings, rules and fences end with it. HTML and pictures
 * are made inert, because a reader's renderer may run the one and fetch the other.
 */
export function quotedMarkdown(text: string): string[] {
  let fence: string | null = null;
  return text
    .replace(/\r\n?/g, "\n")
    .split("\n")
    .map((line) => {
      const ticks = /^\s{0,3}(`{3,}|~{3,})/.exec(line)?.[1];
      const inside = fence !== null;
      if (ticks !== undefined && fence === null) fence = ticks;
      else if (ticks !== undefined && fence !== null && ticks.startsWith(fence)) fence = null;
      if (line === "") return ">";
      return `> ${inside || ticks !== undefined ? line : inertLine(line)}`;
    });
}

/** What stands in code is no HTML and stays as it is. */
function inertLine(line: string): string {
  return line
    .split(/((`+).+?\2(?!`))/)
    .map((part, index) => {
      if (index % 3 === 1) return part;
      return index % 3 === 2 ? "" : part.replace(/<(?=[A-Za-z/!?])/g, "\\<").replaceAll("![", "!\\[");
    })
    .join("");
}
