import type { ProjectKind } from "../project/index.ts";

export type QuestionType = "choice" | "many" | "count" | "percent" | "money" | "text" | "lines";

export interface Option {
  readonly value: string;
  readonly label: string;
}

export const GROUPS = ["stake", "code", "reach", "answer", "rules", "bounty"] as const;
export type Group = (typeof GROUPS)[number];

/** One question of the questionnaire; keys are kept for ever, because versions name them. */
export interface Question {
  readonly key: string;
  readonly group: Group;
  readonly label: string;
  readonly help?: string;
  readonly type: QuestionType;
  /** Of `choice` and `many`; a choice always has `unknown` besides. */
  readonly options?: readonly Option[];
  readonly unit?: string;
  /** Kinds of projects that it is asked of; all when absent. */
  readonly only?: readonly ProjectKind[];
  /** Read from code where a revision shows it: proposed first, asked only where nothing is read. */
  readonly fromCode?: true;
  /** Asked only while another choice has one of these values. */
  readonly when?: { readonly question: string; readonly is: readonly string[] };
  /** Not knowing it is no weakness: it is left out of what counts against the project. */
  readonly optional?: true;
}
