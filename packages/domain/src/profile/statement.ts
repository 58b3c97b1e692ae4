import { isKnown } from "./answers.ts";
import { type Asset, worthOf } from "./asset.ts";
import { findQuestion, questionsFor } from "./questions.ts";
import type { Sentence, StatementInput } from "./sentence.ts";
import { codeSentences } from "./statement-code.ts";
import { responseSentences } from "./statement-response.ts";
import { usd } from "./words.ts";

export interface Statement {
  readonly sentences: readonly Sentence[];
  /** Questions without a known answer, in the order of the page. */
  readonly unknown: readonly { readonly question: string; readonly label: string }[];
}

/** What is at stake, in plain words, each sentence with its reasons. What nobody knows counts against the project. */
export function statementOf(input: StatementInput): Statement {
  const unknown = questionsFor(input.kind, input.answers)
    .filter((question) => question.optional !== true && !isKnown(input.answers[question.key]))
    .map(({ key, label }) => ({ question: key, label }));
  return {
    sentences: [
      moneySentence(input),
      ...finalSentence(input),
      ...codeSentences(input.answers),
      ...responseSentences(input),
    ],
    unknown,
  };
}

function moneySentence({ name, answers, assets }: StatementInput): Sentence {
  const { usd: sum, unknown } = worthOf(assets);
  const custody = answers.custody?.value;
  const because = ["custody", ...assets.map(({ id }) => id)];
  const open = unknown > 0 ? `, and ${unknown} ${unknown === 1 ? "asset" : "assets"} that nobody has valued` : "";
  if (custody === "none" && sum === 0) {
    return { id: "money", text: `${name} holds no money${open}.`, weight: unknown > 0 ? "unknown" : "plain", because };
  }
  if (assets.length === 0) {
    return { id: "money", text: `Nobody has said what ${name} holds.`, weight: "unknown", because };
  }
  const whose = custody === "users" ? " that belongs to others" : custody === "own" ? " of the team's own" : "";
  const weight = sum > 0 ? (custody === "own" ? "plain" : "bad") : "unknown";
  return { id: "money", text: `${name} holds ${usd(sum)}${whose}${open}.`, weight, because };
}

function finalSentence({ answers }: StatementInput): Sentence[] {
  const value = answers.reversible?.value;
  if (answers.custody?.value === "none") return [];
  const one = (text: string, weight: Sentence["weight"]): Sentence[] => [
    { id: "final", text, weight, because: ["reversible"] },
  ];
  if (value === "no") return one("A loss is final: nobody can take a transfer back.", "bad");
  if (value === "partly") return one("A part of a loss could be taken back.", "plain");
  if (value === "yes") return one("A loss could be taken back.", "good");
  return one("Nobody has said whether a loss could be taken back, so it counts as final.", "unknown");
}

/** The label of what a sentence rests on. */
export function reasonLabel(because: string, assets: readonly Asset[]): string {
  return findQuestion(because)?.label ?? assets.find(({ id }) => id === because)?.name ?? because;
}
