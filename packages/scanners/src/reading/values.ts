import type { Readable } from "node:stream";
import { type JsonKind, type JsonPath, type JsonStreamOptions, type JsonValue, streamJson } from "./json.ts";

/** A selected value; `at` is the pattern that named it. */
export interface SelectedValue {
  readonly at: string;
  readonly path: JsonPath;
  readonly value: JsonValue;
}

/**
 * Values of a JSON text by pattern: keys with dots between, `*` for any key or element (`results.*`). A pattern that
 * ends in `[` hands over an empty list where a list or object begins: it is there, even if it is empty.
 */
export async function* values(
  stream: Readable,
  patterns: readonly string[],
  options?: JsonStreamOptions,
): AsyncGenerator<SelectedValue> {
  const whole = patterns.filter((pattern) => !pattern.endsWith("[")).map(toPattern);
  const starts = patterns.filter((pattern) => pattern.endsWith("[")).map((pattern) => toPattern(pattern));
  for await (const event of streamJson(stream, (path) => whole.some((pattern) => fits(pattern, path)), options)) {
    if (event.type === "end") continue;
    const found = (event.type === "value" ? whole : starts).find((pattern) => fits(pattern, event.path));
    if (found !== undefined)
      yield { at: found.name, path: event.path, value: event.type === "value" ? event.value : [] };
  }
}

/** The elements of a top-level list, or the values of a file that has one after the other: NDJSON. */
export async function* records(stream: Readable, options: JsonStreamOptions = {}): AsyncGenerator<JsonValue> {
  const select = (path: JsonPath, kind: JsonKind) => path.length === 2 || (path.length === 1 && kind !== "array");
  for await (const event of streamJson(stream, select, { ...options, many: true })) {
    if (event.type === "value") yield event.value;
  }
}

interface Pattern {
  readonly name: string;
  readonly keys: readonly string[];
}

function toPattern(name: string): Pattern {
  return { name, keys: name.replace(/\[$/, "").split(".") };
}

function fits({ keys }: Pattern, path: JsonPath): boolean {
  return keys.length === path.length && keys.every((key, at) => key === "*" || key === String(path[at]));
}
