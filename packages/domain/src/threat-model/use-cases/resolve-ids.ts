import { type IdKind, newId, toTypedId } from "../../shared/index.ts";

export interface KnownRow {
  readonly id: string;
  readonly originKey: string | null;
  readonly removedAt: Date | null;
}

export interface Resolved<Part> {
  readonly part: Part;
  readonly rowId: string;
  /** The row that is there already, removed or not. */
  readonly known: KnownRow | undefined;
  readonly originKey: string | null;
}

/**
 * Which row each part of a document is: the one whose id it carries, else the one with its origin key, else a new one.
 * No two parts become one row.
 */
export function resolveIds<Part extends { readonly id: string; readonly originKey: string | null }>(
  kind: IdKind,
  parts: readonly Part[],
  rows: readonly KnownRow[],
): Resolved<Part>[] {
  const byId = new Map(rows.map((row) => [toTypedId(kind, row.id), row]));
  const byOrigin = new Map(rows.flatMap((row) => (row.originKey === null ? [] : [[row.originKey, row] as const])));
  const taken = new Set<string>();
  const keys = new Set<string>();
  // Parts that carry a row's own id come first: an origin key must not take their row away.
  const own = new Map<Part, KnownRow>();
  for (const part of parts) {
    const row = byId.get(part.id);
    if (row === undefined || taken.has(row.id)) continue;
    own.set(part, row);
    taken.add(row.id);
  }
  return parts.map((part) => {
    let known = own.get(part);
    const origin = part.originKey !== null && !keys.has(part.originKey) ? part.originKey : null;
    if (origin !== null) keys.add(origin);
    const holder = origin === null ? undefined : byOrigin.get(origin);
    if (known === undefined && holder !== undefined && !taken.has(holder.id)) {
      known = holder;
      taken.add(holder.id);
    }
    // A key that another row holds stays with that row.
    const free = holder === undefined || holder === known;
    return { part, rowId: known?.id ?? newId(), known, originKey: free ? origin : null };
  });
}

/** From ids of the document to ids of rows. */
export function idMap<Part extends { readonly id: string }>(resolved: readonly Resolved<Part>[]): Map<string, string> {
  return new Map(resolved.map(({ part, rowId }) => [part.id, rowId]));
}

/** The row's id behind a part's id; null for null. Throws where the document named something that it does not hold. */
export function rowOf(map: ReadonlyMap<string, string>, id: string | null): string | null {
  if (id === null) return null;
  const found = map.get(id);
  if (found === undefined) throw new Error(`the document was checked, but holds no ${id}`);
  return found;
}
