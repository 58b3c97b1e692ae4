import type { JsonValue } from "../reading/json.ts";
import type { JsonObject } from "../reading/value.ts";
import { ManifestError } from "./contract.ts";
import { flowValue, quotedEnd, unquoted } from "./yaml-flow.ts";
import { linesOf } from "./text.ts";

// Lock files are written by programs in a small part of YAML. Reading just that is linear and knows its lines; a whole
// parser took 7 s for 200,000 keys, 11 s for half a megabyte of brackets.

const MOST_DEPTH = 40;

/** A YAML mapping as JSON (scalars stay texts: a version 1.10 is no number), and the line of a key by the way to it. */
export interface ReadYaml {
  readonly value: JsonObject;
  readonly line: (...way: string[]) => number | undefined;
}

type Mutable = { [key: string]: JsonValue };

interface Frame {
  readonly indent: number;
  readonly object: Mutable;
  readonly way: readonly string[];
  /** The key whose value stands on the lines that follow. */
  open: string | undefined;
}

const SEPARATOR = "\u0001";
/** Deeper keys are no entries of a lock file. */
const LINES_DEPTH = 3;

/** Reads the last document of a lock file in YAML. Throws `ManifestError` for everything that no lock file has. */
export function readYaml(content: string, what: string): ReadYaml {
  const lines = linesOf(content);
  let reader = new Reader(what);
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    if (line === "---" || line.startsWith("--- ")) reader = new Reader(what);
    else if (line !== "...") reader.take(line, at + 1);
  }
  return { value: reader.value, line: (...way) => reader.lines.get(way.join(SEPARATOR)) };
}

/** Without a prototype: whatever a key is called, it is a key. */
function fresh(): Mutable {
  return Object.create(null);
}

class Reader {
  readonly value = fresh();
  readonly lines = new Map<string, number>();
  readonly #what: string;
  readonly #frames: Frame[] = [{ indent: 0, object: this.value, way: [], open: undefined }];
  /** Lines that are indented more than this belong to a text, or to something that is not read. */
  #skipBelow: number | undefined;
  /** A key that stands on a line of its own, because it is long. */
  #explicit: string | undefined;

  constructor(what: string) {
    this.#what = what;
  }

  take(line: string, number: number): void {
    const text = line.trim();
    if (text === "" || text.startsWith("#")) return;
    const indent = line.length - line.trimStart().length;
    if (this.#skipBelow !== undefined) {
      if (indent > this.#skipBelow) return;
      this.#skipBelow = undefined;
    }
    if (line.slice(0, indent).includes("\t")) throw this.#unread(number);
    if (text === "-" || text.startsWith("- ")) return this.#item(indent, text.slice(2).trim(), number);
    const frame = this.#frameAt(indent, number);
    if (text.startsWith("? ")) {
      this.#explicit = unquoted(text.slice(2).replace(/:$/, "").trim());
      return;
    }
    if (this.#explicit !== undefined && text.startsWith(":")) {
      const key = this.#explicit;
      this.#explicit = undefined;
      const rest = text.slice(1).trim();
      this.#set(frame, key, "", number);
      if (rest !== "") this.take(`${" ".repeat(indent + 2)}${rest}`, number);
      return;
    }
    const pair = pairOf(text);
    if (pair === undefined) throw this.#unread(number);
    this.#set(frame, pair.key, pair.value, number);
  }

  #set(frame: Frame, key: string, value: string, number: number): void {
    if (frame.way.length < LINES_DEPTH) {
      const name = [...frame.way, key].join(SEPARATOR);
      if (!this.lines.has(name)) this.lines.set(name, number);
    }
    frame.open = value === "" ? key : undefined;
    if (value === "") frame.object[key] = null;
    else if (/^[|>][-+0-9]*$/.test(value)) {
      frame.object[key] = "";
      this.#skipBelow = frame.indent;
    } else frame.object[key] = this.#scalar(value, number);
  }

  #scalar(value: string, number: number): JsonValue {
    const [first] = value;
    if (first === "&" || first === "*" || first === "!") {
      throw new ManifestError(`${this.#what} has anchors, aliases or tags (line ${number}), which no lock file has.`);
    }
    const read = flowValue(value);
    if (read === undefined) throw this.#unread(number);
    return read;
  }

  #frameAt(indent: number, number: number): Frame {
    while (this.#frames.length > 1 && (this.#frames.at(-1)?.indent ?? 0) > indent) this.#frames.pop();
    const top = this.#frames.at(-1);
    if (top === undefined) throw this.#unread(number);
    if (top.indent === indent) return top;
    const { open } = top;
    if (open === undefined || indent < top.indent) throw this.#unread(number);
    if (this.#frames.length >= MOST_DEPTH) {
      throw new ManifestError(`${this.#what} is nested deeper than ${MOST_DEPTH} (line ${number}).`);
    }
    const object = fresh();
    top.object[open] = object;
    top.open = undefined;
    const frame = { indent, object, way: [...top.way, open], open: undefined };
    this.#frames.push(frame);
    return frame;
  }

  /** An element of a list; lists of mappings say nothing that is read. */
  #item(indent: number, text: string, number: number): void {
    while (this.#frames.length > 1 && (this.#frames.at(-1)?.indent ?? 0) > indent) this.#frames.pop();
    const top = this.#frames.at(-1);
    const key = top?.open;
    if (top === undefined || key === undefined) throw this.#unread(number);
    const known = top.object[key];
    const list: JsonValue[] = Array.isArray(known) ? known : [];
    top.object[key] = list;
    if (text === "" || pairOf(text) !== undefined) {
      list.push(null);
      this.#skipBelow = indent;
    } else list.push(this.#scalar(text, number));
  }

  #unread(number: number): ManifestError {
    return new ManifestError(`${this.#what} is no lock file that can be read: line ${number} is not understood.`);
  }
}

/** `key: value`, or `key:` alone; undefined for everything else. */
function pairOf(text: string): { key: string; value: string } | undefined {
  const [first] = text;
  if (first === "{" || first === "[") return undefined;
  const end = first === '"' || first === "'" ? quotedEnd(text, 0) : plainKeyEnd(text);
  if (end === undefined || text[end] !== ":") return undefined;
  if (end + 1 < text.length && text[end + 1] !== " ") return undefined;
  return { key: unquoted(text.slice(0, end)), value: text.slice(end + 1).trim() };
}

function plainKeyEnd(text: string): number | undefined {
  const inside = text.indexOf(": ");
  if (inside >= 0) return inside;
  return text.endsWith(":") ? text.length - 1 : undefined;
}
