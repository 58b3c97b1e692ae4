/** What orders a revision among others of its source: git ancestry where it is known, else arrival. */
export interface RevisionInLine {
  readonly number: number;
  readonly sourceId: string;
  readonly depth: number | null;
}

/**
 * The revisions that were each the newest of their source when they arrived, in that order: an older commit that was
 * fetched later says nothing about where the project stands.
 */
export function lineOf<R extends RevisionInLine>(revisions: readonly R[]): R[] {
  const deepest = new Map<string, number>();
  return [...revisions]
    .sort((a, b) => a.number - b.number)
    .filter(({ sourceId, depth }) => {
      if (depth === null) return true;
      if (depth < (deepest.get(sourceId) ?? depth)) return false;
      deepest.set(sourceId, depth);
      return true;
    });
}
