import type { PastEntry } from "./document.ts";
import type { PastClaim } from "./fate.ts";

/** What a document is called in sentences, and when it was made. */
export interface SentenceSource {
  readonly name: string;
  readonly date: string | null;
}

/** Where a decision comes from: the document, its words, and what was answered there. */
export function decisionSentence(source: SentenceSource, entry: PastEntry, claim: PastClaim): string {
  const key = entry.key === null ? "" : `${entry.key}, `;
  const said = entry.stateWords ?? (claim.state === null ? "reported" : claim.state.replaceAll("-", " "));
  const fix = claim.fix === null ? "" : ` (${/^[0-9a-f]{7,40}$/.test(claim.fix) ? `commit ${claim.fix}` : claim.fix})`;
  const evidence = claim.state === "fixed" ? " Nothing was run here: it is the document's claim." : "";
  const first = `${titled(source)} says of ${key}“${entry.title}”: ${said}${fix}.${evidence}`;
  return entry.response === null ? first : `${first}\n\n${entry.response}`;
}

/** Why an acknowledgement holds: the answer in the document, else that it says so. */
export function acknowledgeReason(source: SentenceSource, entry: PastEntry): string {
  const key = entry.key === null ? "" : ` as ${entry.key}`;
  const text = `Acknowledged in ${titled(source)}${key}.${entry.response === null ? "" : `\n\n${entry.response}`}`;
  return text.slice(0, 2000);
}

/** That a document names a finding that was there. */
export function joinSentence(source: SentenceSource, entry: PastEntry): string {
  const key = entry.key === null ? "" : ` as ${entry.key}`;
  return `${titled(source)} names it${key}: “${entry.title}”.`;
}

function titled({ name, date }: SentenceSource): string {
  return date === null ? name : `${name} (${date})`;
}
