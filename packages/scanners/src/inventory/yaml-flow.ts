import type { JsonValue } from "../reading/json.ts";

const MOST_DEPTH = 10;

/** A value on one line: `{a: 1, b: [x]}`, a quoted text or a plain one; undefined for what is not closed or too deep. */
export function flowValue(text: string): JsonValue | undefined {
  const [first] = text;
  if (first === '"' || first === "'") {
    const end = quotedEnd(text, 0);
    const rest = end === undefined ? "x" : text.slice(end).trim();
    return end !== undefined && (rest === "" || rest.startsWith("#")) ? unquoted(text.slice(0, end)) : undefined;
  }
  if (first !== "{" && first !== "[") {
    const comment = text.indexOf(" #");
    return comment < 0 ? text : text.slice(0, comment).trim();
  }
  const flow = new Flow(text);
  const value = flow.value(0);
  return value !== undefined && flow.isAtEnd() ? value : undefined;
}

/** The position behind a quoted text that begins at `from`; undefined when it is not closed. */
export function quotedEnd(text: string, from: number): number | undefined {
  const quote = text[from];
  for (let at = from + 1; at < text.length; at += 1) {
    if (quote === '"' && text[at] === "\\") at += 1;
    else if (text[at] === quote) {
      if (quote === "'" && text[at + 1] === "'") at += 1;
      else return at + 1;
    }
  }
  return undefined;
}

/** Text without its quotes, escapes resolved. */
export function unquoted(text: string): string {
  if (text.length >= 2 && text.startsWith("'") && text.endsWith("'")) return text.slice(1, -1).replaceAll("''", "'");
  if (text.length < 2 || !text.startsWith('"') || !text.endsWith('"')) return text;
  try {
    return String(JSON.parse(text));
  } catch {
    return text.slice(1, -1);
  }
}

class Flow {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  isAtEnd(): boolean {
    this.#blanks();
    return this.#at >= this.#text.length || this.#text[this.#at] === "#";
  }

  value(depth: number): JsonValue | undefined {
    if (depth > MOST_DEPTH) return undefined;
    this.#blanks();
    const sign = this.#text[this.#at];
    if (sign === "{") return this.#mapping(depth);
    if (sign === "[") return this.#list(depth);
    return this.#scalar(false);
  }

  #mapping(depth: number): JsonValue | undefined {
    const object: { [key: string]: JsonValue } = Object.create(null);
    this.#at += 1;
    for (;;) {
      this.#blanks();
      if (this.#take("}")) return object;
      const key = this.#scalar(true);
      if (key === undefined) return undefined;
      const value = this.#take(":") ? this.value(depth + 1) : null;
      if (value === undefined) return undefined;
      object[key] = value;
      this.#blanks();
      if (!this.#take(",") && this.#text[this.#at] !== "}") return undefined;
    }
  }

  #list(depth: number): JsonValue | undefined {
    const list: JsonValue[] = [];
    this.#at += 1;
    for (;;) {
      this.#blanks();
      if (this.#take("]")) return list;
      const value = this.value(depth + 1);
      if (value === undefined) return undefined;
      list.push(value);
      this.#blanks();
      if (!this.#take(",") && this.#text[this.#at] !== "]") return undefined;
    }
  }

  #scalar(isKey: boolean): string | undefined {
    const from = this.#at;
    const sign = this.#text[from];
    if (sign === '"' || sign === "'") {
      const end = quotedEnd(this.#text, from);
      if (end === undefined) return undefined;
      this.#at = end;
      this.#blanks();
      return unquoted(this.#text.slice(from, end));
    }
    if (sign === undefined || sign === "&" || sign === "*" || sign === "!") return undefined;
    while (this.#at < this.#text.length && !this.#ends(isKey)) this.#at += 1;
    return this.#text.slice(from, this.#at).trim();
  }

  #ends(isKey: boolean): boolean {
    const sign = this.#text[this.#at];
    if (sign === "," || sign === "}" || sign === "]") return true;
    if (!isKey || sign !== ":") return false;
    const next = this.#text[this.#at + 1];
    return next === " " || next === undefined || next === "," || next === "}";
  }

  #take(sign: string): boolean {
    if (this.#text[this.#at] !== sign) return false;
    this.#at += 1;
    return true;
  }

  #blanks(): void {
    while (this.#text[this.#at] === " ") this.#at += 1;
  }
}
