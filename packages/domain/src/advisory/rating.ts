import { type AdvisorySeverity, scoreCvss } from "./cvss.ts";

/** How bad an advisory is, and what says so, in words for people. */
export interface AdvisoryRating {
  readonly severity: AdvisorySeverity;
  readonly basis: string;
}

const WORDS: Readonly<Record<string, AdvisorySeverity>> = {
  critical: "critical",
  high: "high",
  important: "high",
  moderate: "medium",
  medium: "medium",
  low: "low",
};

interface Rated {
  readonly id: string;
  readonly vectors: readonly string[];
  readonly rating: string | null;
}

/**
 * The severity of one advisory in all its records: the highest CVSS base score, newest version of CVSS first, else the
 * word of its database. A package that is malicious is critical whatever anyone scored; without any word it is medium,
 * because nobody has looked, not because it is harmless.
 */
export function rateAdvisory(records: readonly Rated[]): AdvisoryRating {
  if (records.some(({ id }) => id.startsWith("MAL-"))) {
    return { severity: "critical", basis: "the package itself is malicious" };
  }
  const scores = records
    .flatMap(({ vectors }) => vectors)
    .flatMap((vector) => {
      const score = scoreCvss(asNewest(vector));
      return score === null ? [] : [{ ...score, vector }];
    });
  for (const version of ["4.0", "3.1"] as const) {
    const own = scores.filter((score) => score.version === version).toSorted((a, b) => b.score - a.score);
    const [best] = own;
    if (best !== undefined) {
      return { severity: best.severity, basis: `CVSS ${best.score.toFixed(1)} (${best.vector})` };
    }
  }
  for (const { rating, id } of records) {
    const word = (rating ?? "").toLowerCase();
    const known = Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
    if (known !== undefined) return { severity: known, basis: `${id} is rated ${word}` };
  }
  return { severity: "medium", basis: "no database has rated it" };
}

/** The base equations of CVSS 3.0 are those of 3.1 but for the rounding of binary fractions. */
function asNewest(vector: string): string {
  return vector.replace(/^CVSS:3\.0\//, "CVSS:3.1/");
}
