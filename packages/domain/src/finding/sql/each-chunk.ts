/** Hands rows on as JSON texts of at most `size` rows, for `json_to_recordset`. */
export async function eachChunk<T>(
  rows: readonly T[],
  size: number,
  run: (json: string) => Promise<void>,
): Promise<void> {
  for (let from = 0; from < rows.length; from += size) {
    await run(JSON.stringify(rows.slice(from, from + size), (_key, value: unknown) => withoutNul(value)));
  }
}

// What PostgreSQL cannot store as text would fail the whole publication.
function withoutNul(value: unknown): unknown {
  return typeof value === "string" ? value.replaceAll("\0", "\uFFFD").toWellFormed() : value;
}
