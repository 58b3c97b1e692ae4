import { entries, type JsonObject, type JsonValue, number, object } from "../../shared/index.ts";

/** The fields of a part that a reader does not know: they stay with it for its own format. */
export function rest(value: JsonObject, known: readonly string[]): Record<string, JsonValue> {
  return Object.fromEntries(entries(value).filter(([key]) => !known.includes(key)));
}

const FARTHEST = 1e6;

/** A point of a drawing; undefined for none, and for one so far out that no canvas shows it. */
export function pointOf(value: JsonValue | JsonObject | undefined): { x: number; y: number } | undefined {
  const at = object(value);
  const [x, y] = [number(at.x), number(at.y)];
  if (x === undefined || y === undefined) return undefined;
  return Math.abs(x) > FARTHEST || Math.abs(y) > FARTHEST ? undefined : { x, y };
}

/** Place and size of a drawn part, each null when it says none. */
export function placed(position: JsonValue | undefined, size: JsonValue | undefined) {
  const box = object(size);
  const [width, height] = [number(box.width), number(box.height)];
  return {
    position: pointOf(position) ?? null,
    size: width === undefined || height === undefined || width < 1 || height < 1 ? null : { width, height },
  };
}

/** The id that a part had in a file of this format; undefined when it came from elsewhere. */
export function originId(format: string, originKey: string | null): string | undefined {
  return originKey?.startsWith(`${format}:`) === true ? originKey.slice(format.length + 1) : undefined;
}
