/** A place in an input: the keys that lead there. */
export type Path = readonly (string | number)[];

/** All places with a plain value (text, number) in a JSON-like value. */
export function leavesOf(value: unknown, path: Path = []): Path[] {
  if (value === null || typeof value !== "object")
    return typeof value === "string" || typeof value === "number" ? [path] : [];
  return Object.entries(value).flatMap(([key, inner]) =>
    leavesOf(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown> | undefined)?.[key], value);
}

/** A copy with another value at one place. */
export function withValueAt(value: unknown, path: Path, replacement: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return replacement;
  const copy = Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) };
  (copy as Record<string | number, unknown>)[key] = withValueAt(
    (value as Record<string | number, unknown>)[key],
    rest,
    replacement,
  );
  return copy;
}

/** A value of the same form that names nothing: another id, an unused number, an unused slug. */
export function namesNothing(value: unknown): unknown {
  if (typeof value === "number") return 987_654;
  const text = String(value);
  const typed = /^([a-z]{3})_[0-9a-f]{32}$/.exec(text);
  if (typed?.[1] !== undefined) return `${typed[1]}_${"0123456789abcdef".repeat(2)}`;
  if (/^[0-9a-f]{40}$/.test(text)) return "0123456789".repeat(4);
  if (/^[0-9a-f]{64}$/.test(text)) return "0123456789abcdef".repeat(4);
  if (/^[0-9a-f-]{36}$/.test(text)) return "01234567-89ab-7def-8123-456789abcdef";
  return "names-nothing-at-all";
}
