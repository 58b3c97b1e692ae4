import type { NormalizedFinding } from "@redoubt/domain/finding";

/** Where Slither keeps what was triaged away, beside the code. */
export const SLITHER_DB = "slither.db.json";
/** Larger ones are not written by people who triage. */
export const SLITHER_DB_BYTES = 8 * 1024 * 1024;

/** Ids of the results that a `slither.db.json` hides; none for a text that is not one. */
export function hiddenBySlitherDb(text: string): ReadonlySet<string> {
  try {
    const entries: unknown = JSON.parse(text);
    if (!Array.isArray(entries)) return new Set();
    return new Set(
      entries.flatMap((entry: unknown) => {
        const id =
          typeof entry === "object" && entry !== null && Object.hasOwn(entry, "id")
            ? (entry as { id: unknown }).id
            : null;
        return typeof id === "string" && id !== "" && id.length <= 400 ? [id] : [];
      }),
    );
  } catch {
    return new Set();
  }
}

/** Marks results of Slither that the tree's `slither.db.json` hides, by Slither's own id of the result. */
export function withSlitherDb(
  findings: readonly NormalizedFinding[],
  hidden: ReadonlySet<string>,
): NormalizedFinding[] {
  if (hidden.size === 0) return [...findings];
  return findings.map((finding) => {
    const isHidden =
      finding.scanner === "slither" &&
      finding.suppressed === undefined &&
      finding.fingerprints.some(({ algorithm, value }) => algorithm === "tool/slither" && hidden.has(value));
    return isHidden ? { ...finding, suppressed: { by: "in-code", reason: SLITHER_DB } } : finding;
  });
}
