import type { SyntaxLanguage } from "./syntax.ts";

const WORD = /[\p{L}\p{N}_$]/u;
const C_COMMENT_LINE = /^\s*(\/\/|\/\*|\*(\s|\/|$))/;

/** What differs between languages when their text is reduced. */
export interface CodeStyle {
  /** `#` begins a comment, and `//` and `/` are operators. */
  readonly hash: boolean;
  /** A quote may begin a lifetime instead of a character. */
  readonly lifetimes: boolean;
  /** A line that holds nothing but a comment. */
  readonly commentLine: RegExp;
}

const C_STYLE: CodeStyle = { hash: false, lifetimes: false, commentLine: C_COMMENT_LINE };
const STYLES: Readonly<Partial<Record<SyntaxLanguage, CodeStyle>>> = {
  python: { hash: true, lifetimes: false, commentLine: /^\s*#/ },
  rust: { ...C_STYLE, lifetimes: true },
};

/** How text of a language is reduced. */
export function codeStyle(language: SyntaxLanguage): CodeStyle {
  return STYLES[language] ?? C_STYLE;
}

const CLOSERS = new Set([")", "]", "}"]);
const BEFORE_REGEX = new Set(["(", ",", "=", ":", "[", "!", "&", "|", "?", "{", "}", ">", "return", "typeof", "case"]);
// The formatter of the Solidity tool chain writes the long names.
/** A character of Rust, where a quote alone begins a lifetime. */
const CHARACTER = /^'(?:\\(?:u\{[0-9a-fA-F_]{1,6}\}|x[0-9a-fA-F]{2}|.)|[^\\'])'/u;
const LONG_NAMES: Readonly<Record<string, string>> = { uint: "uint256", int: "int256" };

/**
 * Source text reduced to what a formatter never changes: no comments, one space between tokens, double quotes,
 * no semicolons, no trailing commas, `uint` as `uint256`.
 */
export function normalizeCode(source: string, style: CodeStyle = C_STYLE): string {
  const tokens: string[] = [];
  let at = 0;
  while (at < source.length) {
    const char = source.charAt(at);
    if (/\s/.test(char)) {
      at += 1;
      continue;
    }
    if (style.hash && char === "#") {
      at = endOfLine(source, at);
      continue;
    }
    if (!style.hash && char === "/" && (source[at + 1] === "/" || source[at + 1] === "*")) {
      at = endOfComment(source, at);
      continue;
    }
    const regex = !style.hash && char === "/" && opensRegex(tokens.at(-1));
    const lifetime = style.lifetimes && char === "'" && !CHARACTER.test(source.slice(at, at + 12));
    const end = lifetime ? at + 1 : regex ? endOfRegex(source, at) : endOfToken(source, at, char, style);
    push(tokens, source.slice(at, end));
    at = end;
  }
  return tokens.join(" ");
}

/** A line of any text file with runs of white space made one space. */
export function normalizeLine(line: string): string {
  return line.trim().replace(/\s+/g, " ");
}

function push(tokens: string[], token: string): void {
  if (token === ";") return;
  if (CLOSERS.has(token) && tokens.at(-1) === ",") tokens.pop();
  const quote = token.charAt(0);
  if (quote === "'" && token.length > 1 && !token.includes('"')) tokens.push(`"${token.slice(1, -1)}"`);
  else tokens.push(LONG_NAMES[token] ?? token);
}

function endOfComment(source: string, at: number): number {
  if (source[at + 1] === "/") return endOfLine(source, at);
  const close = source.indexOf("*/", at + 2);
  return close < 0 ? source.length : close + 2;
}

function endOfLine(source: string, at: number): number {
  const newline = source.indexOf("\n", at);
  return newline < 0 ? source.length : newline;
}

function endOfToken(source: string, at: number, char: string, { hash }: CodeStyle): number {
  if (hash && (source.startsWith('"""', at) || source.startsWith("'''", at))) {
    const close = source.indexOf(char.repeat(3), at + 3);
    return close < 0 ? source.length : close + 3;
  }
  if (char === '"' || char === "'" || char === "`") return endOfString(source, at, char);
  let end = at;
  while (end < source.length && WORD.test(source.charAt(end))) end += 1;
  return end > at ? end : at + 1;
}

// A slash divides after a value and opens a regular expression everywhere else.
function opensRegex(before: string | undefined): boolean {
  return before === undefined || BEFORE_REGEX.has(before);
}

function endOfRegex(source: string, at: number): number {
  let inClass = false;
  for (let end = at + 1; end < source.length; end += 1) {
    const char = source.charAt(end);
    if (char === "\n") return at + 1;
    if (char === "\\") end += 1;
    else if (char === "[") inClass = true;
    else if (char === "]") inClass = false;
    else if (char === "/" && !inClass) return end + 1;
  }
  return at + 1;
}

function endOfString(source: string, at: number, quote: string): number {
  for (let end = at + 1; end < source.length; end += 1) {
    const char = source.charAt(end);
    if (char === "\\") end += 1;
    else if (char === quote) return end + 1;
    else if (char === "\n" && quote !== "`") return at + 1;
  }
  return at + 1;
}
