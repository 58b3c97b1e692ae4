import { z } from "zod";

/** Page size of lists: 50 unless asked, 200 at most. */
export const PageSize = z.int().min(1).max(200).default(50);

/** One page of a keyset list; `nextCursor` is opaque and absent on the last page. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** An opaque cursor from the sort keys of the last row, safe in a URL. Without Node's Buffer: browsers load this file. */
export function encodeCursor(keys: readonly (string | number)[]): string {
  const text = btoa(encodeURIComponent(JSON.stringify(keys)));
  return text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** The sort keys inside a cursor; undefined when it is not one of ours. */
export function decodeCursor(cursor: string): (string | number)[] | undefined {
  try {
    const keys: unknown = JSON.parse(decodeURIComponent(atob(cursor.replaceAll("-", "+").replaceAll("_", "/"))));
    const ok = Array.isArray(keys) && keys.every((key) => typeof key === "string" || typeof key === "number");
    return ok ? (keys as (string | number)[]) : undefined;
  } catch {
    return undefined;
  }
}
