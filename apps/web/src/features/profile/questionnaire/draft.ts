import { type Answers, type AnswerValue, problemWith, type Question, sameValue } from "@redoubt/domain/profile";

/** What is in the fields: a text as it is typed, or what is chosen of many. */
export type DraftValue = string | readonly string[];
export type Draft = Readonly<Record<string, DraftValue>>;

/** An answer as its field shows it. */
export function fieldValue(question: Question, answers: Answers): DraftValue {
  const value = answers[question.key]?.value;
  if (question.type === "many") return Array.isArray(value) ? value : [];
  if (value === undefined) return "";
  if (Array.isArray(value)) return value.join("\n");
  return String(value);
}

/** What a field says; null when it is empty, a text when it is wrong. */
export function readField(question: Question, field: DraftValue): AnswerValue | null | { readonly problem: string } {
  const value = parse(question, field);
  if (value === null) return null;
  const problem = problemWith(question, value);
  return problem === null ? value : { problem };
}

function parse(question: Question, field: DraftValue): AnswerValue | null {
  if (typeof field !== "string") return field.length === 0 ? null : [...field];
  const text = field.trim();
  if (text === "") return null;
  if (question.type === "lines") {
    return text
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "");
  }
  if (question.type === "choice" || question.type === "text") return text;
  // "1,000,000" and "$ 5" are how people write numbers; anything else stays a text, which the rule refuses.
  const plain = text.replace(/^\$\s*/, "").replaceAll(/[,_\s]/g, "");
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : text;
}

export interface ReadDraft {
  /** Only what is different from the stored answers. */
  readonly answers: readonly { readonly question: string; readonly value: AnswerValue | null }[];
  readonly problems: Readonly<Record<string, string>>;
}

/** What the fields change, and what is wrong in them. */
export function readDraft(questions: readonly Question[], draft: Draft, stored: Answers): ReadDraft {
  const answers: { question: string; value: AnswerValue | null }[] = [];
  const problems: Record<string, string> = {};
  for (const question of questions) {
    const field = draft[question.key];
    if (field === undefined) continue;
    const value = readField(question, field);
    const before = stored[question.key]?.value;
    if (value !== null && typeof value === "object" && "problem" in value) problems[question.key] = value.problem;
    else if (value === null ? before !== undefined : before === undefined || !sameValue(before, value)) {
      answers.push({ question: question.key, value });
    }
  }
  return { answers, problems };
}
