/** What a parsed JSON text is. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/** A JSON object of a report; only own properties, as the reader drops keys that look like the prototype chain. */
export type JsonObject = { readonly [key: string]: JsonValue | undefined };

type Value = JsonValue | JsonObject | undefined;

const EMPTY: JsonObject = {};

/** The value as an object; an empty one when it is something else. */
export function object(value: Value): JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : EMPTY;
}

/** True for an object, not for a list or null. */
export function isObject(value: Value): value is { [key: string]: JsonValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The elements of a list; none when it is something else. */
export function list(value: Value): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}

/** The objects of a list. */
export function objects(value: Value): JsonObject[] {
  return list(value).filter(isObject);
}

/** Text that says something, trimmed; numbers as text. Undefined for everything else. */
export function text(value: Value): string | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : undefined;
  if (typeof value !== "string") return undefined;
  const trimmed = value.trim();
  return trimmed === "" ? undefined : trimmed;
}

/** The texts of a list, or one text alone. */
export function texts(value: Value): string[] {
  return (Array.isArray(value) ? value : [value]).flatMap((each) => text(each) ?? []);
}

/** A finite number, also one that is written as text. */
export function number(value: Value): number | undefined {
  const read = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof read === "number" && Number.isFinite(read) ? read : undefined;
}

/** The own entries of an object. */
export function entries(value: Value): [string, JsonValue][] {
  return Object.entries(object(value)).flatMap(([key, each]): [string, JsonValue][] =>
    each === undefined ? [] : [[key, each]],
  );
}
