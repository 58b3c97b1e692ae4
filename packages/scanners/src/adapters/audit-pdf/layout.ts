/** A piece of text on a page; `y` grows upwards. */
export interface TextItem {
  readonly str: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly fontSize: number;
}

interface Line {
  readonly y: number;
  readonly size: number;
  readonly text: string;
}

/**
 * Lines of all pages as people read them: pieces of one height side by side, empty lines where the page leaves room, two
 * spaces where a column begins, without what stands on top and bottom of every page.
 */
export function linesOfPages(pages: readonly (readonly TextItem[])[]): string[] {
  const read = pages.map(linesOfPage);
  const repeated = runningLines(read);
  const lines: string[] = [];
  for (const page of read) {
    let before: Line | undefined;
    for (const line of page) {
      if (repeated.has(runningKey(line.text)) || /^(?:page )?\d{1,4}(?: (?:of|\/) \d{1,4})?$/i.test(line.text))
        continue;
      if (before !== undefined && before.y - line.y > Math.max(before.size, line.size) * 1.75) lines.push("");
      lines.push(line.text);
      before = line;
    }
    lines.push("");
  }
  return lines;
}

function linesOfPage(items: readonly TextItem[]): Line[] {
  const words = items.filter(({ str }) => str.trim() !== "").toSorted((a, b) => b.y - a.y || a.x - b.x);
  const rows: TextItem[][] = [];
  for (const word of words) {
    const row = rows.at(-1);
    const first = row?.[0];
    if (row !== undefined && first !== undefined && Math.abs(first.y - word.y) <= Math.max(2, sizeOf(first) * 0.35))
      row.push(word);
    else rows.push([word]);
  }
  return rows.map((row) => ({
    y: row[0]?.y ?? 0,
    size: Math.max(...row.map(sizeOf)),
    text: joined(row.toSorted((a, b) => a.x - b.x)),
  }));
}

function joined(row: readonly TextItem[]): string {
  let text = "";
  let end: number | undefined;
  for (const item of row) {
    const gap = end === undefined ? 0 : item.x - end;
    const size = sizeOf(item);
    text += gap > size * 1.5 ? "  " : gap > size * 0.15 && !text.endsWith(" ") && !item.str.startsWith(" ") ? " " : "";
    text += item.str;
    end = item.x + item.width;
  }
  return text.trim();
}

function sizeOf({ fontSize, height }: TextItem): number {
  return fontSize > 0 ? fontSize : height > 0 ? height : 10;
}

/** First and last lines that stand on more than half of the pages, whatever number is in them. */
function runningLines(pages: readonly (readonly Line[])[]): ReadonlySet<string> {
  const times = new Map<string, number>();
  for (const page of pages) {
    const edges = new Set([...page.slice(0, 2), ...page.slice(-2)].map(({ text }) => runningKey(text)));
    for (const key of edges) times.set(key, (times.get(key) ?? 0) + 1);
  }
  return new Set(
    [...times].filter(([key, count]) => key !== "" && pages.length > 3 && count > pages.length / 2).map(([key]) => key),
  );
}

function runningKey(text: string): string {
  return text.toLowerCase().replace(/\d+/g, "#").trim();
}
