import { sameValue } from "./answers.ts";
import type { Answers, AnswerValue } from "./schema.ts";

/** What the newest revision shows, as far as it is read. */
export interface RevisionFacts {
  readonly number: number;
  readonly readyAt: Date;
  readonly nsloc: number | null;
  /** Names of the packages that its sources import, found or missing. */
  readonly packages: readonly string[];
}

/** An answer that a revision gives, to be accepted or corrected. */
export interface Proposal {
  readonly question: string;
  readonly value: AnswerValue;
  readonly revision: number;
}

/** What is read and not said yet; whoever answered otherwise after the revision came has corrected it. */
export function proposalsOf(facts: RevisionFacts | null, answers: Answers): readonly Proposal[] {
  if (facts === null) return [];
  const read: [string, AnswerValue | null][] = [
    ["nsloc", facts.nsloc],
    ["dependencies", new Set(facts.packages).size],
  ];
  return read.flatMap(([question, value]) => {
    const answer = answers[question];
    if (value === null) return [];
    if (answer !== undefined && (sameValue(answer.value, value) || answer.at > facts.readyAt)) return [];
    return [{ question, value, revision: facts.number }];
  });
}
