import path from "node:path";
import { parse as parseToml } from "smol-toml";
import type { JsonValue } from "../reading/json.ts";
import { type JsonObject, object } from "../reading/value.ts";
import { ManifestError } from "./contract.ts";

/** A JSON object; keys stay own properties, whatever they are called. Throws `ManifestError`. */
export function readJson(text: string, what: string): JsonObject {
  let value: JsonValue;
  try {
    value = JSON.parse(unmarked(text));
  } catch {
    throw new ManifestError(`${what} is no JSON.`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new ManifestError(`${what} holds no JSON object.`);
  }
  return value;
}

/** A JSON object, or an empty one for a file that is not there or cannot be read. */
export function maybeJson(text: string | undefined): JsonObject {
  if (text === undefined) return {};
  try {
    return readJson(text, "");
  } catch {
    return {};
  }
}

/** A TOML table. Throws `ManifestError`. */
export function readToml(text: string, what: string): JsonObject {
  try {
    // Dates are no values of lock files; as JSON they are texts like all others.
    return object(JSON.parse(JSON.stringify(parseToml(unmarked(text), { integersAsBigInt: false }))));
  } catch {
    throw new ManifestError(`${what} is no TOML.`);
  }
}

export function maybeToml(text: string | undefined): JsonObject {
  if (text === undefined) return {};
  try {
    return readToml(text, "");
  } catch {
    return {};
  }
}

/** Without the mark of its encoding. */
export function unmarked(text: string): string {
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}

export function linesOf(text: string): string[] {
  return unmarked(text).split(/\r\n|\n|\r/);
}

/** Own property of an object that a file made. */
export function own(value: JsonObject, key: string): JsonObject[string] {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

/** `name` in the folder of `file`. */
export function beside(file: string, name: string): string {
  const folder = path.posix.dirname(file);
  return folder === "." ? name : `${folder}/${name}`;
}

/** Whether the last part of a path is one of the names. */
export function isNamed(file: string, ...names: readonly string[]): boolean {
  return names.includes(path.posix.basename(file));
}

export function folderOf(file: string): string {
  const folder = path.posix.dirname(file);
  return folder === "." ? "" : folder;
}

/** Lines of the headers `[[name]]`, in their order: the n-th is the n-th element of that list. */
export function tableLines(text: string, name: string): number[] {
  const header = `[[${name}]]`;
  return linesOf(text).flatMap((line, at) => (line.trim() === header ? [at + 1] : []));
}

const SEPARATOR = "\u0001";
const MOST_DEPTH = 40;

/** The line of each key of a JSON text whose value is an object, by the keys that lead to it. Linear, without recursion. */
export function keyLines(text: string): (...way: string[]) => number | undefined {
  const lines = new Map<string, number>();
  const frames: { key: string; list: boolean }[] = [];
  let line = 1;
  let pending: { key: string; line: number } | undefined;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === "\n") line += 1;
    else if (sign === '"') {
      const end = endOfString(text, at);
      const key = text.slice(at + 1, end);
      at = end;
      if (frames.at(-1)?.list === false && isKey(text, end + 1)) pending = { key: unescaped(key), line };
    } else if (sign === "{" || sign === "[") {
      const key = pending?.key ?? "";
      if (sign === "{" && pending !== undefined && frames.length <= MOST_DEPTH) {
        const way = [...frames.slice(1).map((frame) => frame.key), key].join(SEPARATOR);
        if (!lines.has(way)) lines.set(way, pending.line);
      }
      frames.push({ key, list: sign === "[" });
      pending = undefined;
    } else if (sign === "}" || sign === "]") {
      frames.pop();
      pending = undefined;
    } else if (sign === ",") pending = undefined;
  }
  return (...way) => lines.get(way.join(SEPARATOR));
}

function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === '"') return at;
  }
  return text.length;
}

function isKey(text: string, from: number): boolean {
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at];
    if (sign !== " " && sign !== "\t" && sign !== "\n" && sign !== "\r") return sign === ":";
  }
  return false;
}

function unescaped(key: string): string {
  if (!key.includes("\\")) return key;
  try {
    return String(JSON.parse(`"${key}"`));
  } catch {
    return key;
  }
}
