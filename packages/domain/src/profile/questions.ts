import type { ProjectKind } from "../project/index.ts";
import type { Option, Question } from "./question.ts";
import { BOUNTY_QUESTIONS } from "./questions-bounty.ts";
import { CODE_QUESTIONS } from "./questions-code.ts";
import { RULE_QUESTIONS } from "./questions-rules.ts";
import { STAKE_QUESTIONS } from "./questions-stake.ts";

export const QUESTIONS: readonly Question[] = [
  ...STAKE_QUESTIONS,
  ...CODE_QUESTIONS,
  ...RULE_QUESTIONS,
  ...BOUNTY_QUESTIONS,
];

const BY_KEY = new Map(QUESTIONS.map((question) => [question.key, question]));

export const UNKNOWN = "unknown";

export function findQuestion(key: string): Question | undefined {
  return BY_KEY.get(key);
}

/** The values that a choice may have. */
export function optionsOf(question: Question): readonly Option[] {
  const options = question.options ?? [];
  return question.type === "choice" ? [...options, { value: UNKNOWN, label: "Not known" }] : options;
}

/** The questions that a project of this kind is asked, in the order of the page. */
export function questionsFor(
  kind: ProjectKind,
  answers: Readonly<Record<string, { readonly value: unknown }>>,
): readonly Question[] {
  return QUESTIONS.filter((question) => {
    if (question.only !== undefined && !question.only.includes(kind)) return false;
    const { when } = question;
    return when === undefined || when.is.includes(String(answers[when.question]?.value));
  });
}
