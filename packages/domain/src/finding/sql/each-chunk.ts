/** Hands rows on as JSON texts of at most `size` rows, for `json_to_recordset`. */
export async function eachChunk<T>(
  rows: readonly T[],
  size: number,
  run: (json: string) => Promise<void>,
): Promise<void> {
  for (let from = 0; from < rows.length; from += size) await run(textOf(rows.slice(from, from + size)));
}

// As JSON writes what PostgreSQL cannot store as text, which would fail the whole publication: NUL, a lone surrogate.
const UNSTORABLE = /\\u(?:0000|d[89a-f])/;

/** Looking at each text takes longer than the rest; almost never is there one to look at. */
function textOf(rows: readonly unknown[]): string {
  const json = JSON.stringify(rows);
  return UNSTORABLE.test(json) ? JSON.stringify(rows, (_key, value: unknown) => storable(value)) : json;
}

function storable(value: unknown): unknown {
  return typeof value === "string" ? value.replaceAll("\0", "\uFFFD").toWellFormed() : value;
}
