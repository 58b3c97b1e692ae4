/** What a later run is compared with: same project, source, ref, scanner and category. */
export interface LineageParts {
  readonly projectId: string;
  /** Null for reports imported without a revision. Two repositories of one project may both have a `main`. */
  readonly sourceId: string | null;
  readonly ref: string;
  readonly scanner: string;
  /** Empty for our own scans; SARIF's automationDetails.id for imports. */
  readonly category: string;
}

/** The lineage as one text; parts are escaped, so that different parts never give the same text. */
export function lineageOf(parts: LineageParts): string {
  const all = [parts.projectId, parts.sourceId ?? "", parts.ref, parts.scanner, parts.category];
  return all.map((part) => encodeURIComponent(part.toWellFormed())).join("|");
}

/** The source that a lineage is of; null where there is none. */
export function sourceOfLineage(lineage: string): string | null {
  const source = lineage.split("|")[1];
  return source === undefined || source === "" ? null : decodeURIComponent(source);
}

/** Where a revision stands among those of its source: `depth` by git ancestry, else `number` by creation. */
export interface RevisionOrder {
  readonly depth: number | null;
  readonly number: number;
}

/** Negative when `a` comes before `b` in revision order, 0 for the same place, positive after it. */
export function compareRevisions(a: RevisionOrder, b: RevisionOrder): number {
  if (a.depth !== null && b.depth !== null && a.depth !== b.depth) return a.depth - b.depth;
  return a.number - b.number;
}
