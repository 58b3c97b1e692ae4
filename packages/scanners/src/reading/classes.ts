import type { NormalizedFinding } from "@redoubt/domain/finding";

/** Classes as tools write them: `CWE-79: Cross-site Scripting`, `cwe-079`, `79`, `SWC-107`. */
export interface ClassTexts {
  readonly cwe?: readonly (string | number | undefined)[];
  readonly swc?: readonly (string | number | undefined)[];
  readonly scwe?: readonly (string | number | undefined)[];
}

const MAX_CLASSES = 50;

/** The classes as a finding carries them: `CWE-79`, `SWC-107`, `SCWE-046`; what is none is left away. */
export function classIds(texts: ClassTexts): NormalizedFinding["classes"] {
  return {
    cwe: ids(texts.cwe, /^(?:CWE[-_:/ ]*)?0*(\d{1,5})\b/i, (id) => `CWE-${id}`),
    swc: ids(texts.swc, /^(?:SWC[-_:/ ]*)?0*(\d{1,3})\b/i, (id) => `SWC-${id}`),
    scwe: ids(texts.scwe, /^(?:SCWE[-_:/ ]*)?0*(\d{1,3})\b/i, (id) => `SCWE-${id.padStart(3, "0")}`),
  };
}

/** CWE ids anywhere in texts, such as tags and references. */
export function cweIn(texts: readonly (string | undefined)[]): string[] {
  return texts.flatMap((each) =>
    [...(each ?? "").slice(0, 2000).matchAll(/\bcwe[-_:/ ]*0*(\d{1,5})\b/gi)].map(([, id]) => `CWE-${id}`),
  );
}

function ids(raw: ClassTexts["cwe"], pattern: RegExp, write: (id: string) => string): string[] {
  const found = (raw ?? []).flatMap((each) => pattern.exec(String(each ?? "").trim())?.[1] ?? []);
  return [...new Set(found.filter((id) => Number(id) > 0).map(write))].slice(0, MAX_CLASSES);
}

const ADVISORY =
  /\b(?:CVE-\d{4}-\d{4,}|GHSA(?:-[0-9a-z]{4}){3}|(?:GO|RUSTSEC|PYSEC|OSV|MAL|RHSA|DSA|DLA|USN|ALAS|ELSA|SNYK|TEMP)-[0-9A-Za-z][0-9A-Za-z:.-]{3,80})\b/gi;

/** Ids of public advisories in texts: CVE, GHSA, and those of the databases that OSV joins; each once, in one writing. */
export function advisoriesIn(texts: readonly (string | undefined)[]): string[] {
  const found = texts.flatMap((each) =>
    [...(each ?? "").slice(0, 4000).matchAll(ADVISORY)].map(([id]) => advisoryId(id)),
  );
  return [...new Set(found)];
}

/** One writing for an advisory's id: capitals, but the small letters of GitHub's. */
export function advisoryId(id: string): string {
  const upper = id.trim().toUpperCase();
  return upper.startsWith("GHSA-") ? `GHSA${upper.slice(4).toLowerCase()}` : upper;
}
