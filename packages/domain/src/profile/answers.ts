import type { Answer, Answers, AnswerValue } from "./schema.ts";
import type { Question } from "./question.ts";
import { optionsOf, UNKNOWN } from "./questions.ts";

/** What is wrong with a value for a question, in words for its field; null when it fits. */
export function problemWith(question: Question, value: AnswerValue): string | null {
  switch (question.type) {
    case "choice":
      return isOption(question, value) ? null : "Choose one of the answers.";
    case "many":
      return Array.isArray(value) && value.length > 0 && value.every((each) => isOption(question, each))
        ? null
        : "Choose one or more of the answers.";
    case "count":
      return typeof value === "number" && Number.isSafeInteger(value) ? null : "Write a whole number.";
    case "percent":
      return typeof value === "number" && value <= 100 ? null : "Write a number from 0 to 100.";
    case "money":
      return typeof value === "number" ? null : "Write an amount in USD, without signs.";
    case "text":
      return typeof value === "string" && value.trim() !== "" ? null : "Write a few words.";
    case "lines":
      return Array.isArray(value) ? null : "Write one a line.";
  }
}

function isOption(question: Question, value: unknown): boolean {
  return optionsOf(question).some((option) => option.value === value);
}

/** True when the question is answered with something that is known. */
export function isKnown(answer: Answer | undefined): answer is Answer {
  return answer !== undefined && answer.value !== UNKNOWN;
}

/** The same value, whatever the order of its parts. */
export function sameValue(one: AnswerValue, other: AnswerValue): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return one === other;
  return one.length === other.length && [...one].sort().join("\n") === [...other].sort().join("\n");
}

/** What a save changes: answers that say the same keep their date and origin. */
export function applyAnswers(
  before: Answers,
  given: readonly { readonly question: string; readonly answer: Answer | null }[],
): { readonly answers: Answers; readonly changed: readonly string[] } {
  const answers: Answers = { ...before };
  const changed: string[] = [];
  for (const { question, answer } of given) {
    const known = answers[question];
    if (answer === null) {
      if (known !== undefined) changed.push(question);
      delete answers[question];
    } else if (known === undefined || !isSameStatement(known, answer)) {
      answers[question] = answer;
      changed.push(question);
    }
  }
  return { answers, changed };
}

function isSameStatement(one: Answer, other: Answer): boolean {
  return sameValue(one.value, other.value) && one.origin === other.origin && one.revision === other.revision;
}

export interface AnswerChange {
  readonly question: string;
  readonly before: Answer | null;
  readonly after: Answer | null;
}

/** What differs between two versions, in the order of the questionnaire where it knows the question. */
export function diffAnswers(before: Answers, after: Answers, order: readonly string[]): AnswerChange[] {
  const keys = [...new Set([...order, ...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap((question) => {
    const [one, other] = [before[question] ?? null, after[question] ?? null];
    if (one === null && other === null) return [];
    return one !== null && other !== null && isSameStatement(one, other)
      ? []
      : [{ question, before: one, after: other }];
  });
}

/** An answer as people read it. */
export function wordsOf(question: Question | undefined, value: AnswerValue): string {
  if (question === undefined) return Array.isArray(value) ? value.join(", ") : String(value);
  const label = (each: unknown): string =>
    optionsOf(question).find((option) => option.value === each)?.label ?? String(each);
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map(label).join(", ");
  if (typeof value === "string") return label(value);
  if (question.type === "money") return `$${value.toLocaleString("en-US")}`;
  const number = value.toLocaleString("en-US", { maximumFractionDigits: 1 });
  if (question.type === "percent") return `${number} %`;
  return question.unit === undefined ? number : `${number} ${question.unit}`;
}
