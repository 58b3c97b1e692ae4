/**
 * Counts the findings of an audit report by collecting names: numbers of findings, titles of sections below a severity,
 * titles in lists. It builds no sections and shares nothing with the reader, so that the two can be held against each
 * other.
 */
export function countFindings(text: string): number {
  const lines = withoutCode(text.replace(/\r\n?|[\u2028\u2029\u0085\f\v]/g, "\n").split("\n"));
  const marked = lines.some((line) => /^#{1,6}\s+\S/.test(line));
  const found = new Names();
  const walk = new Walk(found, lines, marked);
  for (let at = 0; at < lines.length; at += 1) walk.line(at);
  return found.size;
}

const SEVERITY =
  "(?:critical|high|major|medium|moderate|low|minor|informational|information|info|gas|note|non-critical|undetermined)";
const RATED = new RegExp(`(?:^|[^a-z])${SEVERITY}(?:[^a-z]|$)`, "i");
const KEY =
  /^(?:(?:issue|finding|vulnerability)\s*[:#]?\s*)?[[(#]*((?:[A-Z][A-Z0-9]{0,11}-){1,4}\d{1,4}|(?:issue|finding)\s*#?\d{1,3})[\])]*(?=[\s:.|–—-]|$)/i;
const NO_KEY = /^(?:ERC|EIP|CWE|SWC|CVE|SHA|UTF|RFC|ISO|AES|BIP)-/i;

/** Names that were met: a number counts once, a title once, a title that has a number not again. */
class Names {
  readonly #keys = new Set<string>();
  readonly #titles = new Set<string>();
  /** Titles behind a number. */
  readonly #numbered = new Set<string>();

  add(key: string | undefined, title: string): void {
    const plain = bare(title);
    if (key !== undefined) {
      this.#keys.add(key);
      this.#numbered.add(plain);
      this.#titles.delete(plain);
    } else if (plain !== "" && !this.#numbered.has(plain)) this.#titles.add(plain);
  }

  /** A section that turned out to carry a number below its title. */
  rename(title: string, key: string): void {
    this.#titles.delete(bare(title));
    this.add(key, title);
  }

  get size(): number {
    return this.#keys.size + this.#titles.size;
  }
}

class Walk {
  readonly #found: Names;
  readonly #lines: readonly string[];
  readonly #marked: boolean;
  #section: number | undefined;
  /** Level of the finding that the walk is in: deeper headings belong to it. */
  #inside: number | undefined;
  #title = "";
  #columns: readonly string[] = [];

  constructor(found: Names, lines: readonly string[], marked: boolean) {
    this.#found = found;
    this.#lines = lines;
    this.#marked = marked;
  }

  line(at: number): void {
    const line = this.#lines[at] ?? "";
    const heading = this.#marked ? this.#markedHeading(line) : this.#pageHeading(at);
    if (heading !== undefined) this.#heading(at, heading.level, heading.text);
    else if (line.includes("|")) this.#row(line);
    else this.#key(line);
    if (!line.includes("|")) this.#columns = [];
  }

  #markedHeading(line: string): { level: number; text: string } | undefined {
    const [, signs, text] = /^(#{1,6})\s+(.*)$/.exec(line) ?? [];
    if (signs !== undefined && text !== undefined) return { level: signs.length, text: stripped(text) };
    const bold = /^\*\*([^*]+)\*\*$/.exec(line.trim())?.[1];
    return bold !== undefined && KEY.test(stripped(bold)) ? { level: 9, text: stripped(bold) } : undefined;
  }

  #pageHeading(at: number): { level: number; text: string } | undefined {
    const line = (this.#lines[at] ?? "").trim();
    if (/(?:\. ?){4,}|\s\d{1,2}$/.test(line) && !/^\S+\d$/.test(line)) return undefined;
    const [, number, text] = /^(\d+(?:\.\d+)*)\.?\s+([A-Z].+)$/.exec(line) ?? [];
    if (number !== undefined && text !== undefined) {
      const level = number.split(".").length;
      return level > 1 || this.#ratedBelow(at) ? { level, text } : undefined;
    }
    return KEY.test(line) && /[A-Z]/.test(line.charAt(0)) ? { level: 8, text: line } : undefined;
  }

  #heading(at: number, level: number, raw: string): void {
    const text = raw.replace(/^\d+(?:\.\d+)*[.)]?\s+/, "");
    if (this.#inside !== undefined && level > this.#inside) return;
    this.#inside = undefined;
    if (this.#section !== undefined && level <= this.#section) this.#section = undefined;
    const key = keyIn(text);
    const listed = !this.#marked && key !== undefined && new RegExp(`\\s${SEVERITY}(?:\\s[a-z ]+)?$`, "i").test(text);
    const title = withoutRating(key === undefined ? text : text.replace(KEY, "")).replace(/^[\s:.|–—-]+/, "");
    if (key === undefined && isSection(text)) {
      this.#section = level;
      return;
    }
    const below = this.#section !== undefined && level > this.#section && !NO_TITLE.test(title);
    if (key === undefined && !below && !(this.#ratedBelow(at) && !NO_TITLE.test(title)) && !this.#ratedItself(text))
      return;
    this.#found.add(key, listed ? title.replace(new RegExp(`\\s${SEVERITY}.*$`, "i"), "") : title);
    if (!listed) this.#inside = level;
    this.#title = title;
  }

  #ratedItself(text: string): boolean {
    return (
      new RegExp("[(\\[`–-]\\s*" + SEVERITY + "\\s*[)\\]`]?(?:\\s*`[^`]*`)?$", "i").test(text) &&
      !NO_TITLE.test(withoutRating(text))
    );
  }

  #ratedBelow(at: number): boolean {
    for (let next = at + 1; next < Math.min(this.#lines.length, at + 12); next += 1) {
      const line = this.#lines[next] ?? "";
      if (/^#{1,6}\s/.test(line) || /^\d+(?:\.\d+)+\s+[A-Z]/.test(line)) return false;
      if (/^[\s>*|-]*(?:severity|risk(?: level)?)\W/i.test(line) && RATED.test(line))
        return !/count|impact\b/i.test(line);
    }
    return false;
  }

  /** A row of a list of findings: by its header it has a severity or a status, and a name. */
  #row(line: string): void {
    const cells = line
      .trim()
      .replace(/^\||\|$/g, "")
      .split(/(?<!\\)\|/)
      .map((cell) => stripped(cell.replace(/\\/g, "")));
    if (this.#columns.length === 0) {
      this.#columns = cells.map((cell) => cell.toLowerCase());
      return;
    }
    if (this.#inside !== undefined || cells.every((cell) => /^[:\s-]*$/.test(cell))) return;
    const column = (names: RegExp) => this.#columns.findIndex((name) => names.test(name));
    const title = column(/^(?:title|name|finding|findings|issue|issues|vulnerability|security analysis|item)$/);
    const named = column(/^(?:id|#|no|number|key)$/);
    const rating = column(/severity|risk|^level$/);
    const status = column(/status|state|remediation|resolution/);
    if (title < 0 || (rating < 0 && status < 0) || column(/count|total/) >= 0) return;
    const text = cells[title] ?? "";
    const key = keyIn(cells[named] ?? "") ?? keyIn(text);
    if (key === undefined && !RATED.test(cells[rating] ?? "") && (cells[status] ?? "") === "") return;
    this.#found.add(key, withoutRating(key === undefined ? text : text.replace(KEY, "")));
  }

  /** `Finding ID: …` below a title. */
  #key(line: string): void {
    const key = /^[\s*-]*(?:finding |issue )?id\W+([A-Z][\w-]*-\d+)/i.exec(line)?.[1];
    if (key !== undefined && this.#inside !== undefined) this.#found.rename(this.#title, key.toUpperCase());
  }
}

const NO_TITLE =
  /^(?:findings?|issues?|description|summary.*|details|impact|likelihood|recommendations?|severity.*|risk.*|overview|scope|introduction|conclusion|no(?:ne)?\b.*|not found|appendix.*|.*findings count|contents|status)$/i;

function isSection(text: string): boolean {
  const plain = text
    .toLowerCase()
    .replace(/\(.*?\)/g, " ")
    .replace(/[^a-z -]/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  if (/^notes? (?:&|and)? ?additional/.test(plain) || /^gas\b.{0,30}$/.test(plain)) return true;
  return new RegExp(`^${SEVERITY}(?: risk| severity| impact| findings| issues| and non-critical)*$`).test(plain);
}

function keyIn(text: string): string | undefined {
  const key = KEY.exec(text)?.[1];
  if (key === undefined || NO_KEY.test(key) || !/[A-Z]/.test(key.charAt(0))) return undefined;
  return key.toUpperCase().replace(/\s*#?\s*(?=\d+$)/, (gap) => (gap === "" ? "" : " "));
}

function withoutRating(text: string): string {
  let plain = text;
  for (let taken = 0; taken < 3; taken += 1) {
    plain = plain.replace(
      new RegExp(`\\s*(?:[-–—(\\[\`]\\s*(?:${SEVERITY}|fixed|resolved|acknowledged|[✓✔] ?\\w*)\\s*[)\\]\`]?)$`, "iu"),
      "",
    );
  }
  return plain;
}

function stripped(text: string): string {
  return text
    .replace(/^\[(.*\[[^\]]*\].*)\]\([^)]*\)$/, "$1")
    .replace(/\[([^[\]]*)\]\([^)]*\)/g, "$1")
    .replace(/<[^>]*>|\*\*|__/g, "")
    .trim();
}

function bare(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}

function withoutCode(lines: readonly string[]): string[] {
  const closes = lines.filter((line) => /^ {0,3}(?:`{3,}|~{3,})/.test(line)).length;
  let seen = 0;
  let inside = false;
  return lines.map((line) => {
    if (/^ {0,3}(?:`{3,}|~{3,})/.test(line)) {
      seen += 1;
      // The last one of an odd number closes nothing.
      inside = !inside && !(seen === closes && closes % 2 === 1);
      return "";
    }
    return inside ? "" : line;
  });
}
